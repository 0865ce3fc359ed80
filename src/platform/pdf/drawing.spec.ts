import { darkRows } from './drawing';
import { strokePath, type SignatureStrokes } from './strokes';

const box = { x: 100, y: 50, width: 120, height: 40 };

const numbersOf = (path: string): number[] =>
  path
    .split(/[^\d.-]+/)
    .filter(Boolean)
    .map(Number);

describe('a drawn signature', () => {
  const signature: SignatureStrokes = {
    width: 600,
    height: 200,
    strokes: [
      [
        [10, 10, 0],
        [50, 80, 16],
        [90, 20, 32],
        [130, 90, 48],
      ],
      [
        [200, 40, 400],
        [260, 60, 416, 0.7],
      ],
    ],
  };

  it('becomes one path with a move for each stroke', () => {
    const path = strokePath(signature, box);
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path).toMatch(/^M [\d.]+ [\d.]+ Q /);
  });

  it('lies inside its box, whatever the size of the pad', () => {
    const values = numbersOf(strokePath(signature, box));
    const xs = values.filter((_, index) => index % 2 === 0);
    const ys = values.filter((_, index) => index % 2 === 1);
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(box.x);
    expect(Math.max(...xs)).toBeLessThanOrEqual(box.x + box.width);
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(box.y);
    expect(Math.max(...ys)).toBeLessThanOrEqual(box.y + box.height);
  });

  it('keeps its proportions', () => {
    const square: SignatureStrokes = {
      width: 500,
      height: 500,
      strokes: [
        [
          [0, 0, 0],
          [100, 100, 9],
        ],
      ],
    };
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbersOf(strokePath(square, box));
    expect(x2 - x1).toBeCloseTo(y2 - y1, 1);
  });

  it('draws a mere dot as a dot, and nothing as nothing', () => {
    expect(strokePath({ width: 10, height: 10, strokes: [[[5, 5, 0]]] }, box)).toMatch(
      /^M 160\.00 70\.00 L 160\.01/,
    );
    expect(strokePath({ width: 10, height: 10, strokes: [[]] }, box)).toBe('');
  });
});

describe('a QR code', () => {
  it('joins neighbouring dark modules of a row', () => {
    expect(darkRows(3, [1, 1, 0, 0, 0, 0, 1, 0, 1])).toEqual([
      { row: 0, from: 0, to: 2 },
      { row: 2, from: 0, to: 1 },
      { row: 2, from: 2, to: 3 },
    ]);
  });
});
