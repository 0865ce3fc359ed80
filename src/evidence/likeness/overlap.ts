import { Affine, chained, inverse } from './alignment';
import { GreyRaster, Plane, sample } from './plane';

/** Side of a block, in pixels of the small pictures. */
const BLOCK = 7;
/** Correlation from which a block shows the same, and below which it shows something else. */
const SAME = 0.6;
const OTHER = 0.5;
/** Scatter of a block with something in it, in parts of that of the whole overlap. */
const SOMETHING = 0.2;
/**
 * Light on bare walls. Structure of a block that is bare, in parts of the scatter of the overlap; part of the blocks that
 * must be bare; scatter of their brightness in grey levels; how alike it must run, and how much stronger it may be.
 */
const BARE = { structure: 0.08, part: 0.25, scatter: 2, alike: 0.95, stronger: 1.8 };

export interface Overlap {
  /** Part of the smaller of the two pictures that lies on the other. */
  readonly share: number;
  /** Part of what is to be seen there that is the same in both; bars along the upper and lower edge do not count. */
  readonly agreement: number;
  /** Largest connected part of the overlap that shows something else: a thing that came or went. */
  readonly change: number;
  /** Whether the light on bare parts, where there is nothing else to compare, runs otherwise in the two. */
  readonly isLitOtherwise: boolean;
}

interface Block {
  readonly column: number;
  readonly row: number;
  readonly correlation: number;
  readonly weight: number;
  /** Whether there is nothing in it but light. */
  readonly isBare: boolean;
  /** Mean brightness of both, at the same contrast. */
  readonly means: readonly [laid: number, under: number];
}

/** Lays the small picture `a` on `b`, by the map from a's pixels to b's, and compares them block by block. */
export function compare(a: GreyRaster, b: GreyRaster, map: Affine): Overlap {
  // Looked at in the picture that shows less of it: the other's pixels are finer.
  const isFiner = Math.abs(map[0] * map[4] - map[1] * map[3]) <= 1;
  const [coarse, fine, toFine] = isFiner ? [b, a, inverse(map)] : [a, b, map];
  const laid = lay(plane(fine), coarse, toFine);
  const under = plane(coarse);
  const seen = laid.data.reduce((count, value) => count + (value >= 0 ? 1 : 0), 0);
  const scale = Math.abs(toFine[0] * toFine[4] - toFine[1] * toFine[3]);
  const share = Math.max(seen / (coarse.width * coarse.height), (seen * scale) / (fine.width * fine.height));
  if (seen < 4 * BLOCK * BLOCK) return NOTHING;
  const blocks = compareBlocks(laid, under);
  const counted = withoutBars(blocks);
  const total = counted.reduce((sum, { weight }) => sum + weight, 0);
  const same = counted.reduce((sum, { weight, correlation }) => sum + (correlation >= SAME ? weight : 0), 0);
  return { share: Math.min(1, share), agreement: total === 0 ? 0 : same / total, change: largestChange(counted) / Math.max(1, blocks.length), isLitOtherwise: isLitOtherwise(counted) };
} // prettier-ignore

const NOTHING: Overlap = { share: 0, agreement: 0, change: 1, isLitOtherwise: true };

const plane = ({ data, width, height }: GreyRaster): Plane => ({
  data: Float32Array.from(data),
  width,
  height,
});

/** The finer picture in the pixels of the coarser; −1 where it has none. */
function lay(fine: Plane, { width, height }: GreyRaster, map: Affine): Plane {
  const data = new Float32Array(width * height).fill(-1);
  const steps = Math.max(1, Math.min(4, Math.round(Math.sqrt(Math.abs(map[0] * map[4] - map[1] * map[3])))));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const u = map[0] * x + map[1] * y + map[2];
      const v = map[3] * x + map[4] * y + map[5];
      if (u < 0 || v < 0 || u > fine.width - 1 || v > fine.height - 1) continue;
      let sum = 0;
      for (let i = 0; i < steps; i++)
        for (let j = 0; j < steps; j++) {
          const dx = (i + 0.5) / steps - 0.5;
          const dy = (j + 0.5) / steps - 0.5;
          sum += sample(fine, u + map[0] * dx + map[1] * dy, v + map[3] * dx + map[4] * dy);
        }
      data[y * width + x] = sum / (steps * steps);
    }
  return { data, width, height };
}

function compareBlocks(laid: Plane, under: Plane): Block[] {
  const [ours, theirs] = [scatterOf(laid, laid), scatterOf(under, laid)];
  const gain = theirs / Math.max(ours, 1);
  const least = SOMETHING * Math.max(theirs, 1);
  const blocks: Block[] = [];
  for (let row = 0; (row + 1) * BLOCK <= laid.height; row++)
    for (let column = 0; (column + 1) * BLOCK <= laid.width; column++) {
      const best = bestShift(laid, under, column * BLOCK, row * BLOCK);
      if (!best) continue;
      const strongest = Math.max(best.laid * gain, best.under);
      const isBare = strongest < Math.max(3, BARE.structure * theirs);
      const weight = strongest < least ? 0 : Math.min(1, strongest / Math.max(theirs, 1));
      blocks.push({
        column,
        row,
        correlation: best.correlation,
        weight,
        isBare,
        means: [best.means[0] * gain, best.means[1]],
      });
    }
  return blocks;
}

interface Shifted {
  readonly correlation: number;
  readonly laid: number;
  readonly under: number;
  readonly means: readonly [number, number];
}

/** A block may lie a pixel off: a screen seen from the side is not quite what an affine map says. */
function bestShift(laid: Plane, under: Plane, left: number, top: number): Shifted | null {
  let best: Shifted | null = null;
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) {
      const found = correlate(laid, under, left, top, dx, dy);
      if (found && found.correlation > (best?.correlation ?? -2)) best = found;
    }
  return best;
}

function correlate(
  laid: Plane,
  under: Plane,
  left: number,
  top: number,
  dx: number,
  dy: number,
): Shifted | null {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y < top + BLOCK; y++)
    for (let x = left; x < left + BLOCK; x++) {
      const value = laid.data[y * laid.width + x]!;
      const ux = x + dx;
      const uy = y + dy;
      if (value < 0 || ux < 0 || uy < 0 || ux >= under.width || uy >= under.height) continue;
      const other = under.data[uy * under.width + ux]!;
      n += 1;
      a += value;
      b += other;
      aa += value * value;
      bb += other * other;
      ab += value * other;
    }
  if (n < (BLOCK * BLOCK) / 2) return null;
  const [va, vb] = [Math.max(0, aa / n - (a / n) ** 2), Math.max(0, bb / n - (b / n) ** 2)];
  const correlation = (ab / n - (a / n) * (b / n)) / Math.sqrt((va + 0.5) * (vb + 0.5));
  return { correlation, laid: Math.sqrt(va), under: Math.sqrt(vb), means: [a / n, b / n] };
}

/** Scatter of a plane where the laid one has pixels. */
function scatterOf({ data }: Plane, laid: Plane): number {
  let [n, sum, squares] = [0, 0, 0];
  data.forEach((value, at) => {
    if (laid.data[at]! < 0) return;
    n += 1;
    sum += value;
    squares += value * value;
  });
  return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}

/** Without the rows at the upper or lower edge in which hardly a block is the same: a stamp with place and time. */
function withoutBars(blocks: readonly Block[]): Block[] {
  const rows = [...new Set(blocks.map(({ row }) => row))].sort((one, other) => one - other);
  const most = Math.floor(rows.length * 0.25);
  const isBar = (row: number): boolean => {
    const line = blocks.filter((block) => block.row === row);
    return line.filter(({ correlation }) => correlation >= SAME).length < line.length * 0.4;
  };
  let [first, last] = [0, rows.length - 1];
  while (first < most && isBar(rows[first]!)) first += 1;
  while (rows.length - 1 - last < most && isBar(rows[last]!)) last -= 1;
  return blocks.filter(({ row }) => row >= rows[first]! && row <= rows[last]!);
}

/** Blocks of the largest group, side by side, that show something else. */
function largestChange(blocks: readonly Block[]): number {
  const open = new Set(blocks.filter(({ weight, correlation }) => weight > 0 && correlation < OTHER).map(({ column, row }) => row * 1000 + column)); // prettier-ignore
  let largest = 0;
  for (const start of open) {
    const group = [start];
    open.delete(start);
    for (const at of group)
      for (const next of [at - 1, at + 1, at - 1000, at + 1000]) if (open.delete(next)) group.push(next);
    largest = Math.max(largest, group.length);
  }
  return largest;
}

/**
 * On a white wall with one thing on it only the thing can be compared, and of one model there are many. The light on
 * the wall tells: two photos of two walls seldom have the same, in its direction and its strength.
 */
function isLitOtherwise(blocks: readonly Block[]): boolean {
  const bare = blocks.filter(({ isBare }) => isBare);
  const count = bare.length;
  if (count < Math.max(6, BARE.part * blocks.length)) return false;
  const [ours, theirs] = [0, 1].map((which) => bare.reduce((sum, { means }) => sum + means[which]!, 0) / count) as [number, number];
  let [aa, bb, ab] = [0, 0, 0];
  for (const { means } of bare) {
    aa += (means[0] - ours) ** 2;
    bb += (means[1] - theirs) ** 2;
    ab += (means[0] - ours) * (means[1] - theirs);
  }
  if (Math.max(aa, bb) < count * BARE.scatter ** 2) return false;
  const noise = 0.1 * count;
  const strength = Math.sqrt((aa + noise) / (bb + noise));
  return ab / Math.sqrt((aa + noise) * (bb + noise)) < BARE.alike || strength > BARE.stronger || strength < 1 / BARE.stronger;
} // prettier-ignore

/** The map between the small pictures, from that between the planes of which they are reductions. */
export function reduced(map: Affine, fromScale: number, toScale: number): Affine {
  return chained(chained([1 / fromScale, 0, 0, 0, 1 / fromScale, 0], map), [toScale, 0, 0, 0, toScale, 0]);
}
