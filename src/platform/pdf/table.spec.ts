import { blank } from './drawing';
import type { Cell, Table } from './table';
import { groupRows } from './table-drawing';
import { layoutRows, PADDING, splitRow, type PlacedRow } from './table-layout';

const table: Table = { columns: [{ width: 1 }, { width: 3, align: 'right' }], rows: [], size: 10 };
const cell = (text: string, more: Partial<Cell> = {}): Cell => ({ parts: [{ text }], ...more });
const layout = (...cells: Cell[]): PlacedRow => layoutRows([{ cells }], table, 50, 400)[0] as PlacedRow;

describe('laying out a table row', () => {
  it('divides the width by the columns’ shares', () => {
    expect(layout(cell('甲'), cell('乙')).cells.map(({ x, width }) => [x, width])).toEqual([
      [50, 100],
      [150, 300],
    ]);
    expect(layout(cell('甲', { span: 2 })).cells.map(({ width }) => width)).toEqual([400]);
  });

  it('is as high as its highest cell, or as its least height in mm', () => {
    expect(layout(cell('甲'), cell('乙\n丙')).height).toBeCloseTo(2 * 14.5 + 2 * PADDING.y);
    const [row] = layoutRows([{ cells: [cell('甲'), cell('乙')], minHeight: 25.4 }], table, 0, 400);
    expect(row?.height).toBeCloseTo(72);
  });

  it('refuses rows that do not fill the columns', () => {
    expect(() => layout(cell('甲'))).toThrow('fewer cells');
    expect(() => layout(cell('甲'), cell('乙', { span: 2 }))).toThrow('more cells');
  });
});

describe('dividing a row that is higher than a page', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `第${index + 1}行`).join('\n');

  it('takes what fits and leaves the rest, losing nothing', () => {
    const row = layout(cell('甲'), cell(lines));
    const [now, later] = splitRow(row, 150, false);
    expect(now?.height).toBeLessThanOrEqual(150);
    expect((now?.cells[1]?.atoms.length ?? 0) + (later.cells[1]?.atoms.length ?? 0)).toBe(30);
    expect(now?.cells[0]?.atoms).toHaveLength(1);
    expect(later.cells[0]?.atoms).toHaveLength(0);
  });

  it('takes nothing where nothing fits, and refuses a drawing higher than a page', () => {
    const row = layout({ parts: [{ drawing: blank(900) }] }, cell(''));
    const tall = { ...row, cells: row.cells.slice(0, 1) };
    expect(splitRow(tall, 100, false)[0]).toBeNull();
    expect(() => splitRow(tall, 800, true)).toThrow('higher than a page');
  });
});

describe('rows to be kept together', () => {
  it('form groups', () => {
    const rows = [true, true, false, false, true].map((keepWithNext, id) => ({ id, keepWithNext }));
    expect(groupRows(rows).map((group) => group.map(({ id }) => id))).toEqual([[0, 1, 2], [3], [4]]);
  });
});
