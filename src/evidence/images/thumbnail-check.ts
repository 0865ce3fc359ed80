/** One byte for a pixel, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Of both pictures, this many squares on each side are compared. */
const GRID = 24;
/** Correlation below which two pictures show different things; that of a picture and its thumbnail is above 0.9. */
const ALIKE = 0.7;
/** Standard deviation of brightness below which nothing can be recognised. */
const FLAT = 4;
/** Brightness up to which a border counts as a black bar. */
const BLACK = 28;

interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Whether a thumbnail can be of the picture. It may have bars at its sides (3:2 in 4:3), be cut or squeezed to another
 * shape, or be turned, because some programs turn the one and not the other. What is too even to be recognised counts
 * as the same: only a thumbnail that clearly shows something else says anything.
 */
export function showsTheSame(picture: GreyPicture, thumbnail: GreyPicture): boolean {
  const shown = [whole(thumbnail), withoutBars(thumbnail)].map((region) => ({ region, squares: squaresOf(thumbnail, region) })); // prettier-ignore
  const even = [squaresOf(picture, whole(picture)), shown[1]!.squares].some(
    (squares) => deviation(squares) < FLAT,
  );
  if (even) return true;
  return shown.some(({ region, squares }) =>
    [0, 1, 2, 3].some((turns) => {
      const shape = turns % 2 === 0 ? region.width / region.height : region.height / region.width;
      return [whole(picture), middleOf(picture, shape)].some(
        (part) => correlation(turned(squaresOf(picture, part), turns), squares) >= ALIKE,
      );
    }),
  );
}

function whole({ width, height }: GreyPicture): Region {
  return { left: 0, top: 0, width, height };
}

/** The largest part of this shape (width : height) around the middle. */
function middleOf({ width, height }: GreyPicture, shape: number): Region {
  const [wide, high] = width / height > shape ? [height * shape, height] : [width, width / shape];
  return { left: (width - wide) / 2, top: (height - high) / 2, width: wide, height: high };
}

/** Without black bars above and below or at the sides. */
function withoutBars(picture: GreyPicture): Region {
  const { width, height, pixels } = picture;
  const at = (x: number, y: number): number => pixels[y * width + x]!;
  const isBlackRow = (y: number): boolean => range(width).every((x) => at(x, y) <= BLACK);
  const isBlackColumn = (x: number): boolean => range(height).every((y) => at(x, y) <= BLACK);
  const rows = range(height).filter((y) => !isBlackRow(y));
  const columns = range(width).filter((x) => !isBlackColumn(x));
  if (rows.length === 0 || columns.length === 0) return whole(picture);
  const [left, top] = [columns[0]!, rows[0]!];
  return { left, top, width: columns.at(-1)! - left + 1, height: rows.at(-1)! - top + 1 };
}

const range = (count: number): number[] => [...Array(count).keys()];

/** The mean brightness of each square of a grid over the region. */
function squaresOf({ width, height, pixels }: GreyPicture, region: Region): number[] {
  return range(GRID * GRID).map((square) => {
    const [column, row] = [square % GRID, Math.floor(square / GRID)];
    const [fromX, toX] = span(region.left, region.width, column, width);
    const [fromY, toY] = span(region.top, region.height, row, height);
    let sum = 0;
    for (let y = fromY; y < toY; y++) for (let x = fromX; x < toX; x++) sum += pixels[y * width + x]!;
    return sum / ((toX - fromX) * (toY - fromY));
  });
}

/** At least one pixel, inside the picture. */
function span(start: number, length: number, index: number, most: number): [number, number] {
  const from = Math.min(most - 1, Math.floor(start + (length * index) / GRID));
  return [from, Math.max(from + 1, Math.min(most, Math.floor(start + (length * (index + 1)) / GRID)))];
}

/** By quarters with the clock. */
function turned(squares: readonly number[], turns: number): number[] {
  if (turns === 0) return [...squares];
  const once = range(GRID * GRID).map((square) => {
    const [column, row] = [square % GRID, Math.floor(square / GRID)];
    return squares[(GRID - 1 - column) * GRID + row]!;
  });
  return turned(once, turns - 1);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** Pearson's, from −1 to 1. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const spread = deviation(a) * deviation(b);
  return spread === 0 ? 0 : mean(a.map((value, index) => (value - meanA) * (b[index]! - meanB))) / spread;
}
