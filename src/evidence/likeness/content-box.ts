import { Box, GreyRaster } from './plane';

/** Grey levels by which the pixels of a row may scatter for the row to count as empty: a bar, a border, a frame. */
const EMPTY = 1.2;
/** A picture never takes less of a screen than this; below it the rest is no frame but part of the picture. */
const LEAST = 0.25;

/**
 * The picture inside of one-coloured borders: padding, letter-boxing, a phone's screen with its bars. Rows are looked at
 * first, then the columns within them, and once more the rows, for borders on all sides.
 */
export function contentBox(raster: GreyRaster): Box {
  let box: Box = { left: 0, top: 0, width: raster.width, height: raster.height };
  for (let pass = 0; pass < 2; pass++) {
    const rows = longestRun(box.height, (y) => spreadOf(raster, box, y, true));
    box = { ...box, top: box.top + rows.start, height: rows.length };
    const columns = longestRun(box.width, (x) => spreadOf(raster, box, x, false));
    box = { ...box, left: box.left + columns.start, width: columns.length };
  }
  return box;
}

function spreadOf({ data, width }: GreyRaster, box: Box, line: number, isRow: boolean): number {
  const count = isRow ? box.width : box.height;
  const step = isRow ? 1 : width;
  const start = isRow ? (box.top + line) * width + box.left : box.top * width + box.left + line;
  let [sum, squares] = [0, 0];
  for (let at = 0, index = start; at < count; at++, index += step) {
    sum += data[index]!;
    squares += data[index]! * data[index]!;
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

/** The longest run of lines that are not empty; all lines where it would be too short to be the picture. */
function longestRun(count: number, spread: (line: number) => number): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (let line = 0; line <= count; line++) {
    if (line < count && spread(line) > EMPTY) continue;
    if (line - start > best.length) best = { start, length: line - start };
    start = line + 1;
  }
  return best.length >= LEAST * count && best.length >= 16 ? best : { start: 0, length: count };
}
