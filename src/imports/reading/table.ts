import { RawCell } from '../parsing/parse-row';

/** One row as it stands in the file: only cells that hold something, by column from 0. */
export interface SheetRow {
  /** From 1, as spreadsheets count. */
  readonly number: number;
  readonly cells: Map<number, RawCell>;
  /** Columns whose cell belongs to one that began in a row above. */
  readonly continued: ReadonlySet<number>;
}

/** A file of tables: a workbook with its sheets, or a text file that is one. */
export interface TableFile {
  readonly sheets: readonly string[];
  /** Rows in their order; blank ones are left out. @throws UnreadableFile */
  rows(sheet: string): AsyncIterable<SheetRow>;
  /** How many rows there are, as far as the file says; 0 where it does not. */
  rowCount(sheet: string): Promise<number>;
}

/** Far more than any district has households; beyond it somebody has chosen a wrong file. */
export const MOST_ROWS = 500_000;
export const MOST_COLUMNS = 1000;

/** The texts of a sheet's first rows, dense, for finding the header. */
export async function headOf(file: TableFile, sheet: string, rows: number): Promise<string[][]> {
  const head: string[][] = [];
  for await (const row of file.rows(sheet)) {
    if (row.number > rows) break;
    while (head.length < row.number - 1) head.push([]);
    const width = Math.max(-1, ...row.cells.keys()) + 1;
    head.push(Array.from({ length: width }, (_, index) => row.cells.get(index)?.text ?? ''));
  }
  return head;
}
