import { LaidOver, Raster } from './lay-over';

/** Steps of 256 that two photos of the same thing may differ by, through noise and the loss of saving; from the second on they differ wholly. */
const [ALIKE, DIFFERENT] = [20, 90];

const RED = [179, 38, 30] as const;

/** Every so many pixels a stripe, where there is nothing to compare. */
const STRIPE = 16;

/**
 * Shows where two grey pictures of one frame differ: the first one pale, red where the other differs from it, stripes
 * where the other shows nothing. Light and contrast of the whole are made the same before: a photo that was only made
 * brighter is the same photo.
 * @param one grey, one channel
 * @param other grey, laid over the same frame
 * @returns three channels
 */
export function difference(one: Raster, other: LaidOver): Raster {
  const { width, height } = one;
  const data = new Uint8Array(width * height * 3);
  const { gain, offset } = matchLight(one, other);
  for (let at = 0; at < width * height; at += 1) {
    const pale = 255 - (255 - one.data[at]!) * 0.4;
    const isStriped = ((at % width) + Math.floor(at / width)) % STRIPE < 2;
    const share = other.covered[at]
      ? between(Math.abs(one.data[at]! - (other.data[at]! * gain + offset)))
      : 0;
    for (let channel = 0; channel < 3; channel += 1)
      data[at * 3 + channel] =
        !other.covered[at] && isStriped ? 160 : Math.round(pale + (RED[channel]! - pale) * share);
  }
  return { data, width, height, channels: 3 };
}

function between(steps: number): number {
  return Math.min(1, Math.max(0, (steps - ALIKE) / (DIFFERENT - ALIKE)));
}

/** Mean and spread of `other` become those of `one`, where both show something; not further than a camera errs. */
function matchLight(one: Raster, other: LaidOver): { gain: number; offset: number } {
  let [count, sumOne, sumOther, squaresOne, squaresOther] = [0, 0, 0, 0, 0];
  for (let at = 0; at < other.covered.length; at += 1) {
    if (!other.covered[at]) continue;
    const [a, b] = [one.data[at]!, other.data[at]!];
    count += 1;
    sumOne += a;
    sumOther += b;
    squaresOne += a * a;
    squaresOther += b * b;
  }
  if (count === 0) return { gain: 1, offset: 0 };
  const [meanOne, meanOther] = [sumOne / count, sumOther / count];
  const spread = (squares: number, mean: number): number => Math.sqrt(Math.max(1, squares / count - mean * mean)); // prettier-ignore
  const gain = Math.min(2, Math.max(0.5, spread(squaresOne, meanOne) / spread(squaresOther, meanOther)));
  return { gain, offset: meanOne - meanOther * gain };
}
