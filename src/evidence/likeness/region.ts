import { sample } from './plane';
import { KeyPoint } from './scale-space';

/** Radius of a region, in sigmas of its key point. */
export const REACH = 6;
/** Neighbours that differ by less, in grey levels, show nothing: a filled corner, a frame. */
const BLANK = 0.25;
const RINGS = 8;
const ANGLES = 32;
/** Bands of rings, overlapping, and turns around the circle that are described. */
const BANDS = 4;
const ORDERS = 7;

/** Sine and cosine of every order at every angle. */
const COSINES = waves(Math.cos);
const SINES = waves(Math.sin);

/** How much of a ring belongs to a band, by its area. */
const SHARES = shares();

/** How much each band counts for each wave over the bands. */
const BAND_WAVES = Float64Array.from({ length: BANDS * BANDS }, (_, at) => Math.cos((Math.PI * ((at / BANDS) | 0) * ((at % BANDS) + 0.5)) / BANDS)); // prettier-ignore

/** What surrounds a key point, independent of where it lies, how large it is, how it is turned, how bright. */
export interface Region {
  readonly point: KeyPoint;
  /** Where its brightness leans, in radians. */
  readonly angle: number;
  /** How clearly it leans: 0 to about 1. */
  readonly lean: number;
  /** Numbers of the upright region, ordered as `FREQUENCIES`. */
  readonly numbers: Float32Array;
  /** How clearly it differs from its mirror image, with sign. */
  readonly hand: number;
  /** Scatter of its brightness, in grey levels. */
  readonly contrast: number;
  /** Part of it that has no structure at all: 0 to 1. */
  readonly blank: number;
}

/** For each number of a region: the band's wave, the order, and whether it changes its sign in the mirror. */
export const FREQUENCIES = frequencies();

export function describe(point: KeyPoint): Region | null {
  const seen = polar(point);
  if (!seen) return null;
  const [re, im] = harmonics(seen.values);
  const angle = leaning(re, im);
  const numbers = new Float32Array(FREQUENCIES.length);
  const turns = Array.from({ length: ORDERS }, (_, order) => ({ cos: Math.cos(order * angle.radians), sin: Math.sin(order * angle.radians) }));
  for (let at = 0; at < numbers.length; at++) {
    const { wave, order, isOdd } = FREQUENCIES[at]!;
    const { cos, sin } = turns[order]!;
    let sum = 0;
    for (let band = 0; band < BANDS; band++) {
      const a = re[order * BANDS + band]!;
      const b = im[order * BANDS + band]!;
      sum += BAND_WAVES[wave * BANDS + band]! * (isOdd ? b * cos - a * sin : a * cos + b * sin);
    }
    numbers[at] = sum;
  }
  let hand = 0;
  FREQUENCIES.forEach(({ order, wave, isOdd }, at) => {
    if (isOdd && order === 2 && wave <= 1) hand += numbers[at]! * (wave === 0 ? 1 : 0.5);
  });
  return { point, angle: angle.radians, lean: angle.strength, numbers, hand, contrast: seen.contrast, blank: seen.blank };
} // prettier-ignore

/** Brightness around the point, ring by ring, less its mean and over its scatter. Null where nothing can be seen. */
function polar({
  x,
  y,
  sigma,
  octave,
  level,
}: KeyPoint): { values: Float32Array; contrast: number; blank: number } | null {
  const values = new Float32Array(RINGS * ANGLES);
  const [cx, cy] = [x / octave.scale, y / octave.scale];
  const step = ((sigma / octave.scale) * REACH) / RINGS;
  let [mean, weight] = [0, 0];
  for (let ring = 0; ring < RINGS; ring++)
    for (let turn = 0; turn < ANGLES; turn++) {
      const radius = (ring + 0.5) * step;
      const value = sample(level, cx + radius * COSINES[ANGLES + turn]!, cy + radius * SINES[ANGLES + turn]!);
      values[ring * ANGLES + turn] = value;
      mean += (ring + 0.5) * value;
      weight += ring + 0.5;
    }
  mean /= weight;
  let scatter = 0;
  for (let at = 0; at < values.length; at++) {
    values[at]! -= mean;
    scatter += (((at / ANGLES) | 0) + 0.5) * values[at]! ** 2;
  }
  scatter = Math.sqrt(scatter / weight);
  if (scatter < 1) return null;
  let blank = 0;
  for (let at = 1; at < values.length; at++)
    if (Math.abs(values[at]! - values[at - 1]!) < BLANK) blank += 1 / values.length;
  return { values: values.map((value) => value / scatter), contrast: scatter, blank };
}

function harmonics(values: Float32Array): [re: Float32Array, im: Float32Array] {
  const [re, im] = [new Float32Array(ORDERS * BANDS), new Float32Array(ORDERS * BANDS)];
  for (let ring = 0; ring < RINGS; ring++)
    for (let order = 0; order < ORDERS; order++) {
      let [a, b] = [0, 0];
      for (let turn = 0; turn < ANGLES; turn++) {
        const value = values[ring * ANGLES + turn]!;
        a += value * COSINES[order * ANGLES + turn]!;
        b += value * SINES[order * ANGLES + turn]!;
      }
      for (let band = 0; band < BANDS; band++) {
        const share = SHARES[band * RINGS + ring]! / ANGLES;
        re[order * BANDS + band]! += share * a;
        im[order * BANDS + band]! += share * b;
      }
    }
  return [re, im];
}

/** The direction of the bright side, over all bands. */
function leaning(re: Float32Array, im: Float32Array): { radians: number; strength: number } {
  let [a, b] = [0, 0];
  for (let band = 0; band < BANDS; band++) {
    a += re[BANDS + band]!;
    b += im[BANDS + band]!;
  }
  return { radians: Math.atan2(b, a), strength: Math.hypot(a, b) };
}

function waves(of: (angle: number) => number): Float32Array {
  return Float32Array.from({ length: ORDERS * ANGLES }, (_, at) => of((2 * Math.PI * ((at / ANGLES) | 0) * (at % ANGLES)) / ANGLES)); // prettier-ignore
}

/** Triangles over the rings. */
function shares(): Float32Array {
  const share = new Float32Array(BANDS * RINGS);
  for (let ring = 0; ring < RINGS; ring++) {
    const place = ((ring + 0.5) / RINGS) * BANDS - 0.5;
    for (let band = 0; band < BANDS; band++)
      share[band * RINGS + ring] = Math.max(0, 1 - Math.abs(band - Math.min(Math.max(place, 0), BANDS - 1)));
  }
  for (let band = 0; band < BANDS; band++) {
    let sum = 0;
    for (let ring = 0; ring < RINGS; ring++) sum += share[band * RINGS + ring]!;
    for (let ring = 0; ring < RINGS; ring++) share[band * RINGS + ring]! /= sum;
  }
  return share;
}

function frequencies(): { wave: number; order: number; isOdd: boolean }[] {
  const list: { wave: number; order: number; isOdd: boolean }[] = [];
  for (let order = 0; order < ORDERS; order++)
    for (let wave = 0; wave < BANDS; wave++) {
      if (order > 0 || wave > 0) list.push({ wave, order, isOdd: false });
      if (order > 0) list.push({ wave, order, isOdd: true });
    }
  return list;
}
