/** Pixels in rows from the top left, `channels` bytes each, without transparency. */
export interface Raster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0: from a place in one picture to the same place in another. */
export interface AffineMap {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** In parts of width and height: the whole of one picture over the whole of the other. */
export const WHOLE: AffineMap = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

type Size = Pick<Raster, 'width' | 'height'>;

/** A map in parts of the pictures' width and height as one between the pixels of two of these sizes. */
export function inPixels({ xx, xy, x0, yx, yy, y0 }: AffineMap, from: Size, to: Size): AffineMap {
  return {
    xx: (xx * to.width) / from.width,
    xy: (xy * to.width) / from.height,
    x0: x0 * to.width,
    yx: (yx * to.height) / from.width,
    yy: (yy * to.height) / from.height,
    y0: y0 * to.height,
  };
}

/** The way back; null for a map that leads everything onto one line. */
export function inverted({ xx, xy, x0, yx, yy, y0 }: AffineMap): AffineMap | null {
  const area = xx * yy - xy * yx;
  if (!(Math.abs(area) > 1e-9)) return null;
  return {
    xx: yy / area,
    xy: -xy / area,
    x0: (xy * y0 - yy * x0) / area,
    yx: -yx / area,
    yy: xx / area,
    y0: (yx * x0 - xx * y0) / area,
  };
}

export interface LaidOver extends Raster {
  /** 1 where the other picture shows something, 0 beside it. */
  readonly covered: Uint8Array;
}

/** `other` as it lies over a frame of this size, by a map from its pixels to `other`'s: each pixel is fetched from where the map leads, between four of its own. */
export function layOver(frame: Size, other: Raster, map: AffineMap): LaidOver {
  const { width, height } = frame;
  const { channels } = other;
  const data = new Uint8Array(width * height * channels);
  const covered = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) {
      // A pixel is a square: its middle lies half a pixel inside.
      const u = map.xx * (x + 0.5) + map.xy * (y + 0.5) + map.x0 - 0.5;
      const v = map.yx * (x + 0.5) + map.yy * (y + 0.5) + map.y0 - 0.5;
      if (!(u > -0.5 && v > -0.5 && u < other.width - 0.5 && v < other.height - 0.5)) continue;
      covered[at] = 1;
      fetch(other, u, v, data, at * channels);
    }
  return { data, width, height, channels, covered };
}

function fetch(from: Raster, u: number, v: number, into: Uint8Array, at: number): void {
  const { data, width, height, channels } = from;
  const left = Math.max(0, Math.floor(u));
  const top = Math.max(0, Math.floor(v));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const across = Math.max(0, u - left);
  const down = Math.max(0, v - top);
  for (let channel = 0; channel < channels; channel += 1) {
    const of = (x: number, y: number): number => data[(y * width + x) * channels + channel]!;
    const above = of(left, top) + (of(right, top) - of(left, top)) * across;
    const below = of(left, bottom) + (of(right, bottom) - of(left, bottom)) * across;
    into[at + channel] = Math.round(above + (below - above) * down);
  }
}
