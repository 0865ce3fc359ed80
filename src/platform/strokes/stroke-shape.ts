import { Strokes } from '../http/fields';

/** Points at which a drawing is compared with another one. */
export const SHAPE_POINTS = 64;
/** Samples to a part: enough to be blind to a shaking hand; and how many parts tell a short name or a long one from a line. */
const SAMPLES_OF_PART = 8;
const [FEWEST_PARTS, MOST_PARTS] = [16, 64];
/** A line, a tick or a circle is drawn alike by many; whoever turns the pen less than this in all, radians, has drawn no more. */
const TELLING_TURN = 3 * Math.PI;
/** An axis that is hardly used is not blown up to the size of the other one. */
const FLATTEST = 0.25;
/** Coordinates are kept as whole numbers, in this share of a standard deviation. */
const STEPS = 4096;
const BANDS = 8;
const BITS_OF_BAND = 16;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is left of a signature when place, size and speed are taken away: comparable with every other one. */
export interface StrokeShape {
  /** `SHAPE_POINTS` pairs of x and y, little-endian int16, as they are stored. */
  readonly points: Buffer;
  /** Eight numbers; two drawings that differ a little share at least one of them, which an index finds. */
  readonly bands: readonly number[];
}

/** @returns null for a drawing that is too plain to tell one hand from another: only an identical one is compared */
export function shapeOf(strokes: Strokes): StrokeShape | null {
  if (turnOf(inParts(strokes)) < TELLING_TURN) return null;
  const points = normalised(alongTheSamples(strokes, SHAPE_POINTS));
  const buffer = Buffer.alloc(SHAPE_POINTS * 4);
  for (const [index, { x, y }] of points.entries()) {
    buffer.writeInt16LE(Math.round(x * STEPS), index * 4);
    buffer.writeInt16LE(Math.round(y * STEPS), index * 4 + 2);
  }
  return { points: buffer, bands: bandsOf(points) };
}

/**
 * How far two shapes lie apart: the mean distance of their points, in standard deviations of the drawing (which is
 * about a fifth of its width).
 */
export function shapeDistance(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let at = 0; at < SHAPE_POINTS * 4; at += 4)
    sum += Math.hypot(a.readInt16LE(at) - b.readInt16LE(at), a.readInt16LE(at + 2) - b.readInt16LE(at + 2));
  return sum / SHAPE_POINTS / STEPS;
}

/**
 * As many points as asked for, evenly along the samples of the pen in their order. The way along the ink would be
 * another measure, which a trembling copy lengthens here and not there.
 */
function alongTheSamples(strokes: Strokes, count: number): Point[] {
  const samples = strokes.flat();
  return Array.from({ length: count }, (_, index) => {
    const at = ((samples.length - 1) * index) / (count - 1);
    const [x, y] = samples[Math.floor(at)]!;
    const [nextX, nextY] = samples[Math.ceil(at)]!;
    const share = at - Math.floor(at);
    return { x: x + (nextX - x) * share, y: y + (nextY - y) * share };
  });
}

/** The middles of the parts of the drawing, one after the other. */
function inParts(strokes: Strokes): Point[] {
  const samples = strokes.flat();
  const count = Math.min(MOST_PARTS, Math.max(FEWEST_PARTS, Math.floor(samples.length / SAMPLES_OF_PART)));
  return Array.from({ length: count }, (_, part) => {
    const own = samples.slice(
      Math.floor((samples.length * part) / count),
      Math.max(Math.ceil((samples.length * (part + 1)) / count), 1),
    );
    return { x: mean(own.map(([x]) => x)), y: mean(own.map(([, y]) => y)) };
  });
}

/** All turns of the pen together, radians. */
function turnOf(points: readonly Point[]): number {
  const headings = points
    .slice(1)
    .map(({ x, y }, index) => Math.atan2(y - points[index]!.y, x - points[index]!.x));
  return headings
    .slice(1)
    .reduce((sum, heading, index) => sum + Math.abs(turn(headings[index]!, heading)), 0);
}

function turn(from: number, to: number): number {
  return Math.atan2(Math.sin(to - from), Math.cos(to - from));
}

/** Around its middle, both axes in their own standard deviations: moved, enlarged or stretched, it is the same. */
function normalised(points: readonly Point[]): Point[] {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [middleX, middleY] = [mean(xs), mean(ys)];
  const [spreadX, spreadY] = [spread(xs, middleX), spread(ys, middleY)];
  const least = Math.max(spreadX, spreadY) * FLATTEST;
  return points.map(({ x, y }) => ({
    x: (x - middleX) / Math.max(spreadX, least),
    y: (y - middleY) / Math.max(spreadY, least),
  }));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: readonly number[], middle: number): number =>
  Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));

/** On which side of 128 fixed planes the drawing lies, 16 to a band. That all names run from left to right is taken off first. */
function bandsOf(points: readonly Point[]): number[] {
  const values = [withoutTrend(points.map(({ x }) => x)), withoutTrend(points.map(({ y }) => y))].flat();
  return Array.from({ length: BANDS }, (_band, band) =>
    Array.from({ length: BITS_OF_BAND }, (_bit, bit) => PLANES[band * BITS_OF_BAND + bit]!)
      .map((plane) => plane.reduce((sum, sign, index) => sum + sign * values[index]!, 0) > 0)
      .reduce((bits, isAbove) => bits * 2 + (isAbove ? 1 : 0), band),
  );
}

function withoutTrend(values: readonly number[]): number[] {
  const middle = (values.length - 1) / 2;
  const slope =
    values.reduce((sum, value, index) => sum + value * (index - middle), 0) /
    values.reduce((sum, _value, index) => sum + (index - middle) ** 2, 0);
  return values.map((value, index) => value - slope * (index - middle));
}

/** Always the same ones: what is stored is compared with them for ever. */
const PLANES: readonly (readonly number[])[] = planes();

function planes(): number[][] {
  let state = 20_261_127;
  const sign = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >= 2 ** 31 ? 1 : -1;
  };
  return Array.from({ length: BANDS * BITS_OF_BAND }, () => Array.from({ length: SHAPE_POINTS * 2 }, sign));
}
