import SignaturePad, { PointGroup } from 'signature_pad';
import { part } from './parts.client';

/** Strokes as they are stored: x and y in CSS pixels, milliseconds since the first point, pressure where known. */
type Strokes = number[][][];

const PEN = { penColor: '#12232b', minWidth: 0.8, maxWidth: 2.6, dotSize: 1.6, velocityFilterWeight: 0.7, compositeOperation: 'source-over' } as const; // prettier-ignore

/** Turns the box into a pad and keeps its strokes in the hidden field; a form that came back shows them again. */
export function signaturePad(group: HTMLElement): void {
  const field = part<HTMLInputElement>(group, 'input[type="hidden"]');
  const canvas = part<HTMLCanvasElement>(group, 'canvas');
  const state = part<HTMLElement>(group, '[role="status"]');
  part<HTMLElement>(group, '.tantu-signature__fallback').hidden = true;
  part<HTMLElement>(group, '.tantu-signature__pad').hidden = false;
  const pad = new SignaturePad(canvas, { ...PEN, throttle: 0 });
  const restored = toPointGroups(readStrokes(field.value));
  if (restored.length > 0) pad.fromData(restored);

  const store = () => {
    field.value = pad.isEmpty() ? '' : JSON.stringify(toStrokes(pad.toData()));
    state.textContent = (pad.isEmpty() ? group.dataset.empty : group.dataset.drawn) ?? '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  pad.addEventListener('endStroke', store);
  part<HTMLButtonElement>(group, '[data-clear]').addEventListener('click', () => {
    pad.clear();
    store();
  });
  if (restored.length > 0) state.textContent = group.dataset.drawn ?? '';
  new ResizeObserver(() => fitToScreen(canvas, pad)).observe(canvas);
}

/** A canvas loses its picture when it is resized, and needs the screen's own pixels to be sharp. */
function fitToScreen(canvas: HTMLCanvasElement, pad: SignaturePad): void {
  const ratio = Math.max(window.devicePixelRatio, 1);
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(canvas.clientHeight * ratio);
  if (width === 0 || (canvas.width === width && canvas.height === height)) return;
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.scale(ratio, ratio);
  const drawn = pad.toData();
  pad.clear();
  pad.fromData(drawn);
}

function toStrokes(groups: PointGroup[]): Strokes {
  const begin = groups[0]?.points[0]?.time ?? 0;
  return groups.map(({ points }) =>
    points.map(({ x, y, time, pressure }) => {
      const point = [round(x, 10), round(y, 10), Math.round(time - begin)];
      return pressure > 0 ? [...point, round(pressure, 100)] : point;
    }),
  );
}

function toPointGroups(strokes: Strokes): PointGroup[] {
  return strokes.map((points) => ({
    ...PEN,
    points: points.map(([x = 0, y = 0, time = 0, pressure = 0]) => ({ x, y, time, pressure })),
  }));
}

/** What a refused form brings back; anything else than strokes is an empty pad. */
function readStrokes(text: string): Strokes {
  try {
    const value: unknown = JSON.parse(text);
    return isStrokes(value) ? value : [];
  } catch {
    return [];
  }
}

function isStrokes(value: unknown): value is Strokes {
  return (
    Array.isArray(value) &&
    value.every(
      (stroke: unknown) =>
        Array.isArray(stroke) &&
        stroke.every((point: unknown) => Array.isArray(point) && point.every((n) => typeof n === 'number')),
    )
  );
}

const round = (value: number, steps: number): number => Math.round(value * steps) / steps;
