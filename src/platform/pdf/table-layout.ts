import type { Align, Box, PdfCanvas } from './canvas';
import type { Drawing } from './drawing';
import { layoutText } from './text-layout';
import { LINE_HEIGHT } from './pdf-document';
import type { Cell, Column, Row, Table, TextPart } from './table';
import { mm } from './units';

/** What cannot be divided: a line of text or a drawing. */
export interface Atom {
  height: number;
  /** Draws nothing. */
  blank?: true;
  drawing?: { drawing: Drawing; align: Align };
  draw(canvas: PdfCanvas, box: Box): void;
}

/** A cell with its place in the row and its content as atoms, in points. */
export interface PlacedCell {
  cell: Cell;
  x: number;
  width: number;
  atoms: Atom[];
  contentHeight: number;
}

export interface PlacedRow {
  cells: PlacedCell[];
  height: number;
  keepWithNext: boolean;
}

/** Space between a cell's border and its content in points. */
export const PADDING = { x: 3.5, y: 2.6 };
const PART_GAP = 2;
const BLACK = '#000000';

/** Works out lines and heights of rows for a table whose left edge and width are given in points. */
export function layoutRows(rows: readonly Row[], table: Table, left: number, width: number): PlacedRow[] {
  const edges = columnEdges(table.columns, left, width);
  return rows.map((row) => layoutRow(row, table, edges));
}

function columnEdges(columns: readonly Column[], left: number, width: number): number[] {
  const whole = columns.reduce((sum, column) => sum + column.width, 0);
  let used = 0;
  return [left, ...columns.map((column) => left + ((used += column.width) / whole) * width)];
}

function layoutRow(row: Row, table: Table, edges: readonly number[]): PlacedRow {
  let column = 0;
  const cells = row.cells.map((cell) => {
    const first = column;
    column += cell.span ?? 1;
    const [x, end] = [edges[first], edges[column]];
    if (x === undefined || end === undefined) throw new RangeError('A table row has more cells than columns');
    return placeCell(cell, table, table.columns[first], x, end - x);
  });
  if (column !== table.columns.length) throw new RangeError('A table row has fewer cells than columns');
  const content = Math.max(...cells.map((cell) => cell.contentHeight)) + 2 * PADDING.y;
  return {
    cells,
    height: Math.max(content, mm(row.minHeight ?? 0)),
    keepWithNext: row.keepWithNext ?? false,
  };
}

function placeCell(
  cell: Cell,
  table: Table,
  column: Column | undefined,
  x: number,
  width: number,
): PlacedCell {
  const align = cell.align ?? column?.align ?? 'left';
  const inner = width - 2 * PADDING.x;
  const atoms = cell.parts.flatMap((part, index) => {
    const made =
      'drawing' in part
        ? [drawingAtom(part.drawing, part.align ?? 'center', inner)]
        : textAtoms({ bold: cell.header !== undefined, align, size: table.size, ...part }, inner);
    return index === 0 ? made : [spaceAtom(PART_GAP), ...made];
  });
  return { cell, x, width, atoms, contentHeight: atoms.reduce((sum, atom) => sum + atom.height, 0) };
}

function textAtoms(part: TextPart & { size: number; align: Align }, width: number): Atom[] {
  const spans = typeof part.text === 'string' ? [{ text: part.text, bold: part.bold ?? false }] : part.text;
  const style = { size: part.size, color: part.color ?? BLACK, align: part.align };
  return layoutText(spans, width, part.size).map((line) => ({
    height: part.size * LINE_HEIGHT,
    draw: (canvas, box) => canvas.text(line, box, style),
  }));
}

function drawingAtom(drawing: Drawing, align: Align, width: number): Atom {
  if (drawing.width > width + 0.01) throw new RangeError('A drawing is wider than its cell');
  return {
    height: drawing.height,
    drawing: { drawing, align },
    draw: (canvas, box) => drawing.draw(canvas, drawingBox(drawing, align, box)),
  };
}

/** Where a drawing stands in the strip that its atom was given. */
export function drawingBox(drawing: Drawing, align: Align, strip: Box): Box {
  const slack = strip.width - drawing.width;
  const x = strip.x + (align === 'left' ? 0 : align === 'center' ? slack / 2 : slack);
  return { x, y: strip.y, width: drawing.width, height: drawing.height };
}

function spaceAtom(height: number): Atom {
  return { height, blank: true, draw: () => undefined };
}

/**
 * Divides a row that is higher than a page: the first part takes of each cell what fits into `height` points.
 * Throws a RangeError when nothing fits and `mustProgress` is set, because a drawing is higher than a page.
 */
export function splitRow(
  row: PlacedRow,
  height: number,
  mustProgress: boolean,
): [PlacedRow | null, PlacedRow] {
  const room = height - 2 * PADDING.y;
  const parts = row.cells.map((cell) => splitAtoms(cell.atoms, room));
  if (parts.every(([taken]) => taken.length === 0)) {
    if (mustProgress) throw new RangeError('A drawing is higher than a page');
    return [null, row];
  }
  const side = (index: 0 | 1): PlacedRow => {
    const cells = row.cells.map((cell, at) => withAtoms(cell, parts[at]?.[index] ?? []));
    const content = Math.max(...cells.map((cell) => cell.contentHeight)) + 2 * PADDING.y;
    return { cells, height: content, keepWithNext: false };
  };
  return [side(0), side(1)];
}

function splitAtoms(atoms: readonly Atom[], room: number): [Atom[], Atom[]] {
  let used = 0;
  let count = 0;
  for (const atom of atoms) {
    used += atom.height;
    if (used > room + 0.01) break;
    count++;
  }
  return [atoms.slice(0, count), atoms.slice(count)];
}

function withAtoms(cell: PlacedCell, atoms: Atom[]): PlacedCell {
  return { ...cell, atoms, contentHeight: atoms.reduce((sum, atom) => sum + atom.height, 0) };
}
