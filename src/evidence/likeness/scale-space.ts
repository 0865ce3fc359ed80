import { blurred, halved, Plane } from './plane';

/** Blur that the first level of every octave has, in its pixels; steps of an octave. As in Lowe's paper of 2004. */
const SIGMA = 1.6;
const STEPS = 3;
/** Weakest difference that is a point, in grey levels. */
const CONTRAST = 0.8;
/** Greatest ratio of the two curvatures: beyond it the point may slide along an edge. */
const EDGE = 10;

export interface Octave {
  /** Blurred more and more: STEPS + 3 of them. */
  readonly levels: readonly Plane[];
  /** Pixels of the picture for each of this octave. */
  readonly scale: number;
}

/** A blob that stands out of its surroundings, at the size at which it stands out most. */
export interface KeyPoint {
  /** In pixels of the picture. */
  readonly x: number;
  readonly y: number;
  readonly sigma: number;
  /** How much it stands out, in grey levels. */
  readonly strength: number;
  readonly octave: Octave;
  readonly level: Plane;
}

/** Octaves down to where a side has too few pixels. */
export function scaleSpace(picture: Plane): Octave[] {
  const octaves: Octave[] = [];
  let first = blurred(picture, Math.sqrt(SIGMA * SIGMA - 0.5));
  for (let scale = 1; Math.min(first.width, first.height) >= 20; scale *= 2) {
    const levels = [first];
    for (let step = 1; step < STEPS + 3; step++)
      levels.push(blurred(levels[step - 1]!, SIGMA * 2 ** ((step - 1) / STEPS) * Math.sqrt(2 ** (2 / STEPS) - 1)));
    octaves.push({ levels, scale });
    first = halved(levels[STEPS]!);
  }
  return octaves;
} // prettier-ignore

export function keyPoints(octaves: readonly Octave[]): KeyPoint[] {
  return octaves.flatMap((octave) => {
    const differences = octave.levels.slice(1).map((level, step) => difference(level, octave.levels[step]!));
    const found: KeyPoint[] = [];
    for (let step = 1; step <= STEPS; step++)
      extrema(octave, differences, step, found);
    return found;
  });
} // prettier-ignore

function difference(a: Plane, b: Plane): Float32Array {
  const out = new Float32Array(a.data.length);
  for (let at = 0; at < out.length; at++) out[at] = a.data[at]! - b.data[at]!;
  return out;
}

function extrema(octave: Octave, differences: readonly Float32Array[], step: number, found: KeyPoint[]): void {
  const { width, height } = octave.levels[0]!;
  const [below, here, above] = [differences[step - 1]!, differences[step]!, differences[step + 1]!];
  for (let y = 2; y < height - 2; y++)
    for (let at = y * width + 2, end = at + width - 4; at < end; at++) {
      const value = here[at]!;
      if (Math.abs(value) < CONTRAST) continue;
      const isExtreme = value > 0 ? isHighest(value, here, below, above, at, width) : isLowest(value, here, below, above, at, width);
      if (isExtreme) refine(octave, [below, here, above], step, at, found);
    }
} // prettier-ignore

function isHighest(value: number, here: Float32Array, below: Float32Array, above: Float32Array, at: number, width: number): boolean {
  for (let row = at - width; row <= at + width; row += width)
    for (let n = row - 1; n <= row + 1; n++)
      if (here[n]! > value || below[n]! >= value || above[n]! >= value) return false;
  return true;
} // prettier-ignore

function isLowest(value: number, here: Float32Array, below: Float32Array, above: Float32Array, at: number, width: number): boolean {
  for (let row = at - width; row <= at + width; row += width)
    for (let n = row - 1; n <= row + 1; n++)
      if (here[n]! < value || below[n]! <= value || above[n]! <= value) return false;
  return true;
} // prettier-ignore

/** Finds the top of the hill between the pixels and steps, along each axis by itself. */
function refine(octave: Octave, [below, here, above]: [Float32Array, Float32Array, Float32Array], step: number, at: number, found: KeyPoint[]): void {
  const { width } = octave.levels[0]!;
  const value = here[at]!;
  const xx = here[at + 1]! + here[at - 1]! - 2 * value;
  const yy = here[at + width]! + here[at - width]! - 2 * value;
  const xy = (here[at + width + 1]! - here[at + width - 1]! - here[at - width + 1]! + here[at - width - 1]!) / 4;
  const determinant = xx * yy - xy * xy;
  if (determinant <= 0 || (xx + yy) ** 2 * EDGE >= (EDGE + 1) ** 2 * determinant) return;
  const top = (before: number, after: number): number => {
    const curve = before + after - 2 * value;
    return curve === 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curve)));
  };
  const ds = top(below[at]!, above[at]!);
  const y = Math.floor(at / width);
  found.push({
    x: (at - y * width + top(here[at - 1]!, here[at + 1]!)) * octave.scale,
    y: (y + top(here[at - width]!, here[at + width]!)) * octave.scale,
    sigma: SIGMA * 2 ** ((step + ds) / STEPS) * octave.scale,
    strength: Math.abs(value),
    octave,
    level: octave.levels[step]!,
  });
} // prettier-ignore
