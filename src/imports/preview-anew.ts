import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../platform/canonical-json';
import { systemActor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { CompareRows } from './compare-rows';
import { byIndex, Import, ImportRepository } from './import.repository';
import { StagedRow } from './import-row';
import { ImportRowsRepository } from './import-rows.repository';

const BATCH = 2000;

/**
 * Compares the rows that are no records yet once more, and asks again: since they were compared another file was
 * applied, and what they say of its people is a correction now, which needs a reason.
 */
@Injectable()
export class PreviewAnew {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly rows: ImportRowsRepository,
    private readonly compareRows: CompareRows,
  ) {}

  /** Does nothing where somebody gave the reason in the meantime: the work then goes on with it. */
  async execute(found: Import): Promise<void> {
    await this.database.as(systemActor('jobs')).write(async (tx) => {
      const { state, reason, document } = await this.imports.lock(tx, found.id);
      if (state !== 'applying' || (reason !== '' && document !== '')) return;
      await byIndex(tx);
      for (let after: number | undefined = 0; after !== undefined;) after = await this.compare(tx, found, after); // prettier-ignore
      await this.imports.enter(tx, found.id, 'preview', { fault: { fault: 'changedSince', facts: {} } });
    });
  }

  /** @returns the last row of the batch, undefined behind the last one */
  private async compare(tx: Tx, found: Import, after: number): Promise<number | undefined> {
    const before = await this.rows.staged(tx, found.id, after, BATCH);
    const compared = await this.compareRows.execute(tx, found, before.map(uncompared));
    for (const [index, row] of compared.entries())
      if (told(row) !== told(before[index]!)) await this.rows.correct(tx, found.id, row);
    return before.at(-1)?.rowNumber;
  }
}

const uncompared = (row: StagedRow): StagedRow => ({
  ...row,
  problems: row.problems.filter(({ fault }) => fault !== 'differs'),
  difference: null,
  changes: {},
});

const told = ({ problems, stops, difference, changes }: StagedRow): string =>
  canonicalJson({ problems, stops, difference, changes });
