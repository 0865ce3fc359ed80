import { Affine, align, chained } from './alignment';
import { Details, unpack } from './details';
import { compare, Overlap, reduced } from './overlap';

/** Two photos that show the same picture. */
export interface Likeness {
  /** How much of what both show is the same: above 0.5, at most 1. */
  readonly score: number;
  /**
   * Where a point of the first photo lies in the second, both in parts of the photo's width and height:
   * x' = m[0]·x + m[1]·y + m[2], y' = m[3]·x + m[4]·y + m[5].
   */
  readonly map: Affine;
  readonly isMirrored: boolean;
}

/** Key points that must agree at the least, and from how many on it takes less of the picture. */
const LEAST_POINTS = 5;
const MANY_POINTS = 12;

/**
 * The second look at a pair whose hashes are near: are these two the same picture?
 * @param a details of a fingerprint, as are those of b
 * @returns null for two different photos: also of the same room, when something in it changed
 */
export function likenessOf(a: Buffer, b: Buffer): Likeness | null {
  const [first, second] = [unpack(a), unpack(b)];
  if (!first || !second) return null;
  const alignment = align(first, second, LEAST_POINTS);
  if (!alignment) return null;
  const small = (details: Details): number => details.small.width / (details.box.width * details.scale);
  const overlap = compare(first.small, second.small, reduced(alignment.map, small(first), small(second)));
  if (!isSame(overlap, alignment.agreeing)) return null;
  return { score: overlap.agreement, map: inParts(alignment.map, first, second), isMirrored: alignment.isMirrored };
} // prettier-ignore

/** The limits lie between what edits were measured to do and what hard negatives did: docs/decisions. */
function isSame({ share, agreement, change, isLitOtherwise }: Overlap, agreeing: number): boolean {
  return (
    share >= 0.6 && change < 0.045 && !isLitOtherwise && agreement >= (agreeing >= MANY_POINTS ? 0.55 : 0.7)
  );
}

/** The map in parts of the whole photos, bars and all. */
function inParts(map: Affine, a: Details, b: Details): Affine {
  const out: Affine = [
    a.width * a.scale,
    0,
    -a.box.left * a.scale,
    0,
    a.height * a.scale,
    -a.box.top * a.scale,
  ];
  const into: Affine = [1 / (b.scale * b.width), 0, b.box.left / b.width, 0, 1 / (b.scale * b.height), b.box.top / b.height]; // prettier-ignore
  return chained(chained(out, map), into);
}
