import { CANVAS, Dice, digits, ellipse, poly, rect, stroke } from './demo-drawing';

const WALLS = ['#d8d2c4', '#cfd8d3', '#dcd3cb', '#c9d2da', '#ddd6b9', '#d3c8c4', '#b9c4b4', '#e4dfd6'];
const FLOORS = ['#8d8579', '#9a8f80', '#7f8a8c', '#a39a86', '#8a7f76', '#6f675e'];
const COLOURS = [
  '#2f4a5c',
  '#8a3b32',
  '#3f5d3a',
  '#c79a3a',
  '#5a4a6b',
  '#20262a',
  '#e9e4d6',
  '#a9602f',
  '#b7c9d1',
];
/** Things on a wall stand in this many columns and rows, each somewhere in its place. */
const PLACES = { columns: 5, rows: 3 };

type Draw = (dice: Dice, x: number, y: number, w: number, h: number) => string;

const several = (least: number, most: number, dice: Dice, draw: (index: number) => string): string =>
  Array.from({ length: dice.between(least, most) }, (_, index) => draw(index)).join('');

const framed: Draw = (dice, x, y, w, h) =>
  rect(x, y, w, h, dice.oneOf(COLOURS), 'stroke="#3a2f25" stroke-width="12"') +
  several(3, 6, dice, () =>
    dice.next() < 0.5
      ? ellipse(x + w * dice.next(), y + h * dice.next(), 14 + (w / 5) * dice.next(), 14 + (h / 5) * dice.next(), dice.oneOf(COLOURS))
      : poly([[x + w * dice.next(), y + h * dice.next()], [x + w * dice.next(), y + h * dice.next()], [x + w * dice.next(), y + h * dice.next()]], dice.oneOf(COLOURS)),
  ); // prettier-ignore

const calendar: Draw = (dice, x, y, w, h) =>
  rect(x, y, w, h, '#f6f3ea') +
  rect(x, y, w, h / 4, dice.oneOf(COLOURS)) +
  digits(String(dice.between(1, 31)), x + w / 5, y + h / 3, h / 240, dice.oneOf(COLOURS));

const shelf: Draw = (dice, x, y, w, h) => {
  const bottles = several(3, 6, dice, (index) => {
    const tall = h * (0.3 + 0.6 * dice.next());
    return rect(x + 8 + (index * w) / 6, y + h - tall, w / (7 + 5 * dice.next()), tall, dice.oneOf(COLOURS));
  });
  return bottles + rect(x - 10, y + h, w + 20, 18, '#5f4630');
};

const towel: Draw = (dice, x, y, w, h) =>
  rect(x, y, w * 0.7, h, dice.oneOf(COLOURS)) +
  several(2, 7, dice, () => rect(x, y + h * 0.94 * dice.next(), w * 0.7, 6 + 16 * dice.next(), dice.oneOf(COLOURS))); // prettier-ignore

const window: Draw = (dice, x, y, w, h) => {
  const [across, down] = [x + w * (0.3 + 0.4 * dice.next()), y + h * (0.3 + 0.4 * dice.next())];
  const curtain = rect(x, y, w * (0.15 + 0.3 * dice.next()), h, dice.oneOf(COLOURS), 'opacity="0.85"');
  return rect(x, y, w, h, '#9fb7c4') + curtain + stroke(`M${across} ${y} v${h} M${x} ${down} h${w}`, '#efeae0', 14); // prettier-ignore
};

const couplet: Draw = (dice, x, y, w, h) =>
  rect(x, y, w * 0.45, h, '#b3261e') +
  several(4, 7, dice, (index) => {
    const [left, top] = [x + w * (0.05 + 0.2 * dice.next()), y + 14 + (index * h) / 8];
    return stroke(`M${left} ${top} h${w * 0.2} m${-w * 0.1} -8 v${h / 12} l${w * 0.12 * (dice.next() - 0.5)} 8`, '#e7c76a', 7); // prettier-ignore
  });

const panel: Draw = (dice, x, y, w, h) => {
  const [one, other] = [dice.oneOf(COLOURS), dice.oneOf(COLOURS)];
  const [columns, rows] = [dice.between(2, 6), dice.between(2, 6)];
  const side = (index: number): string => rect(x + (w / columns) * (index % columns), y + (h / rows) * Math.floor(index / columns), w / columns - 4, h / rows - 4, dice.next() < 0.5 ? one : other); // prettier-ignore
  return Array.from({ length: columns * rows }, (_, index) => side(index)).join('');
};

const THINGS: readonly Draw[] = [framed, calendar, shelf, towel, window, couplet, panel];

/** What hangs on the wall of this home and no other. It stays there while works go on. */
export function things(dice: Dice, bottom: number): string {
  const [w, h] = [CANVAS.width / PLACES.columns, bottom / PLACES.rows];
  return Array.from({ length: PLACES.columns * PLACES.rows }, (_, index) => {
    const [wide, tall] = [w * (0.4 + 0.5 * dice.next()), h * (0.4 + 0.5 * dice.next())];
    const x = (index % PLACES.columns) * w + (w - wide) * dice.next();
    const y = Math.floor(index / PLACES.columns) * h + (h - tall) * dice.next();
    const drawn = dice.oneOf(THINGS)(dice, x, y, wide, tall);
    return dice.next() < 0.75 ? drawn : '';
  }).join('');
}

/** Old furniture that stands in the way and is gone after the works. */
export function lumber(dice: Dice, bottom: number): string {
  const [w, h] = [dice.between(440, 600), dice.between(480, 640)];
  const [x, y] = [dice.next() < 0.5 ? dice.between(20, 120) : CANVAS.width - w - dice.between(20, 120), bottom - h]; // prettier-ignore
  const doors = several(2, 4, dice, (index) => rect(x + 16 + index * 130, y + 30, 112, h * 0.55, dice.oneOf(COLOURS), 'stroke="#2b1d12" stroke-width="8"')); // prettier-ignore
  const drawers = several(3, 6, dice, (index) => rect(x + 20, y + h * 0.64 + index * 40, w - 40, 28, dice.oneOf(COLOURS))); // prettier-ignore
  const boxes = several(2, 4, dice, (index) => {
    const tall = dice.between(70, 190);
    return rect(x + index * 140, y - tall, dice.between(90, 135), tall, dice.oneOf(COLOURS), 'stroke="#6b4f2c" stroke-width="6"'); // prettier-ignore
  });
  return rect(x, y, w, h, '#4a3423') + doors + drawers + boxes;
}

/** Wall, skirting and floor. */
export function room(dice: Dice, worn: string, skirting: string): string {
  const horizon = dice.between(780, 880);
  const [gap, far] = [dice.between(110, 330), dice.between(200, 1400)];
  const lines = Array.from({ length: Math.ceil(3200 / gap) }, (_, index) => index * gap - 800);
  const boards = lines.map((x) => stroke(`M${x} ${horizon} L${(x - far) * 2.1 + far} ${CANVAS.height}`, '#000', dice.between(2, 9), 'opacity="0.3"')); // prettier-ignore
  const across = several(1, 4, dice, () => rect(0, horizon + dice.between(40, 380), CANVAS.width, dice.between(3, 26), '#000', 'opacity="0.2"')); // prettier-ignore
  const mat = rect(dice.between(0, 1100), dice.between(horizon + 60, 1080), dice.between(220, 500), dice.between(60, 140), dice.oneOf(COLOURS)); // prettier-ignore
  return [
    rect(0, 0, CANVAS.width, horizon, dice.oneOf(WALLS)),
    things(dice, horizon - 40),
    worn,
    rect(0, horizon, CANVAS.width, CANVAS.height - horizon, dice.oneOf(FLOORS)),
    ...boards,
    across,
    mat,
    rect(0, horizon - 26, CANVAS.width, 26, skirting),
  ].join('');
}

/** The plate of a device: no two makers lay theirs out alike. */
export function nameplate(dice: Dice, reading: string): string {
  const [x, y, w, h] = [dice.between(160, 380), dice.between(120, 300), dice.between(860, 1080), dice.between(600, 760)]; // prettier-ignore
  const light = dice.oneOf(['#eef1f2', '#d9dee0', '#f3efe2', '#cfd9e4']);
  const lines = several(4, 9, dice, (index) => rect(x + 60, y + h * 0.42 + index * dice.between(38, 56), (w - 160) * (0.25 + 0.7 * dice.next()), dice.between(12, 26), '#555', 'opacity="0.75"')); // prettier-ignore
  const code = several(18, 34, dice, () => rect(x + w * (0.5 + 0.42 * dice.next()), y + h * 0.76, dice.between(3, 14), h * 0.16, '#111')); // prettier-ignore
  const mark = framed(dice, x + w * (0.55 + 0.2 * dice.next()), y + 40, w * 0.16, h * 0.2);
  return rect(x, y, w, h, '#cfd4d6', 'rx="24" stroke="#7d8487" stroke-width="10"') + rect(x + 30, y + 30, w - 60, h - 60, light) + mark + lines + code + digits(reading, x + 60, y + 60, 1, '#1b1b1b'); // prettier-ignore
}
