import { DetailPoint, Details } from './details';

/** x' = a·x + b·y + c, y' = d·x + e·y + f */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export interface Alignment {
  /** From a's analysed plane to b's, in their pixels. */
  readonly map: Affine;
  readonly isMirrored: boolean;
  /** Key points of a that lie in b where the map says. */
  readonly agreeing: number;
}

interface Match {
  readonly from: DetailPoint;
  readonly to: DetailPoint;
  readonly likeness: number;
}

/** Cosine from which two surroundings may be the same. */
const ALIKE = 0.72;
/** Pixels of the plane by which a key point may miss its place; the first guess may miss more. */
const MISS = 5;
const FIRST_MISS = 14;
const MOST_MATCHES = 150;

/** The map that most pairs of alike key points agree on; null where fewer than `least` do. */
export function align(a: Details, b: Details, least: number): Alignment | null {
  const [same, mirrored] = matches(a.points, b.points);
  const found = [false, true].flatMap(
    (isMirrored) => agreement(isMirrored ? mirrored : same, isMirrored) ?? [],
  );
  const best = found.sort((one, other) => other.agreeing - one.agreeing)[0];
  return best && best.agreeing >= least && isPlausible(best.map) ? best : null;
}

/**
 * The best partner of every point, apart for those that have the same hand in the picture and those that have not: the
 * numbers are those of one hand already, so the comparison is the same for both.
 */
function matches(from: readonly DetailPoint[], to: readonly DetailPoint[]): [same: Match[], mirrored: Match[]] {
  const found: [Match[], Match[]] = [[], []];
  for (const point of from) {
    const best: [Match | null, Match | null] = [null, null];
    for (const other of to) {
      let sum = 0;
      const [p, q] = [point.numbers, other.numbers];
      for (let at = 0; at < p.length; at++) sum += p[at]! * q[at]!;
      const likeness = sum / (point.length * other.length);
      if (likeness < ALIKE) continue;
      const which = point.isMirrored === other.isMirrored ? 0 : 1;
      if (likeness > (best[which]?.likeness ?? 0)) best[which] = { from: point, to: other, likeness };
    }
    best.forEach((match, which) => match && found[which]!.push(match));
  }
  return found.map((list) => list.sort((x, y) => y.likeness - x.likeness).slice(0, MOST_MATCHES)) as [Match[], Match[]];
} // prettier-ignore

/** Every match alone says how one picture lies on the other; the one with the most followers is refined by them. */
function agreement(matched: readonly Match[], isMirrored: boolean): Alignment | null {
  let best: Match[] = [];
  for (const match of matched) {
    const map = similarity(match, isMirrored);
    const scale = match.to.sigma / match.from.sigma;
    const followers = matched.filter((other) => misses(map, other) < FIRST_MISS && isAsLarge(other, scale) && isAsTurned(other, match, isMirrored)); // prettier-ignore
    if (followers.length > best.length) best = followers;
  }
  let map: Affine | null = null;
  for (let pass = 0; pass < 4 && distinct(best) >= 3; pass++) {
    map = leastSquares(best);
    if (!map) return null;
    const fitted = map;
    const limit = pass === 0 ? FIRST_MISS : MISS;
    best = matched.filter((match) => misses(fitted, match) < limit);
  }
  return map && { map, isMirrored, agreeing: distinct(best) };
}

/** Matches at other places: one blob found at two sizes says nothing twice. */
function distinct(matched: readonly Match[]): number {
  return new Set(matched.map(({ from }) => `${Math.round(from.x / 6)}:${Math.round(from.y / 6)}`)).size;
}

function similarity({ from, to }: Match, isMirrored: boolean): Affine {
  const scale = to.sigma / from.sigma;
  const turn = isMirrored ? to.angle + from.angle : to.angle - from.angle;
  const [cos, sin] = [scale * Math.cos(turn), scale * Math.sin(turn)];
  const [a, b, d, e] = isMirrored ? [cos, sin, sin, -cos] : [cos, -sin, sin, cos];
  return [a, b, to.x - a * from.x - b * from.y, d, e, to.y - d * from.x - e * from.y];
}

function misses(map: Affine, { from, to }: Match): number {
  return Math.hypot(map[0] * from.x + map[1] * from.y + map[2] - to.x, map[3] * from.x + map[4] * from.y + map[5] - to.y); // prettier-ignore
}

const isAsLarge = ({ from, to }: Match, scale: number): boolean =>
  Math.abs(Math.log(to.sigma / from.sigma / scale)) < 0.4;

function isAsTurned(one: Match, other: Match, isMirrored: boolean): boolean {
  const turn = ({ from, to }: Match): number => (isMirrored ? to.angle + from.angle : to.angle - from.angle);
  return Math.cos(turn(one) - turn(other)) > 0.85;
}

/** The affine map that misses least, over all of them. */
function leastSquares(matched: readonly Match[]): Affine | null {
  const [n, mx, my] = [matched.length, mean(matched, 'from', 'x'), mean(matched, 'from', 'y')];
  let [xx, xy, yy, ux, uy, vx, vy] = [0, 0, 0, 0, 0, 0, 0];
  const [mu, mv] = [mean(matched, 'to', 'x'), mean(matched, 'to', 'y')];
  for (const { from, to } of matched) {
    const [x, y, u, v] = [from.x - mx, from.y - my, to.x - mu, to.y - mv];
    xx += x * x;
    xy += x * y;
    yy += y * y;
    ux += u * x;
    uy += u * y;
    vx += v * x;
    vy += v * y;
  }
  const determinant = xx * yy - xy * xy;
  if (determinant < n * n * 4) return null; // all on one line
  const [a, b] = [(ux * yy - uy * xy) / determinant, (uy * xx - ux * xy) / determinant];
  const [d, e] = [(vx * yy - vy * xy) / determinant, (vy * xx - vx * xy) / determinant];
  return [a, b, mu - a * mx - b * my, d, e, mv - d * mx - e * my];
}

const mean = (matched: readonly Match[], end: 'from' | 'to', axis: 'x' | 'y'): number =>
  matched.reduce((sum, match) => sum + match[end][axis], 0) / matched.length;

/** A photo of a photo is stretched a little; more is chance. */
function isPlausible([a, b, , d, e]: Affine): boolean {
  const area = Math.abs(a * e - b * d);
  const sum = a * a + b * b + d * d + e * e;
  const stretch = (sum + Math.sqrt(Math.max(0, sum * sum - 4 * area * area))) / (2 * area);
  return area > 0.04 && area < 25 && stretch < 1.5;
}

export function inverse([a, b, c, d, e, f]: Affine): Affine {
  const determinant = a * e - b * d;
  return [e / determinant, -b / determinant, (b * f - e * c) / determinant, -d / determinant, a / determinant, (d * c - a * f) / determinant]; // prettier-ignore
}

/** First `first`, then `second`. */
export function chained([a, b, c, d, e, f]: Affine, [g, h, i, j, k, l]: Affine): Affine {
  return [g * a + h * d, g * b + h * e, g * c + h * f + i, j * a + k * d, j * b + k * e, j * c + k * f + l];
}
