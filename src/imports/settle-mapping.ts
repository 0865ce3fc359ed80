import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { Jobs } from '../platform/jobs/jobs';
import { invalid, Problem } from '../platform/problems/problem';
import { continueImport } from './continue-import.job';
import { Import, ImportRepository } from './import.repository';
import { ImportRowsRepository } from './import-rows.repository';
import { SettleMappingDto } from './imports.dto';
import { fieldsOf, Ledger, LEDGER_FIELDS, LedgerField } from './ledger-fields';
import { LedgerFiles } from './ledger-files';
import { Column, headerAt, HeaderMatch } from './parsing/headers';
import { withoutNumbers } from './parsing/without-numbers';
import { formOf } from './recognise';
import { headOf } from './reading/table';
import { UnreadableFile } from './reading/unreadable';
import { masked } from './stage-row';

/** Rows below the header that are looked at for samples, how many of each column are shown, and how much of each. */
const ROWS_SAMPLED = 10;
const SAMPLES = 3;
const LONGEST_SAMPLE = 40;

/** Somebody says what the columns of a file mean; the next file of the same form is understood so at once. */
@Injectable()
export class SettleMapping {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly rows: ImportRowsRepository,
    private readonly files: LedgerFiles,
    private readonly history: History,
    private readonly jobs: Jobs,
  ) {}

  /** @throws Problem not-found, invalid-input, conflict once rows were applied or while they are read */
  async execute(actor: Actor, id: string, input: SettleMappingDto): Promise<void> {
    const found = await this.database.as(actor).read((tx) => this.imports.get(tx, id));
    const ledger = ledgerOf(found);
    const header = isAsRecognised(found, input) ? found : await this.header(found, ledger, input);
    const columns = chosen(header, ledger, input);
    checkComplete(columns, ledger, input);
    await this.database.as(actor).write(async (tx) => {
      const locked = await this.imports.lock(tx, id);
      if (locked.state !== 'mapping' && locked.state !== 'preview' && locked.state !== 'failed') throw new Problem('conflict'); // prettier-ignore
      await this.forget(tx, locked);
      await this.imports.settle(tx, id, { sheet: input.sheet, headerRow: input.headerRow, headerRows: input.twoRows ? 2 : 1, columns, year: input.year ?? null }); // prettier-ignore
      await this.imports.saveMapping(tx, found.areaCode, ledger, formOf({ columns }), columns);
      await this.jobs.enqueue(tx, continueImport, { importId: id });
      await this.history.record(tx, {
        kind: 'import.mapped',
        subject: { type: 'import', id },
        areaCode: found.areaCode,
        data: { sheet: input.sheet, headerRow: input.headerRow, year: input.year ?? null, fields: columns.flatMap(({ field }) => (field ? [field] : [])) }, // prettier-ignore
      });
    });
  }

  /** The header where the reader points at it, for the page that asks once more. */
  async header(
    found: Import,
    ledger: Ledger,
    at: Pick<SettleMappingDto, 'sheet' | 'headerRow' | 'twoRows'>,
  ): Promise<HeaderMatch> {
    try {
      const file = await this.files.table(found);
      if (!file.sheets.includes(at.sheet)) throw invalid({ field: 'sheet', key: 'validation.choice' });
      const head = await headOf(file, at.sheet, at.headerRow + 1);
      return headerAt(head, { row: at.headerRow, rows: at.twoRows ? 2 : 1 }, ledger);
    } catch (error) {
      throw error instanceof UnreadableFile ? error.asProblem('sheet') : error;
    }
  }

  /** What stands first in each column below its header, by the column's index; numbers of people masked. */
  async samples(
    found: Import,
    at: Pick<SettleMappingDto, 'sheet' | 'headerRow' | 'twoRows'>,
    columns: readonly Column[],
  ): Promise<Map<number, string[]>> {
    const first = at.headerRow + (at.twoRows ? 1 : 0);
    try {
      const head = await headOf(await this.files.table(found), at.sheet, first + ROWS_SAMPLED);
      const texts = (index: number): string[] => head.slice(first).map((row) => (row[index] ?? '').trim());
      return new Map(columns.map(({ index, field }) => [index, [...new Set(texts(index))].filter((text) => text !== '').slice(0, SAMPLES).map((text) => masked(field, text.slice(0, LONGEST_SAMPLE)))])); // prettier-ignore
    } catch (error) {
      if (error instanceof UnreadableFile) return new Map(); // what is wrong with the file stands on its page
      throw error;
    }
  }

  /** Rows that were read under another mapping. They are the system's; nothing was made of them yet. */
  private async forget(tx: Tx, { id }: Import): Promise<void> {
    await tx.withSystemSight(() => this.rows.removeAll(tx, id));
  }
}

/** @throws Problem conflict for photos, which have no columns */
export function ledgerOf({ ledger }: Pick<Import, 'ledger'>): Ledger {
  if (ledger === 'photos') throw new Problem('conflict');
  return ledger;
}

/** The header is where the file was found to have it, and was read there: it need not be read once more. */
function isAsRecognised(found: Import, { sheet, headerRow, twoRows }: SettleMappingDto): boolean {
  const isThere = found.sheet === sheet && found.headerRow === headerRow && found.headerRows === (twoRows ? 2 : 1); // prettier-ignore
  return found.state === 'mapping' && isThere;
}

function chosen(
  header: Pick<HeaderMatch, 'columns'>,
  ledger: Ledger,
  { columns }: SettleMappingDto,
): Column[] {
  const known = new Map(columns.map(({ index, field }) => [index, field ?? null] as const));
  return header.columns.map((column) => {
    const field = known.has(column.index) ? known.get(column.index)! : column.field;
    if (field !== null && !fieldsOf(ledger).includes(field)) throw invalid({ field: `columns[${column.index}].field`, key: 'validation.choice' }); // prettier-ignore
    return {
      ...column,
      header: withoutNumbers(column.header),
      field,
      role: field === column.field ? column.role : null,
    };
  });
}

function checkComplete(columns: readonly Column[], ledger: Ledger, { year }: SettleMappingDto): void {
  const has = (field: LedgerField): boolean => columns.some((column) => column.field === field);
  if (ledger !== 'programmes' && !has('name')) throw invalid({ field: 'columns', key: 'imports.mapping.noName' }); // prettier-ignore
  if (!has('year') && !year) throw invalid({ field: 'year', key: 'imports.mapping.noYear' });
  const twice = columns.filter(({ field, role }, index) => field !== null && role === null && columns.findIndex((other) => other.field === field && other.role === null) !== index); // prettier-ignore
  const [first] = twice;
  if (first) throw invalid({ field: `columns[${first.index}].field`, key: 'imports.mapping.twice', params: { name: LEDGER_FIELDS[first.field!].zh[0], nameEn: LEDGER_FIELDS[first.field!].en[0] } }); // prettier-ignore
}
