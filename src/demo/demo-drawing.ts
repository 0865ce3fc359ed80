/** A small kit for drawing rooms as SVG. The canvas is 1600 × 1200; no text, because fonts differ between machines. */
export const CANVAS = { width: 1600, height: 1200 };

/** Numbers that look random and are the same for the same seed. */
export class Dice {
  constructor(private state: number) {
    this.state = (state ^ 0x9e3779b9) >>> 0;
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(from: number, to: number): number {
    return Math.round(from + (to - from) * this.next());
  }

  oneOf<Choice>(choices: readonly Choice[]): Choice {
    return choices[Math.floor(this.next() * choices.length)]!;
  }
}

export type Point = readonly [x: number, y: number];

export const rect = (x: number, y: number, w: number, h: number, fill: string, more = ''): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;

export const poly = (points: readonly Point[], fill: string, more = ''): string =>
  `<polygon points="${points.map((point) => point.join(',')).join(' ')}" fill="${fill}" ${more}/>`;

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;

export const stroke = (path: string, colour: string, width: number, more = ''): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;

export const shadow = (x: number, y: number, rx: number, ry: number): string =>
  ellipse(x, y, rx, ry, '#000', 'opacity="0.22" filter="url(#soft)"');

/** A steel tube with its light edge and its shadow on the wall. */
export const tube = (path: string, width = 26): string =>
  stroke(path, '#000', width, 'opacity="0.2" transform="translate(14 18)" filter="url(#soft)"') +
  stroke(path, '#8f989d', width) +
  stroke(path, '#e9eef0', width / 3, 'transform="translate(-3 -4)"');

/** Segments a to g of a digit, in a box of 60 × 110. */
const SEGMENTS: Readonly<Record<string, string>> = {
  a: 'M8 4 H52', b: 'M56 8 V50', c: 'M56 60 V102', d: 'M8 106 H52', e: 'M4 60 V102', f: 'M4 8 V50', g: 'M8 55 H52',
}; // prettier-ignore
const DIGITS = ['abcdef', 'bc', 'abged', 'abgcd', 'fgbc', 'afgcd', 'afgedc', 'abc', 'abcdefg', 'abcdfg'];

/** A number as a display shows it, so that it can be read on any machine. Signs other than digits leave a gap. */
export function digits(text: string, x: number, y: number, scale: number, colour: string): string {
  const parts = [...text].map((sign, index) => {
    const lit = [...(DIGITS[Number(sign)] ?? '')].map((segment) => SEGMENTS[segment]!).join(' ');
    return `<path transform="translate(${index * 84} 0)" d="${lit || 'M0 0'}"/>`;
  });
  return `<g transform="translate(${x} ${y}) scale(${scale})" fill="none" stroke="${colour}" stroke-width="12" stroke-linecap="round">${parts.join('')}</g>`;
}

/** A yellow steel tape along a line, with its ticks and the reading at its end. */
export function tape(from: Point, to: Point, reading: string): string {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  const ticks = Array.from({ length: Math.floor(length / 12) }, (_, index) =>
    stroke(
      `M${index * 12} 0 v${index % 10 === 0 ? 34 : index % 5 === 0 ? 24 : 14}`,
      index % 10 === 0 ? '#b3261e' : '#222',
      2,
    ),
  );
  const band =
    rect(0, 0, length, 46, '#f7ce2f', 'stroke="#8a6d00" stroke-width="2"') +
    ticks.join('') +
    rect(length - 12, -10, 12, 66, '#777');
  const body =
    rect(-150, -60, 150, 150, '#d9480f', 'rx="28"') +
    ellipse(-75, 15, 46, 46, '#2b2b2b') +
    ellipse(-75, 15, 20, 20, '#777');
  const plate =
    rect(from[0] - 40, from[1] + 120, 84 * reading.length * 0.7 + 40, 110, '#fffbe6', 'rx="12" stroke="#333" stroke-width="3"') +
    digits(reading, from[0] - 16, from[1] + 138, 0.66, '#1b1b1b'); // prettier-ignore
  return `<g transform="translate(${from[0]} ${from[1]}) rotate(${angle})">${band}${body}</g>${plate}`;
}
