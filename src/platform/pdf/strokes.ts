import type { Box } from './canvas';

/** One sample of a pen: x, y, milliseconds since the first sample, and pressure where the device knows it. */
export type StrokePoint = [x: number, y: number, tMs: number, pressure?: number];

/** A drawn signature as the signature pad keeps it; coordinates run from 0 to `width` and 0 to `height`. */
export interface SignatureStrokes {
  width: number;
  height: number;
  strokes: StrokePoint[][];
}

/** The pad's own size is not kept: what was drawn tells how large the drawing is. */
export function asDrawn(strokes: StrokePoint[][]): SignatureStrokes {
  const points = strokes.flat();
  const width = Math.max(1, Math.ceil(Math.max(...points.map(([x]) => x))));
  const height = Math.max(1, Math.ceil(Math.max(...points.map(([, y]) => y))));
  return { width, height, strokes };
}

/** Of the drawing on a page, as its component has it. */
const PAGE_BOX: Box = { x: 0, y: 0, width: 240, height: 80 };

/** The signature as the path of an SVG of 240 × 80. */
export function pagePath(strokes: StrokePoint[][]): string {
  return strokePath(asDrawn(strokes), PAGE_BOX);
}

interface Point {
  x: number;
  y: number;
}

/** Share of the box that stays free around the signature. */
const MARGIN = 0.06;

/**
 * The signature as a path (SVG commands) scaled into the box by what was really drawn, not by the pad's size, so that
 * a small signature on a large screen is still legible on paper. Curves run through the middles between samples.
 */
export function strokePath(signature: SignatureStrokes, box: Box): string {
  const points = signature.strokes.flat();
  if (points.length === 0) return '';
  const place = placer(points, signature, box);
  return signature.strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) => smooth(stroke.map(place)))
    .join(' ');
}

/** Enlarges at most threefold beyond the pad's own scale: a mere dot stays a dot. */
function placer(points: StrokePoint[], pad: SignatureStrokes, box: Box): (point: StrokePoint) => Point {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [inkWidth, inkHeight] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const [roomX, roomY] = [box.width * (1 - 2 * MARGIN), box.height * (1 - 2 * MARGIN)];
  const padScale = Math.min(box.width / pad.width, box.height / pad.height);
  const scale = Math.min(roomX / Math.max(inkWidth, 1), roomY / Math.max(inkHeight, 1), padScale * 3);
  const offsetX = box.x + (box.width - inkWidth * scale) / 2;
  const offsetY = box.y + (box.height - inkHeight * scale) / 2;
  return ([x, y]) => ({ x: offsetX + (x - left) * scale, y: offsetY + (y - top) * scale });
}

function smooth(points: Point[]): string {
  const [first, ...rest] = points as [Point, ...Point[]];
  const start = `M ${at(first)}`;
  const last = rest[rest.length - 1];
  if (!last) return `${start} L ${at({ x: first.x + 0.01, y: first.y })}`;
  const curves = rest
    .slice(0, -1)
    .map((point, index) => `Q ${at(point)} ${at(middle(point, rest[index + 1] ?? last))}`);
  return [start, ...curves, `L ${at(last)}`].join(' ');
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function at({ x, y }: Point): string {
  return `${x.toFixed(2)} ${y.toFixed(2)}`;
}
