import { GreyRaster } from '../../src/evidence/likeness/plane';

/** The same numbers for the same seed. */
export function numbers(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

type Paint = (x: number, y: number, before: number) => number;

export function drawn(width: number, height: number, of: Paint, on?: GreyRaster): GreyRaster {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data[y * width + x] = Math.max(0, Math.min(255, Math.round(of(x, y, on?.data[y * width + x] ?? 0))));
  return { data, width, height };
}

/** A cluttered room of its own for every seed: things of every size, light that falls off, grain. */
export function aScene(seed: number, width = 480, height = 360): GreyRaster {
  const random = numbers(seed);
  const [lightX, lightY] = [random() - 0.5, random() - 0.5];
  const scene = drawn(width, height, (x, y) => 130 + 70 * (lightX * (x / width - 0.5) + lightY * (y / height - 0.5))); // prettier-ignore
  for (let thing = 0; thing < 70; thing++) {
    const [cx, cy, grey, turn] = [random() * width, random() * height, 30 + 200 * random(), 3 * random()];
    const size = 8 + 70 * random() ** 2;
    const [w, h] = [size * (0.5 + random()), size * (0.5 + random())];
    const isRound = random() < 0.5;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const reach = Math.hypot(w, h);
    for (let y = Math.max(0, Math.floor(cy - reach)); y < Math.min(height, cy + reach); y++)
      for (let x = Math.max(0, Math.floor(cx - reach)); x < Math.min(width, cx + reach); x++) {
        const u = ((x - cx) * cos + (y - cy) * sin) / w;
        const v = ((y - cy) * cos - (x - cx) * sin) / h;
        if (isRound ? u * u + v * v < 1 : Math.abs(u) < 1 && Math.abs(v) < 1) scene.data[y * width + x] = Math.round(grey); // prettier-ignore
      }
  }
  return withNoise(scene, 4, seed + 1);
}

/** One model of heater, 1.3 times as wide as high. */
export function withHeater(on: GreyRaster, left: number, top: number, size: number): GreyRaster {
  return drawn(on.width, on.height, (x, y, before) => {
    const [u, v] = [(x - left) / size, (y - top) / size];
    if (u < 0 || v < 0 || u > 1.3 || v > 1) return before;
    if (u < 0.03 || v < 0.03 || u > 1.27 || v > 0.97) return 72;
    if (Math.hypot(u - 1.13, v - 0.2) < 0.07) return 25;
    if (u > 0.98 && u < 1.24 && v > 0.7 && v < 0.8) return 90;
    return u < 0.95 && v > 0.1 && v < 0.9 ? ((u * 12) % 1 < 0.45 ? 120 : 212) : 198;
  }, on);
} // prettier-ignore

/** A white wall in the light of its window. */
export function aWall(seed: number, width = 480, height = 360): GreyRaster {
  const random = numbers(seed);
  const [across, down] = [random() - 0.5, random() - 0.5];
  return drawn(width, height, (x, y) => 215 + 60 * (across * (x / width - 0.5) + down * (y / height - 0.5)));
}

export function withNoise(scene: GreyRaster, strength: number, seed: number): GreyRaster {
  const random = numbers(seed);
  return drawn(scene.width, scene.height, (_x, _y, before) => before + strength * (random() + random() + random() - 1.5), scene); // prettier-ignore
}

/** Turned about its middle, in a frame of the same size; what comes in is black. */
export function turned(scene: GreyRaster, degrees: number): GreyRaster {
  const { data, width, height } = scene;
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return drawn(width, height, (x, y) => {
    const [u, v] = [x - width / 2, y - height / 2];
    const [sx, sy] = [u * cos + v * sin + width / 2, v * cos - u * sin + height / 2];
    const [left, top] = [Math.floor(sx), Math.floor(sy)];
    if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return 0;
    const [dx, dy, at] = [sx - left, sy - top, top * width + left];
    return (data[at]! * (1 - dx) + data[at + 1]! * dx) * (1 - dy) + (data[at + width]! * (1 - dx) + data[at + width + 1]! * dx) * dy;
  });
} // prettier-ignore

export function cut(scene: GreyRaster, left: number, top: number, width: number, height: number): GreyRaster {
  return drawn(width, height, (x, y) => scene.data[(y + top) * scene.width + x + left]!);
}

export function mirrored(scene: GreyRaster): GreyRaster {
  return drawn(scene.width, scene.height, (x, y) => scene.data[y * scene.width + scene.width - 1 - x]!);
}

export function quarterTurned(scene: GreyRaster): GreyRaster {
  return drawn(scene.height, scene.width, (x, y) => scene.data[(scene.height - 1 - x) * scene.width + y]!);
}

export function padded(scene: GreyRaster, across: number, down: number, grey: number): GreyRaster {
  const { width, height } = scene;
  return drawn(width + 2 * across, height + 2 * down, (x, y) => {
    const [u, v] = [x - across, y - down];
    return u >= 0 && v >= 0 && u < width && v < height ? scene.data[v * width + u]! : grey;
  });
}

/** A bar over the lowest 15 %, with dark marks on it where words would stand. */
export function stamped(scene: GreyRaster): GreyRaster {
  const { width, height } = scene;
  const top = height * 0.85;
  return drawn(width, height, (x, y, before) => {
    if (y < top) return before;
    const line = (y - top) / (height - top);
    const isInk = ((line > 0.15 && line < 0.4) || (line > 0.55 && line < 0.8)) && x < width * 0.8 && (x * 7 + Math.floor(y) * 3) % 11 < 5 && x % 14 < 11;
    return isInk ? 40 : 245;
  }, scene);
} // prettier-ignore

export function smaller(scene: GreyRaster): GreyRaster {
  const width = scene.width >> 1;
  return drawn(width, scene.height >> 1, (x, y) => {
    const at = 2 * y * scene.width + 2 * x;
    return (scene.data[at]! + scene.data[at + 1]! + scene.data[at + scene.width]! + scene.data[at + scene.width + 1]!) / 4; // prettier-ignore
  });
}
