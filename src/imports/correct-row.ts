import { Injectable } from '@nestjs/common';
import { NumberSeal } from '../households/identity/sealed-number';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { invalid, Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { CompareRows } from './compare-rows';
import { FoundRecordRepository } from './found-record.repository';
import { Import, ImportRepository } from './import.repository';
import { StagedRow } from './import-row';
import { ImportRowsRepository } from './import-rows.repository';
import { CorrectRowDto } from './imports.dto';
import { fieldsOf, LedgerField } from './ledger-fields';
import { columnIndex } from './parsing/cell-address';
import { RowProblem } from './parsing/parse-row';
import { isNumber, masked, stageRow, storable, unstageRow } from './stage-row';
import { ledgerOf } from './settle-mapping';

/** Somebody types what a cell that can't be read should say; the cell itself stays as it was found. */
@Injectable()
export class CorrectRow {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly rows: ImportRowsRepository,
    private readonly records: FoundRecordRepository,
    private readonly compareRows: CompareRows,
    private readonly history: History,
    private readonly seal: NumberSeal,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns what is still wrong with the fields that were corrected
   * @throws Problem not-found, invalid-input, conflict once the row is a record (then the record is corrected)
   */
  async execute(
    actor: Actor,
    importId: string,
    rowNumber: number,
    input: CorrectRowDto,
  ): Promise<readonly RowProblem[]> {
    let left: readonly RowProblem[] = [];
    await this.database.as(actor).write(async (tx) => {
      const found = await this.imports.lock(tx, importId);
      if (found.state !== 'preview' && found.state !== 'applied') throw new Problem('conflict');
      const row = await this.rows.get(tx, importId, rowNumber);
      if (await this.records.sourceOf(tx, importId, rowNumber)) throw new Problem('conflict');
      const corrected = this.corrected(found, row, input);
      const ordinal = 1 + (await this.rows.before(tx, importId, corrected));
      const [compared] = await this.compareRows.execute(tx, found, [
        this.toldApart({ ...corrected, ordinal }),
      ]);
      await this.rows.correct(tx, importId, compared!);
      await this.history.record(tx, {
        kind: 'import.rowCorrected',
        subject: { type: 'import', id: importId },
        areaCode: found.areaCode,
        data: { row: rowNumber, corrections: shown(input) },
      });
      left = compared!.problems.filter((one) => input.corrections.some(({ field }) => field === one.field));
    });
    return left;
  }

  private corrected(found: Import, row: StagedRow, input: CorrectRowDto): Omit<StagedRow, 'ordinal'> {
    const ledger = ledgerOf(found);
    const source = unstageRow(row, columnIndex, this.seal);
    const corrections: Partial<Record<LedgerField, string>> = { ...source.corrections };
    for (const [index, { field, text }] of input.corrections.entries()) {
      if (!fieldsOf(ledger).includes(field)) throw invalid({ field: `corrections[${index}].field`, key: 'validation.choice' }); // prettier-ignore
      if (text === null || text === undefined) delete corrections[field];
      else corrections[field] = storable(text);
    }
    const context = { ledger, columns: found.columns, year: found.year, today: localDay(this.clock.now()), seal: this.seal }; // prettier-ignore
    return { ...stageRow({ ...source, corrections }, context), difference: null, changes: {} };
  }

  private toldApart(row: StagedRow): StagedRow {
    if (row.stops || row.ordinal === 1 || row.idNumberHash) return row;
    const problem = { fault: 'ambiguousPerson', field: 'idNumber', column: null, stops: true } as const;
    return { ...row, stops: true, problems: [...row.problems, problem] };
  }
}

/** Numbers of people are never in the history. */
function shown({ corrections }: CorrectRowDto): Record<string, string | null> {
  return Object.fromEntries(corrections.map(({ field, text }) => [field, isNumber(field) ? '***' : text ? masked(field, text) : (text ?? null)])); // prettier-ignore
}
