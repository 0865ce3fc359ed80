import { inPixels, inverted, layOver, Raster, WHOLE as SAME } from './lay-over';
import { difference } from './difference';

/** A grey picture of this function. */
function grey(width: number, height: number, of: (x: number, y: number) => number): Raster {
  const data = Uint8Array.from({ length: width * height }, (_, at) => of(at % width, Math.floor(at / width)));
  return { data, width, height, channels: 1 };
}

const picture = grey(60, 40, (x, y) => (x * 3 + y * 2) % 200);
const at = ({ data, width, channels }: Raster, x: number, y: number): number =>
  data[(y * width + x) * channels]!;

describe('A picture that is laid over another', () => {
  it('is itself where the map changes nothing', () => {
    const laid = layOver(picture, picture, SAME);
    expect(laid.data).toEqual(picture.data);
    expect(laid.covered.every((one) => one === 1)).toBe(true);
  });

  it('lies where the map leads, and shows nothing beside it', () => {
    const laid = layOver(picture, picture, { ...SAME, x0: 10, y0: -5 });
    expect(at(laid, 20, 20)).toBe(at(picture, 30, 15));
    expect([laid.covered[0], laid.covered[5 * 60], laid.covered[5 * 60 + 49], laid.covered[5 * 60 + 50]]).toEqual([0, 1, 1, 0]); // prettier-ignore
  });

  it('is turned over by a map that mirrors', () => {
    const laid = layOver(picture, picture, { ...SAME, xx: -1, x0: 60 });
    for (const x of [0, 17, 59]) expect(at(laid, x, 7)).toBe(at(picture, 59 - x, 7));
  });

  it('comes back by the inverted map', () => {
    const map = { xx: 0.9, xy: -0.3, x0: 12, yx: 0.25, yy: 1.1, y0: -4 };
    const back = inverted(map)!;
    const [x, y] = [map.xx * 7 + map.xy * 9 + map.x0, map.yx * 7 + map.yy * 9 + map.y0];
    expect(back.xx * x + back.xy * y + back.x0).toBeCloseTo(7);
    expect(back.yx * x + back.yy * y + back.y0).toBeCloseTo(9);
    expect(inverted({ ...map, yx: 0, yy: 0 })).toBeNull();
  });

  it('lies where a map in parts leads, whatever the sizes of the two', () => {
    const map = { xx: 0.5, xy: 0.1, x0: 0.25, yx: -0.1, yy: 0.5, y0: 0.25 };
    const [from, to] = [
      { width: 60, height: 40 },
      { width: 400, height: 300 },
    ];
    const { xx, xy, x0, yx, yy, y0 } = inPixels(map, from, to);
    // The middle of one lies at (0.5·0.5 + 0.1·0.5 + 0.25, …) of the other.
    expect((xx * 30 + xy * 20 + x0) / 400).toBeCloseTo(0.55);
    expect((yx * 30 + yy * 20 + y0) / 300).toBeCloseTo(0.45);
  });

  it('lies whole over one of another size that it has nothing in common with', () => {
    const small = grey(30, 20, (x) => x * 5);
    const laid = layOver(picture, small, inPixels(SAME, picture, small));
    expect(laid.covered.every((one) => one === 1)).toBe(true);
    expect(Math.abs(at(laid, 40, 20) - 100)).toBeLessThan(4);
  });

  it('has no pixel of a map that leads nowhere', () => {
    const laid = layOver(picture, picture, { ...SAME, x0: Number.NaN });
    expect(laid.covered.some((one) => one === 1)).toBe(false);
  });
});

describe('The difference of two pictures', () => {
  const redness = ({ data }: Raster, pixel: number): number => data[pixel * 3]! - data[pixel * 3 + 1]!;

  it('is grey where both are alike, also where one is only brighter or flatter', () => {
    const brighter = grey(60, 40, (x, y) => 40 + 0.7 * ((x * 3 + y * 2) % 200));
    for (const other of [picture, brighter]) {
      const made = difference(picture, layOver(picture, other, SAME));
      for (let pixel = 0; pixel < 60 * 40; pixel++) expect(redness(made, pixel)).toBe(0);
    }
  });

  it('is red where something was put in', () => {
    const other = grey(60, 40, (x, y) => (x >= 20 && x < 30 && y >= 10 && y < 20 ? 255 - ((x * 3 + y * 2) % 200) : (x * 3 + y * 2) % 200)); // prettier-ignore
    const made = difference(picture, layOver(picture, other, SAME));
    expect(redness(made, 15 * 60 + 22)).toBeGreaterThan(60);
    expect(redness(made, 30 * 60 + 50)).toBe(0);
  });

  it('is striped, and never red, where the other shows nothing', () => {
    const other = grey(60, 40, () => 0);
    const made = difference(picture, layOver(picture, other, { ...SAME, x0: 1000 }));
    const values = new Set<number>();
    for (let pixel = 0; pixel < 60 * 40; pixel++) {
      expect(redness(made, pixel)).toBe(0);
      values.add(made.data[pixel * 3]!);
    }
    expect(values.has(160)).toBe(true);
  });
});
