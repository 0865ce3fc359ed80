import { PHOTO_STAGES, PhotoStage } from '../plans/catalogue/catalogue-item';
import { CANVAS, Dice, digits, ellipse, poly, rect, shadow, stroke, tape, tube } from './demo-drawing';
import { lumber, nameplate, room, things } from './demo-rooms';

/** What a drawn photo shows. */
export const DEMO_SCENES = ['door', 'ramp', 'rail', 'toilet', 'basin', 'stove', 'bed', 'device'] as const;
export type DemoScene = (typeof DEMO_SCENES)[number];

interface Look {
  readonly dice: Dice;
  /** For what comes and goes with the stage, so that the room itself stays the same with the same seed. */
  readonly passing: Dice;
  readonly stage: PhotoStage;
  /** Works are done: after, in use, nameplate, and the tape that is laid on them. */
  readonly done: boolean;
}

/** The scene that suits an item of the catalogue. */
export function sceneOf(catalogueCode: string): DemoScene {
  const match = (words: RegExp): boolean => words.test(catalogueCode);
  if (match(/ramp|ground|tactile|edges/)) return 'ramp';
  if (match(/door(?!bell)|threshold|peephole|code-lock/)) return 'door';
  if (match(/toilet|anti-slip|stool/)) return 'toilet';
  if (match(/basin|tap|shower/)) return 'basin';
  if (match(/stove|sink|cabinet|knife/)) return 'stove';
  if (match(/bed|transfer/)) return 'bed';
  if (match(/rail|bar|net|corner|switch/)) return 'rail';
  return 'device';
}

const WOODS = ['#8a5a34', '#7a4a2a', '#9b6b3f', '#5f4630'];

/** Cracks and damp stains, as on a wall that nobody has looked after. */
function wear(dice: Dice): string {
  const stains = Array.from({ length: 4 }, () =>
    ellipse(dice.between(60, 1540), dice.between(60, 760), dice.between(60, 190), dice.between(30, 120), '#6b5a3c', 'opacity="0.18" filter="url(#blur)"'),
  ); // prettier-ignore
  const x = dice.between(200, 1300);
  const crack = stroke(`M${x} 0 l${dice.between(-30, 40)} 120 l${dice.between(-40, 20)} 90 l${dice.between(-20, 40)} 150`, '#57503f', 3, 'opacity="0.6"'); // prettier-ignore
  return stains.join('') + crack;
}

/** Sand, bricks, a bucket: the works are going on. */
function site(dice: Dice): string {
  const [x, pile] = [dice.between(120, 420), dice.between(960, 1240)];
  const bricks = Array.from({ length: dice.between(4, 9) }, (_, index) => rect(pile + (index % 3) * 104 + dice.between(-16, 16), 1010 - Math.floor(index / 3) * 48, 98, 42, dice.oneOf(['#a2543a', '#b0603f', '#96492f']))); // prettier-ignore
  return [
    shadow(x + 130, 1120, 260, 40),
    poly([[x - 110, 1120], [x + 110, 930], [x + 190, 950], [x + 380, 1120]], '#c9a86a'),
    ...bricks,
    poly([[860, 960], [1010, 960], [990, 1120], [880, 1120]], '#2f6f8f'),
    stroke('M864 966 q70 -130 142 0', '#444', 8),
  ].join(''); // prettier-ignore
}

function door({ dice, stage, done }: Look): string {
  const wood = dice.oneOf(WOODS);
  const wide = done ? 620 : 440;
  const x = dice.between(430, 560);
  const leaf =
    stage === 'during'
      ? rect(x, 120, wide + 120, 730, '#3b3a36') + stroke(`M${x} 120 v730 M${x + wide + 120} 120 v730`, '#9c4a34', 40, 'stroke-dasharray="60 14"')
      : rect(x - 34, 96, wide + 68, 760, done ? '#f1eee6' : '#5d4a38') + rect(x, 130, wide, 720, done ? '#c9a27a' : wood) +
        rect(x + 50, 190, wide - 100, 260, '#000', 'opacity="0.12"') + rect(x + 50, 500, wide - 100, 290, '#000', 'opacity="0.12"'); // prettier-ignore
  const handle = done
    ? tube(`M${x + wide - 70} 520 h-110`, 22)
    : ellipse(x + wide - 50, 520, 20, 20, '#b08d3c');
  const threshold = done
    ? poly([[x - 30, 850], [x + wide + 30, 850], [x + wide + 60, 880], [x - 60, 880]], '#b9b4a8')
    : rect(x - 50, 800, wide + 100, 90, '#6b675f') + rect(x - 50, 800, wide + 100, 22, '#8a857a'); // prettier-ignore
  const rail = done ? tube(`M${x + wide + 130} 340 v330 M${x + wide + 130} 360 h-30 M${x + wide + 130} 650 h-30`) : ''; // prettier-ignore
  return leaf + (stage === 'during' ? '' : handle) + threshold + rail;
}

function ramp({ dice, stage, done }: Look): string {
  const x = dice.between(760, 900);
  const house = rect(0, 0, 1600, 860, dice.oneOf(['#b98e6d', '#c7b39a', '#a9a49b', '#bfa58d'])) + things(dice, 800) + rect(x + 120, 230, 320, 450, dice.oneOf(WOODS)); // prettier-ignore
  const ground = rect(0, 860, 1600, 340, '#8b8b7c');
  const platform = rect(x, 680, 700, 190, '#a7a49b');
  if (!done) {
    const steps = [0, 1, 2].map((n) => rect(x - 90 * (n + 1), 743 + 63 * n, 90, 130 - 63 * n + 60, ['#96938a', '#8d8a81', '#85827a'][n]!)); // prettier-ignore
    const boards = poly([[x - 560, 890], [x, 700], [x, 740], [x - 560, 930]], '#c59a5b') + stroke(`M${x - 400} 850 v90 M${x - 200} 780 v150`, '#7a5a2e', 18); // prettier-ignore
    return house + ground + platform + steps.join('') + (stage === 'during' ? boards : '');
  }
  const slope = poly([[x - 720, 1010], [x, 680], [x, 870], [x - 520, 1130]], '#b9b6ac') + poly([[x - 720, 1010], [x, 680], [x, 704], [x - 712, 1034]], '#d8d5cb'); // prettier-ignore
  const rails = tube(`M${x - 690} 830 L${x - 20} 520 h560 M${x - 690} 830 v190 M${x - 350} 672 v200 M${x - 20} 520 v170 M${x + 260} 520 v160`); // prettier-ignore
  return house + ground + platform + slope + rails;
}

function rail({ dice, stage, done }: Look): string {
  const y = dice.between(500, 580);
  const chair = shadow(1290, 1060, 210, 30) + rect(1130, 830, 300, 40, '#6f4c2f') + rect(1140, 520, 40, 520, '#5f4028') + rect(1390, 830, 36, 220, '#5f4028'); // prettier-ignore
  const holes = [340, 720, 1100].map(
    (x) => ellipse(x, y, 12, 12, '#222') + ellipse(x, y + 60, 12, 12, '#222'),
  );
  const bars = tube(`M150 ${y} H1450`, 34) + [260, 640, 1020, 1400].map((x) => tube(`M${x} ${y} v70`, 20)).join(''); // prettier-ignore
  return (done ? bars : chair) + (stage === 'during' ? holes.join('') : '');
}

function toilet({ dice, stage, done }: Look): string {
  const x = dice.between(660, 800);
  const tiles = Array.from({ length: 7 }, (_, row) => stroke(`M0 ${row * 120 + 40} H1600`, '#fff', 4, 'opacity="0.5"')).join(''); // prettier-ignore
  if (!done) {
    const pan = ellipse(x + 60, 1000, 250, 100, '#dfe3e2') + ellipse(x + 60, 1000, 190, 66, '#6f7775') + ellipse(x + 180, 1000, 44, 30, '#3a3f3e'); // prettier-ignore
    const pipe = stroke(`M${x + 60} 0 V560`, '#8a8f90', 26) + rect(x - 60, 120, 240, 170, '#c8cdcc');
    return tiles + pipe + (stage === 'during' ? ellipse(x + 60, 1000, 230, 90, '#4b3a2a') + stroke(`M${x + 60} 1000 v-240`, '#b9c0c2', 60) : pan); // prettier-ignore
  }
  const seat = shadow(x + 60, 1090, 260, 40) + rect(x - 110, 420, 340, 300, '#f4f6f6', 'rx="26"') + poly([[x - 90, 760], [x + 210, 760], [x + 150, 1080], [x - 30, 1080]], '#e9edee') + ellipse(x + 60, 770, 210, 74, '#fbfcfc') + ellipse(x + 60, 770, 140, 44, '#cfd6d8'); // prettier-ignore
  const bars = tube(`M${x + 420} 330 v330 h-150`, 30) + tube(`M${x - 420} 660 h280`, 30);
  return tiles + seat + bars;
}

function basin({ dice, stage, done }: Look): string {
  const x = dice.between(480, 620);
  const mirror = rect(x + 60, 90, 420, 330, '#b7c9d1', 'stroke="#8a8f90" stroke-width="16"') + poly([[x + 90, 390], [x + 250, 120], [x + 330, 120], [x + 170, 390]], '#fff', 'opacity="0.35"'); // prettier-ignore
  if (!done) {
    const block = shadow(x + 270, 1090, 380, 40) + rect(x - 60, 560, 660, 500, '#8f8d86') + rect(x - 90, 520, 720, 70, '#7b7972'); // prettier-ignore
    return (stage === 'during' ? '' : mirror + block) + stroke(`M${x + 270} 0 v${stage === 'during' ? 640 : 500} h60`, '#a9854a', 24); // prettier-ignore
  }
  const bowl = shadow(x + 270, 1080, 330, 30) + poly([[x - 40, 620], [x + 580, 620], [x + 500, 760], [x + 40, 760]], '#f6f8f8') + ellipse(x + 270, 620, 310, 46, '#ffffff') + ellipse(x + 270, 622, 240, 30, '#d4dbdd'); // prettier-ignore
  return mirror + bowl + tube(`M${x + 270} 600 v-90 h90`, 24) + tube(`M${x + 640} 560 v200 h-60`, 26);
}

function stove({ dice, passing, stage, done }: Look): string {
  const top = done ? 640 : 520;
  const x = dice.between(180, 300);
  const hood = poly(
    [
      [x + 260, 0],
      [x + 640, 0],
      [x + 760, 210],
      [x + 140, 210],
    ],
    '#9ba3a6',
  );
  const brick = Array.from({ length: 28 }, (_, n) => rect(x + (n % 7) * 160 + (Math.floor(n / 7) % 2) * 40, top + 70 + Math.floor(n / 7) * 90, 150, 80, passing.oneOf(['#8f4f39', '#9d5a41', '#854733']))); // prettier-ignore
  if (!done) return hood + (stage === 'during' ? brick.slice(14).join('') : brick.join('') + rect(x - 20, top, 1220, 76, '#77736a') + ellipse(x + 420, top + 8, 190, 46, '#1d1d1d')); // prettier-ignore
  const counter = rect(x - 20, top, 1220, 60, '#eceae4') + rect(x, top + 60, 300, 420, '#c9b79d') + rect(x + 900, top + 60, 280, 420, '#c9b79d'); // prettier-ignore
  const hob = rect(x + 360, top - 22, 480, 30, '#20262a') + [480, 700].map((at) => ellipse(x + at, top - 30, 84, 20, '#3a4247')).join(''); // prettier-ignore
  return hood + shadow(x + 600, 1090, 520, 30) + counter + hob;
}

function bed({ dice, stage, done }: Look): string {
  const sheet = dice.oneOf(['#6f8fae', '#a97d7d', '#7d9b84', '#b29a6b']);
  const frame = shadow(800, 1090, 640, 40) + rect(200, 420, 70, 640, '#6b4a2d') + rect(1330, 640, 60, 420, '#6b4a2d') + rect(220, 820, 1150, 90, '#7d5935') + rect(260, 690, 1080, 150, '#f0ede4') + rect(560, 670, 790, 180, sheet) + ellipse(400, 690, 130, 60, '#ffffff'); // prettier-ignore
  const rails = tube('M620 900 V540 h330 V900 M620 680 h330', 28) + rect(330, 300, 70, 110, '#f4f4f2', 'rx="12"') + ellipse(365, 350, 22, 22, '#c62828'); // prettier-ignore
  return frame + (done ? rails : '') + (stage === 'during' ? ellipse(620, 880, 14, 14, '#222') + ellipse(950, 880, 14, 14, '#222') : ''); // prettier-ignore
}

function device({ dice, stage, done }: Look): string {
  const x = dice.between(520, 680);
  const socket = rect(x + 520, 560, 130, 130, '#f2f2ee', 'rx="14" stroke="#bbb" stroke-width="4"') + rect(x + 556, 600, 12, 40, '#333') + rect(x + 600, 600, 12, 40, '#333'); // prettier-ignore
  if (!done)
    return socket + (stage === 'during' ? stroke(`M${x + 580} 560 V330 H${x + 200}`, '#f5f5f5', 20) : '');
  const lit = stage === 'inUse';
  const waves = lit ? [150, 230, 310].map((r) => stroke(`M${x + 200 - r} 250 a${r} ${r} 0 0 1 ${r * 2} 0`, '#d9480f', 10, 'opacity="0.6"')).join('') : ''; // prettier-ignore
  const box = shadow(x + 210, 720, 260, 30) + rect(x, 260, 400, 430, '#fafaf7', 'rx="44" stroke="#c9c9c4" stroke-width="6"') + rect(x + 70, 330, 260, 120, '#22323a', 'rx="12"') + digits(String(dice.between(100, 999)), x + 96, 344, 0.8, lit ? '#6df0a6' : '#35505a') + ellipse(x + 200, 560, 60, 60, lit ? '#e53935' : '#b9b9b4'); // prettier-ignore
  return socket + box + stroke(`M${x + 400} 620 h150`, '#e8e8e4', 16) + waves;
}

const DRAW: Readonly<Record<DemoScene, (look: Look) => string>> = { door, ramp, rail, toilet, basin, stove, bed, device }; // prettier-ignore

/**
 * One scene as SVG.
 * @param reading digits shown on the tape (mm) or on the nameplate
 */
export function drawScene(scene: DemoScene, stage: PhotoStage, seed: number, reading: string): string {
  const dice = new Dice(seed);
  const done = stage === 'after' || stage === 'inUse' || stage === 'nameplate' || stage === 'tape';
  const passing = new Dice(seed + 77_777 * (1 + PHOTO_STAGES.indexOf(stage)));
  const look: Look = { dice, passing, stage, done };
  const old = stage === 'before' ? lumber(passing, 900) : '';
  const parts = [
    scene === 'ramp' ? '' : room(dice, done ? '' : wear(passing), done ? '#e7e3da' : '#8e8779'),
    ...(scene === 'ramp' ? [DRAW[scene](look), old] : [old, DRAW[scene](look)]),
    stage === 'during' ? site(passing) : '',
    stage === 'nameplate' ? nameplate(dice, reading) : '',
    stage === 'tape'
      ? tape([passing.between(240, 420), 900], [passing.between(1100, 1400), 880], reading)
      : '',
  ];
  const tilt = (passing.next() - 0.5) * 3;
  const light = passing.between(15, 85);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${CANVAS.width} ${CANVAS.height}" width="${CANVAS.width}" height="${CANVAS.height}">
<defs>
<filter id="soft"><feGaussianBlur stdDeviation="10"/></filter><filter id="blur"><feGaussianBlur stdDeviation="28"/></filter>
<filter id="grain" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="0.7" numOctaves="2" seed="${seed % 32_000}"/><feColorMatrix values="0 0 0 0 0.5 0 0 0 0 0.5 0 0 0 0 0.5 0.5 0.5 0 0 -0.32"/></filter>
<radialGradient id="light" cx="${light}%" cy="25%" r="95%"><stop offset="0" stop-color="#fff6dd" stop-opacity="0.42"/><stop offset="0.55" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.42"/></radialGradient>
</defs>
<rect width="${CANVAS.width}" height="${CANVAS.height}" fill="#777"/>
<g transform="rotate(${tilt.toFixed(2)} 800 600) translate(-32 -24) scale(1.04)">${parts.join('')}</g>
<rect width="${CANVAS.width}" height="${CANVAS.height}" fill="url(#light)"/>
<rect width="${CANVAS.width}" height="${CANVAS.height}" filter="url(#grain)"/>
</svg>`;
}
