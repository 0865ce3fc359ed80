import { generator, Photo } from './photo-edits';

type Paint = (x: number, y: number) => readonly [number, number, number] | null;

/** Pictures that show the same thing and are two photos all the same: one model of heater on white walls. */
export function heatersOnWalls(): Photo[] {
  return Array.from({ length: 12 }, (_, index) => {
    const random = generator(977 * (index + 1));
    const [width, height] = index % 3 === 0 ? [600, 800] : [800, 600];
    const size = 150 + 160 * random();
    const [left, top] = [(width - 1.3 * size) * random(), (height - size) * random()];
    const light = [random() - 0.5, random() - 0.5, 215 + 25 * random()] as const;
    const photo = painted(width, height, (x, y) => {
      const value = light[2] + 50 * (light[0] * (x / width - 0.5) + light[1] * (y / height - 0.5));
      return [value, value * 0.985, value * 0.96];
    });
    // Half of the walls are bare; on the others hangs and stands what is found in rooms.
    if (index % 2 === 1) furnish(photo, random);
    paint(photo, heater(left, top, size));
    return grained(photo, random, 3);
  });
}

interface RoomPair {
  readonly name: string;
  /** Whether a miss counts: a thing of this size on the very same picture is what the second look promises to see. */
  readonly isSameView: boolean;
  pair(room: Photo): readonly [before: Photo, after: Photo];
}

/** A room, and the same room with a heater in it. */
export const roomsBeforeAndAfter: readonly RoomPair[] = [
  { name: 'before and after, same view', isSameView: true, pair: (room) => [room, withHeater(relit(room), 0.36)] },
  { name: 'before and after, taken by hand', isSameView: true, pair: (room) => [room, withHeater(relit(fromTheSide(room)), 0.36)] },
  { name: 'before and after, a small thing', isSameView: false, pair: (room) => [room, withHeater(relit(room), 0.18)] },
]; // prettier-ignore

function withHeater(room: Photo, part: number): Photo {
  const random = generator(room.width * 7 + room.height);
  const size = part * Math.min(room.width, room.height);
  const after = { ...room, data: Buffer.from(room.data) };
  paint(after, heater((0.15 + 0.3 * random()) * room.width, (0.2 + 0.3 * random()) * room.height, size));
  return grained(after, random, 4);
}

/** Another day's light. */
function relit({ data, width, height }: Photo): Photo {
  const out = Buffer.from(data);
  for (let at = 0; at < out.length; at++) {
    const x = ((at / 3) | 0) % width;
    out[at] = Math.max(0, Math.min(255, out[at]! * (0.82 + (0.3 * x) / width) + 6));
  }
  return { data: out, width, height };
}

/** A step to the side: what is near moves more than what is far, here the lower part of the picture. */
function fromTheSide({ data, width, height }: Photo): Photo {
  const out = Buffer.alloc(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sx = Math.round(x * 0.94 + width * (0.01 + 0.05 * (y / height) ** 2));
      const sy = Math.round(y * 0.95 + height * 0.02 + height * 0.02 * (x / width));
      const from = (Math.min(height - 1, sy) * width + Math.min(width - 1, sx)) * 3;
      data.copy(out, (y * width + x) * 3, from, from + 3);
    }
  return { data: out, width, height };
}

/** Fins, a frame, a knob and a name plate; 1.3 times as wide as high. */
function heater(left: number, top: number, size: number): Paint {
  return (x, y) => {
    const [u, v] = [(x - left) / size, (y - top) / size];
    if (u < 0 || v < 0 || u > 1.3 || v > 1) return null;
    if (u < 0.03 || v < 0.03 || u > 1.27 || v > 0.97) return [70, 72, 78];
    if (Math.hypot(u - 1.13, v - 0.2) < 0.07) return [25, 25, 30];
    if (u > 0.98 && u < 1.24 && v > 0.7 && v < 0.8) return [170, 40, 30];
    if (u < 0.95 && v > 0.1 && v < 0.9) return (u * 12) % 1 < 0.45 ? [120, 124, 130] : [212, 214, 216];
    return [196, 198, 200];
  };
}

function furnish(photo: Photo, random: () => number): void {
  const { width, height } = photo;
  for (let thing = 0; thing < 7; thing++) {
    const [x0, y0] = [random() * width, random() * height];
    const [w, h] = [(0.03 + 0.2 * random()) * width, (0.03 + 0.2 * random()) * height];
    const colour = [60 + 150 * random(), 60 + 150 * random(), 60 + 150 * random()] as const;
    paint(photo, (x, y) => (x > x0 && y > y0 && x < x0 + w && y < y0 + h ? colour : null));
  }
  const skirting = height * (0.8 + 0.15 * random());
  paint(photo, (_, y) => (y > skirting && y < skirting + 14 ? [120, 95, 70] : null));
}

function painted(width: number, height: number, of: Paint): Photo {
  const photo = { data: Buffer.alloc(width * height * 3), width, height };
  paint(photo, of);
  return photo;
}

function paint({ data, width, height }: Photo, of: Paint): void {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const colour = of(x, y);
      for (let channel = 0; colour && channel < 3; channel++)
        data[(y * width + x) * 3 + channel] = Math.max(0, Math.min(255, colour[channel]!));
    }
}

/** As a sensor grains: every photo otherwise. */
function grained(photo: Photo, random: () => number, strength: number): Photo {
  const data = Buffer.from(photo.data);
  for (let at = 0; at < data.length; at++)
    data[at] = Math.max(0, Math.min(255, data[at]! + strength * (random() + random() + random() - 1.5)));
  return { ...photo, data };
}
