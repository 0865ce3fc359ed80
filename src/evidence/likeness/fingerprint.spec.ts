import { createHash } from 'node:crypto';
import { aScene, cut, drawn, mirrored, padded, quarterTurned, smaller, stamped, turned, withNoise } from '../../../test/builders/scene'; // prettier-ignore
import { distance } from './code';
import { Fingerprint, fingerprintOf, GreyRaster, likenessOf, RADIUS } from './fingerprint';

const SCENES = [1, 2, 3, 4].map((seed) => aScene(seed));
const KEPT = SCENES.map(fingerprintOf);

const isCandidate = (asked: Fingerprint, kept: Fingerprint): boolean =>
  asked.probes.some((probe) => kept.hashes.some((hash) => distance(probe, hash) <= RADIUS));

const EDITS: Readonly<Record<string, (scene: GreyRaster) => GreyRaster>> = {
  'half its size': smaller,
  'turned by 4°': (scene) => turned(scene, 4),
  'turned by −10°': (scene) => turned(scene, -10),
  'turned by 90°': quarterTurned,
  'turned by 180°': (scene) => quarterTurned(quarterTurned(scene)),
  'turned by 270°': (scene) => quarterTurned(quarterTurned(quarterTurned(scene))),
  mirrored,
  'mirrored and turned by 90°': (scene) => quarterTurned(mirrored(scene)),
  'cut by 5 % at the left': (scene) => cut(scene, 24, 0, 456, 360),
  'cut by 15 % at the top': (scene) => cut(scene, 0, 54, 480, 306),
  'cut by 25 % at the right': (scene) => cut(scene, 0, 0, 360, 360),
  'in a white frame': (scene) => padded(scene, 40, 60, 255),
  'on a dark screen with bars': (scene) => padded(scene, 0, 300, 8),
  darker: (scene) => drawn(480, 360, (_x, _y, before) => before * 0.7, scene),
  'of less contrast': (scene) => drawn(480, 360, (_x, _y, before) => before * 0.6 + 50, scene),
  grainy: (scene) => withNoise(scene, 40, 9),
  'with a stamp over 15 % of its height': stamped,
};

describe('The fingerprint of a photo', () => {
  it.each(Object.entries(EDITS))('finds it again %s', (_name, edit) => {
    const found = SCENES.map((scene, at) => {
      const asked = fingerprintOf(edit(scene));
      return isCandidate(asked, KEPT[at]!) && likenessOf(asked.details, KEPT[at]!.details) !== null;
    });
    expect(found).toEqual(SCENES.map(() => true));
  });

  it('is another one for another scene, as it is and edited', () => {
    const asked = [...KEPT, ...SCENES.flatMap((scene) => [EDITS['turned by 4°']!(scene), stamped(scene)].map(fingerprintOf))]; // prettier-ignore
    const own = [...KEPT.keys(), ...SCENES.flatMap((_, at) => [at, at])];
    const wrong = asked.flatMap((one, index) => KEPT.flatMap((other, at) => (at !== own[index] && isCandidate(one, other) && likenessOf(one.details, other.details) ? [`${index} is ${at}`] : []))); // prettier-ignore
    expect(wrong).toEqual([]);
  });

  it('holds what the search can keep: hashes of 32 bytes, few of them, and at most 16 KB of details', () => {
    for (const { hashes, probes, details } of KEPT) {
      expect([...hashes, ...probes].every((hash) => hash.length === 32)).toBe(true);
      expect(hashes).toHaveLength(24);
      expect(probes).toHaveLength(10);
      expect(probes[0]).toEqual(hashes[0]);
      expect(details.length).toBeLessThanOrEqual(16 * 1024);
    }
  });

  it('never changes: what was kept years ago is compared with what comes today', () => {
    const made = fingerprintOf(aScene(1));
    expect(made).toEqual(KEPT[0]);
    const digest = createHash('sha256').update(Buffer.concat(made.hashes)).digest('hex');
    expect(digest).toBe('ed9a1fa2a21bdacd041fb54bc93d2e5e8d77b7ad95dda40cabca192222d3f023');
  });

  it.each([
    ['a single colour', drawn(400, 300, () => 255)],
    ['one pixel', drawn(1, 1, () => 100)],
    ['a strip', drawn(512, 3, (x) => x % 256)],
    ['a narrow strip', drawn(2, 512, (_x, y) => y % 200)],
  ])('of %s has nothing that could be found, and is no error', (_name, raster) => {
    const { hashes, probes, details } = fingerprintOf(raster);
    expect(hashes.length).toBeLessThanOrEqual(24);
    expect(KEPT.some((kept) => isCandidate({ hashes, probes, details }, kept))).toBe(false);
    expect(likenessOf(details, KEPT[0]!.details)).toBeNull();
  });
});
