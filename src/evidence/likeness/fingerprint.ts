import { codeOf } from './code';
import { contentBox } from './content-box';
import { LONG_SIDE, pack, POINTS, SMALL } from './details';
import { GreyRaster, Plane, resized } from './plane';
import { describe, REACH, Region } from './region';
import { KeyPoint, keyPoints, Octave, scaleSpace } from './scale-space';

export { type Likeness, likenessOf } from './likeness';
export type { GreyRaster } from './plane';

/** What is kept of a photo to find it again. */
export interface Fingerprint {
  /** Kept: 256-bit hashes of 32 bytes, the first that of the whole picture. */
  readonly hashes: readonly Buffer[];
  /** Asked: what a search for this photo looks for among the kept ones of others. */
  readonly probes: readonly Buffer[];
  /** What the second look at a pair needs. */
  readonly details: Buffer;
}

/** Bits in which two hashes may differ for the pair to be looked at a second time. */
export const RADIUS = 24;
/** Hashes that a photo is kept by, and asked for by, at the most. */
export const KEPT = 24;
export const ASKED = 10;
/** Smallest key points whose surroundings are hashed, in pixels of that: smaller ones are lost in a screenshot. */
const LEAST_SIGMA = 3.2;

/** @param raster upright; the same pixels give the same fingerprint in every process, for ever */
export function fingerprintOf(raster: GreyRaster): Fingerprint {
  const box = contentBox(raster);
  const size = (side: number, long: number): number => Math.max(8, Math.round((side * long) / Math.max(box.width, box.height)));
  const plane = resized(raster, box, size(box.width, LONG_SIDE), size(box.height, LONG_SIDE));
  const octaves = scaleSpace(plane);
  const points = keyPoints(octaves);
  const regions = described(points.filter(({ sigma }) => sigma >= LEAST_SIGMA));
  const ranked = rank(regions, plane);
  const whole = described(octaves.length === 0 ? [] : [wholeOf(plane, octaves)]);
  const codes = (most: number): Buffer[] => [...whole, ...spreadOut(ranked, most - 1, plane)].map(codeOf);
  const small = resized(raster, box, size(box.width, SMALL), size(box.height, SMALL));
  return { hashes: codes(KEPT), probes: codes(ASKED), details: pack(raster, box, telling(points, plane), small) };
} // prettier-ignore

const described = (points: readonly KeyPoint[]): Region[] => points.flatMap((point) => describe(point) ?? []);

/** The picture itself as one region: as large as fits in. */
function wholeOf({ width, height }: Plane, octaves: readonly Octave[]): KeyPoint {
  const sigma = Math.min(width, height) / (2 * REACH);
  const octave = octaves.findLast(({ scale }) => scale * 1.6 <= sigma) ?? octaves[0]!;
  const level = Math.min(5, Math.max(0, Math.round(3 * Math.log2(sigma / 1.6 / octave.scale))));
  return {
    x: (width - 1) / 2,
    y: (height - 1) / 2,
    sigma,
    strength: 0,
    octave,
    level: octave.levels[level]!,
  };
}

/**
 * The regions that will most surely be found again first: distinct in what surrounds them, wholly inside of the picture,
 * not about an empty place, and clear about which way is up and which hand they have.
 */
function rank(regions: readonly Region[], plane: Plane): Region[] {
  const worth = (region: Region): number => {
    const { strength } = region.point;
    const isInside = inside(region, plane) > 0.85;
    return (strength / (region.contrast + 10)) * (isInside ? 1 : 0.1) * Math.min(1, region.lean / 0.6) * (Math.abs(region.hand) < 0.12 ? 0.4 : 1) * (1 - region.blank) ** 5;
  };
  return regions.map((region) => ({ region, worth: worth(region) })).sort((a, b) => b.worth - a.worth).map(({ region }) => region);
} // prettier-ignore

function inside({ point: { x, y, sigma } }: Region, { width, height }: Plane): number {
  const reach = sigma * REACH;
  const part = (at: number, side: number): number => (Math.min(at + reach, side) - Math.max(at - reach, 0)) / (2 * reach);
  return part(x, width) * part(y, height);
} // prettier-ignore

/** The first of them, but not all from one corner: a stamp or a watermark must not take every place. */
function spreadOut(ranked: readonly Region[], most: number, { width, height }: Plane): Region[] {
  const limit = Math.ceil(most / 4);
  const taken = new Uint8Array(9);
  const cell = ({ point }: Region): number => Math.min(2, Math.floor((3 * point.x) / width)) + 3 * Math.min(2, Math.floor((3 * point.y) / height));
  const first: Region[] = [];
  const rest: Region[] = [];
  for (const region of ranked) {
    const at = cell(region);
    if (taken[at]! < limit && first.length < most) {
      taken[at]! += 1;
      first.push(region);
    } else rest.push(region);
  }
  return [...first, ...rest].slice(0, most);
} // prettier-ignore

/** Key points of every size for the second look, the strongest of each octave. */
function telling(points: readonly KeyPoint[], plane: Plane): Region[] {
  const bySize = [4, 8, Infinity].map((limit, at, limits) => points.filter(({ sigma }) => sigma < limit && sigma >= (limits[at - 1] ?? 0)).sort((a, b) => b.strength - a.strength));
  const coarse = bySize[2]!.slice(0, POINTS / 4);
  const middle = bySize[1]!.slice(0, (POINTS * 5) / 12);
  const chosen = [...coarse, ...middle, ...bySize[0]!.slice(0, 2 * POINTS)];
  return spreadOut(described(chosen), POINTS, plane);
} // prettier-ignore
