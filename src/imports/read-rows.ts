import { Injectable } from '@nestjs/common';
import { NumberSeal } from '../households/identity/sealed-number';
import { systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { CompareRows } from './compare-rows';
import { Import, ImportRepository } from './import.repository';
import { ImportRowsRepository, PackedRow } from './import-rows.repository';
import { Ledger, LEDGER_FIELDS } from './ledger-fields';
import { LedgerFiles } from './ledger-files';
import { RawCell } from './parsing/parse-row';
import { SheetRow } from './reading/table';
import { cellsOf, NewRow, RowSource, stageRow, StagingContext } from './stage-row';

/** Rows in one transaction: what a worker that is killed has to do again. */
const BATCH = 2000;
/** Lists grow by a row that goes on in the next one; other cells hold one thing. */
const JOINED = ['items', 'serials', 'signers', 'text'];

/** Reads a file's rows into the staging table, batch by batch, each with its progress. */
@Injectable()
export class ReadRows {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly rows: ImportRowsRepository,
    private readonly files: LedgerFiles,
    private readonly compareRows: CompareRows,
    private readonly seal: NumberSeal,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins behind the last row that was taken in: a worker that starts anew comes to the same rows.
   * @throws UnreadableFile
   */
  async execute(found: Import): Promise<void> {
    const ledger = found.ledger as Ledger;
    const file = await this.files.table(found);
    const total = await file.rowCount(found.sheet);
    const context: StagingContext = { ledger, columns: found.columns, year: found.year, today: localDay(this.clock.now()), seal: this.seal };
    const people = new People();
    const first = found.headerRow + found.headerRows;
    let batch: PackedRow[] = [];
    let [done, last] = [found.done, found.done];
    // The server takes one batch in while the next is read.
    let taking = Promise.resolve(true);
    const send = async (): Promise<boolean> => {
      if (!(await taking)) return false;
      const [sent, from] = [batch, done];
      [batch, done] = [[], last];
      taking = this.take(found, sent, from, total);
      taking.catch(() => undefined); // heard at the next await
      return true;
    };
    for await (const source of joined(file.rows(found.sheet), first, found)) {
      if (!isData(source, context)) continue;
      const row = packed(stageRow(source, context), people, ledger);
      if (row.rowNumber <= found.done) continue;
      batch.push(row);
      last = row.rowNumber;
      if (batch.length === BATCH && !(await send())) return;
    }
    if ((batch.length > 0 && !(await send())) || !(await taking)) return;
    await this.finish(found, last);
  } // prettier-ignore

  private take(found: Import, batch: readonly PackedRow[], done: number, total: number): Promise<boolean> {
    return this.database.as(systemActor('jobs')).write(async (tx) => {
      if (!(await this.imports.advance(tx, found, done, batch.at(-1)!.rowNumber, total))) return false;
      await this.rows.insert(tx, found.id, found.areaCode, await this.compareRows.execute(tx, found, batch));
      return true;
    });
  }

  private finish(found: Import, last: number): Promise<void> {
    return this.database.as(systemActor('jobs')).write(async (tx) => {
      if (await this.imports.advance(tx, found, last, last, last)) await this.imports.enter(tx, found.id, 'preview'); // prettier-ignore
    });
  }
}

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
async function* joined(rows: AsyncIterable<SheetRow>, first: number, found: Import): AsyncGenerator<RowSource> {
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

function append(cells: Map<number, RawCell>, row: SheetRow, { columns }: Import): void {
  for (const [index, cell] of row.cells) {
    if (row.continued.has(index)) continue;
    const before = cells.get(index);
    const field = columns[index]?.field;
    if (!before) cells.set(index, cell);
    else if (!field || JOINED.includes(LEDGER_FIELDS[field].type)) cells.set(index, { ...before, text: `${before.text}；${cell.text}` }); // prettier-ignore
  }
}

/** A row as it waits for its batch. The second row of one person is told from a mistake in the name by the number. */
function packed(row: NewRow, people: People, ledger: Ledger): PackedRow {
  const ordinal = row.stops ? 1 : people.count(row, ledger);
  const isUnclear = ordinal > 1 && !row.idNumberHash;
  const [fault, field] = ledger === 'programmes' ? (['yearTwice', 'year'] as const) : (['ambiguousPerson', 'idNumber'] as const); // prettier-ignore
  return {
    rowNumber: row.rowNumber,
    year: row.year,
    personName: row.personName,
    idNumberHash: row.idNumberHash,
    idNumberMasked: row.idNumberMasked,
    street: row.street,
    community: row.community,
    ordinal,
    cells: JSON.stringify(row.cells),
    sealed: row.sealed,
    facts: JSON.stringify(row.facts),
    notes: JSON.stringify(row.notes),
    problems: isUnclear ? [...row.problems, { fault, field, column: null, stops: true }] : row.problems,
    stops: row.stops || isUnclear,
    difference: null,
    changes: {},
  };
}

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
