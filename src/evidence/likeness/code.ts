import { FREQUENCIES, Region } from './region';

/** Bits of a code, and how many of its directions stand at right angles to one another: two bands of the search. */
const BITS = 256;
const UPRIGHT = 32;

/**
 * Mean and scatter of each number of a region over the key points of some hundred photographs. They only make the
 * numbers weigh alike, so that each bit splits the regions of the world in halves.
 */
const MEAN = [
  -0.039, 0, -0.006, 1.541, 0, -0.398, 0, -0.13, 0, -0.028, 0, 0.061, 0, -0.02, 0, -0.007, 0, 0, 0, -0.045,
  0.013, 0.024, -0.006, 0, 0, 0, 0, 0, 0.005, 0, 0, 0, 0, 0, 0, 0.008, 0, -0.006, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0,
];
const SCATTER = [
  1.031, 0.541, 0.097, 0.518, 1, 0.231, 0.189, 0.162, 0.129, 0.038, 0.035, 0.598, 0.559, 0.251, 0.243, 0.152,
  0.138, 0.037, 0.037, 0.327, 0.299, 0.177, 0.162, 0.077, 0.076, 0.025, 0.025, 0.255, 0.232, 0.14, 0.129,
  0.054, 0.053, 0.023, 0.021, 0.129, 0.128, 0.085, 0.083, 0.036, 0.034, 0.014, 0.014, 0.093, 0.093, 0.065,
  0.065, 0.027, 0.027, 0.01, 0.01,
];

/** The number that turning upright makes zero in every region. */
const isFixed = ({ order, wave, isOdd }: (typeof FREQUENCIES)[number]): boolean =>
  order === 1 && wave === 0 && isOdd;

const DIRECTIONS = directions();

/** The region's numbers, weighing alike, with one hand: a picture and its mirror image give the same. */
export function evened({ numbers, hand }: Region): Float32Array {
  return numbers.map((value, at) => {
    const { isOdd } = FREQUENCIES[at]!;
    return isFixed(FREQUENCIES[at]!) ? 0 : ((isOdd && hand < 0 ? -value : value) - MEAN[at]!) / SCATTER[at]!;
  });
}

/**
 * 256 bits of which two regions differ in about as many as the angle between their numbers is of a half turn: each says on
 * which side of a plane through the middle the numbers lie (Charikar 2002). The planes are the same for ever.
 */
export function codeOf(region: Region): Buffer {
  const numbers = evened(region);
  const code = Buffer.alloc(BITS / 8);
  for (let bit = 0; bit < BITS; bit++) {
    const direction = DIRECTIONS[bit]!;
    let sum = 0;
    for (let at = 0; at < numbers.length; at++) sum += direction[at]! * numbers[at]!;
    if (sum > 0) code[bit >> 3]! |= 0x80 >> (bit & 7);
  }
  return code;
}

/** Random, but the same in every process: kept codes are compared with those made years later. */
function directions(): Float64Array[] {
  let state = 12345;
  const random = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const bell = (): number => random() + random() + random() + random() + random() + random() - 3;
  const found: Float64Array[] = [];
  for (let bit = 0; bit < BITS; bit++) {
    const direction = Float64Array.from(FREQUENCIES, (frequency) => (isFixed(frequency) ? 0 : bell()));
    for (const other of found.slice(bit - (bit % UPRIGHT))) {
      const part = product(direction, other);
      direction.forEach((_, at) => (direction[at]! -= part * other[at]!));
    }
    const length = Math.sqrt(product(direction, direction));
    found.push(direction.map((value) => value / length));
  }
  return found;
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}

/** In how many bits two codes differ. */
export function distance(a: Buffer, b: Buffer): number {
  let bits = 0;
  for (let at = 0; at < a.length; at++) bits += ONES[a[at]! ^ b[at]!]!;
  return bits;
}

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);
