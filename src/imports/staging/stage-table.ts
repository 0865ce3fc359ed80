import { NumberSeal } from '../../households/identity/sealed-number';
import { CalendarDate } from '../../platform/time/calendar-date';
import { Import } from '../import.repository';
import { Ledger, LEDGER_FIELDS } from '../ledger-fields';
import { RawCell } from '../parsing/parse-row';
import { SheetRow, TableFile } from '../reading/table';
import { cellsOf, NewRow, RowSource, stageRow, StagingContext } from '../stage-row';
import { BatchPacker, StagedBatch, StagedKey } from './staged-batch';

/** Rows in one transaction: what a worker that is killed has to do again. */
const BATCH = 2000;
/** Lists grow by a row that goes on in the next one; other cells hold one thing. */
const JOINED = ['items', 'serials', 'signers', 'text'];

/** What says how a file is read. Plain values, so that a thread can be told. */
export type Reading = Pick<Import, 'sheet' | 'headerRow' | 'headerRows' | 'columns' | 'year' | 'done'> & {
  readonly ledger: Ledger;
  readonly today: CalendarDate;
};

/**
 * The rows of a file as they are kept, batch by batch.
 * @returns those behind the last row that was taken in: who starts anew comes to the same rows
 * @throws UnreadableFile
 */
export async function* stageTable(file: TableFile, reading: Reading, seal: NumberSeal): AsyncGenerator<StagedBatch> {
  const { ledger, columns, year, today, sheet, done } = reading;
  const context: StagingContext = { ledger, columns, year, today, seal };
  const people = new People();
  let batch = new BatchPacker();
  for await (const source of joined(file.rows(sheet), reading)) {
    if (!isData(source, context)) continue;
    const row = stageRow(source, context);
    const key = keyOf(row, people, ledger);
    if (row.rowNumber <= done) continue;
    batch.add(key, row);
    if (batch.rows < BATCH) continue;
    yield batch.batch();
    batch = new BatchPacker();
  }
  if (batch.rows > 0) yield batch.batch();
} // prettier-ignore

/** A row below the header that repeats it, or holds nothing but a sum or a remark, is none. */
function isData(source: RowSource, { columns }: StagingContext): boolean {
  let [isBlank, isHeader] = [true, true];
  for (const { field, index, header } of columns) {
    const cell = field === null ? undefined : source.cells.get(index);
    if (!cell) continue;
    isBlank = false;
    isHeader &&= header.split(' / ').includes(cell.text.trim());
    if (!isHeader) break;
  }
  if (isBlank || isHeader) return false;
  const first = source.cells.get(Math.min(...source.cells.keys()))!.text;
  return !/^\s*(?:合\s*计|总\s*计|小\s*计|备注[:：]|说明[:：]|注[:：]|填表|制表|total\b)/i.test(first);
}

/**
 * The rows below the header. One whose name goes on from the row above is no person of its own: what it says is the
 * rest of that one's list.
 */
async function* joined(rows: AsyncIterable<SheetRow>, found: Reading): AsyncGenerator<RowSource> {
  const first = found.headerRow + found.headerRows;
  const name = found.columns.find(({ field }) => field === (found.ledger === 'programmes' ? 'year' : 'name'))?.index;
  let held: { number: number; cells: Map<number, RawCell>; corrections: object } | null = null;
  for await (const row of rows) {
    if (row.number < first) continue;
    const cells = cellsOf(row);
    const isMore = found.ledger !== 'programmes' && name !== undefined && row.continued.has(name) && held;
    if (isMore) append(held!.cells, row, found);
    else {
      if (held) yield held;
      held = { number: row.number, cells, corrections: {} };
    }
  }
  if (held) yield held;
} // prettier-ignore

function append(cells: Map<number, RawCell>, row: SheetRow, { columns }: Reading): void {
  for (const [index, cell] of row.cells) {
    if (row.continued.has(index)) continue;
    const before = cells.get(index);
    const field = columns[index]?.field;
    if (!before) cells.set(index, cell);
    else if (!field || JOINED.includes(LEDGER_FIELDS[field].type)) cells.set(index, { ...before, text: `${before.text}；${cell.text}` }); // prettier-ignore
  }
}

/** The second row of one person is told from a mistake in the name by the number. */
function keyOf(row: NewRow, people: People, ledger: Ledger): StagedKey {
  const ordinal = row.stops ? 1 : people.count(row, ledger);
  const isUnclear = ordinal > 1 && !row.idNumberHash;
  const [fault, field] = ledger === 'programmes' ? (['yearTwice', 'year'] as const) : (['ambiguousPerson', 'idNumber'] as const); // prettier-ignore
  const { rowNumber, year, personName, idNumberMasked, street, community } = row;
  return {
    rowNumber, year, personName, idNumberMasked, street, community, ordinal,
    problems: isUnclear ? [...row.problems, { fault, field, column: null, stops: true }] : row.problems,
    stops: row.stops || isUnclear,
  };
} // prettier-ignore

/** Counts how often somebody stands in a file. */
class People {
  private readonly seen = new Map<string, number>();

  count(row: NewRow, ledger: Ledger): number {
    const who = row.idNumberHash?.toString('latin1', 0, 12) ?? `${row.personName}|${row.community}`;
    const key = ledger === 'programmes' ? String(row.year) : `${row.year}|${who}`;
    const ordinal = (this.seen.get(key) ?? 0) + 1;
    this.seen.set(key, ordinal);
    return ordinal;
  }
}
