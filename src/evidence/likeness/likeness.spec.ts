import { aScene, aWall, cut, drawn, mirrored, withHeater, withNoise } from '../../../test/builders/scene';
import { fingerprintOf, GreyRaster, likenessOf } from './fingerprint';

const details = (raster: GreyRaster): Buffer => fingerprintOf(raster).details;
const ROOM = aScene(21);

/** Where the middle of the first lies in the second, in parts of its width and height. */
function middleOf(a: GreyRaster, b: GreyRaster): [number, number] {
  const { map } = likenessOf(details(a), details(b))!;
  return [map[0] / 2 + map[1] / 2 + map[2], map[3] / 2 + map[4] / 2 + map[5]];
}

describe('The second look at two photos', () => {
  it('says where one lies on the other', () => {
    const part = cut(ROOM, 96, 36, 336, 288);
    const [x, y] = middleOf(part, ROOM);
    expect(x).toBeCloseTo((96 + 168) / 480, 1);
    expect(y).toBeCloseTo((36 + 144) / 360, 1);
    const like = likenessOf(details(part), details(ROOM))!;
    expect(like.isMirrored).toBe(false);
    expect(Math.abs(like.map[0] - 336 / 480)).toBeLessThan(0.02);
    expect(Math.abs(like.map[4] - 288 / 360)).toBeLessThan(0.02);
    expect(like.score).toBeGreaterThan(0.9);
  });

  it('sees through a mirror, from either side', () => {
    for (const [a, b] of [[mirrored(ROOM), ROOM], [ROOM, mirrored(ROOM)]] as const) {
      const like = likenessOf(details(a), details(b))!;
      expect(like.isMirrored).toBe(true);
      expect(Math.abs(like.map[0] + 1)).toBeLessThan(0.03);
      expect(Math.abs(like.map[2] - 1)).toBeLessThan(0.03);
    }
  }); // prettier-ignore

  it('takes the after photo for the before photo where nothing changed but the light', () => {
    const after = withNoise(
      drawn(480, 360, (x, _y, before) => before * (0.85 + (0.2 * x) / 480), ROOM),
      8,
      5,
    );
    expect(likenessOf(details(after), details(ROOM))).not.toBeNull();
  });

  it('does not where a heater came', () => {
    const after = withNoise(withHeater(ROOM, 150, 120, 120), 8, 5);
    expect(likenessOf(details(after), details(ROOM))).toBeNull();
    expect(likenessOf(details(ROOM), details(after))).toBeNull();
  });

  it('does not take one model of heater on two white walls for one photo', () => {
    const walls = [[1, 60, 70, 130], [2, 200, 120, 150], [3, 120, 30, 110], [4, 30, 150, 140], [5, 250, 40, 120]] as const; // prettier-ignore
    const photos = walls.map(([seed, x, y, size]) => details(withNoise(withHeater(aWall(seed), x, y, size), 3, seed)));
    const wrong = photos.flatMap((one, at) => photos.slice(at + 1).flatMap((other, next) => (likenessOf(one, other) ? [`${at} is ${at + 1 + next}`] : []))); // prettier-ignore
    expect(wrong).toEqual([]);
  }); // prettier-ignore

  it('still knows the photo of a heater on a white wall when it comes again', () => {
    const photo = withNoise(withHeater(aWall(2), 200, 120, 150), 3, 2);
    expect(likenessOf(details(photo), details(cut(photo, 24, 18, 440, 330)))).not.toBeNull();
  });

  it('says nothing of details that another version wrote', () => {
    const other = Buffer.from(details(ROOM));
    other.writeUInt16BE(99, 0);
    expect(likenessOf(other, details(ROOM))).toBeNull();
  });
});
