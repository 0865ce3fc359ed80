import { Injectable } from '@nestjs/common';
import { systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { CompareRows } from './compare-rows';
import { Import, ImportRepository } from './import.repository';
import { ComparedRow } from './import-row';
import { ImportRowsRepository } from './import-rows.repository';
import { comparable, StagedBatch, StagedKey } from './staging/staged-batch';
import { Staging } from './staging/staging';

/** Reads a file's rows into the staging table, batch by batch, each with its progress. */
@Injectable()
export class ReadRows {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly rows: ImportRowsRepository,
    private readonly staging: Staging,
    private readonly compareRows: CompareRows,
  ) {}

  /**
   * Begins behind the last row that was taken in: a worker that starts anew comes to the same rows.
   * @throws UnreadableFile
   */
  async execute(found: Import): Promise<void> {
    const { total, batches } = await this.staging.open(found);
    let done = found.done;
    // The server takes one batch in while the next is read.
    let taking = Promise.resolve(true);
    for await (const batch of batches) {
      if (!(await taking)) return;
      taking = this.take(found, batch, done, total);
      taking.catch(() => undefined); // heard at the next await
      done = batch.keys.at(-1)!.rowNumber;
    }
    if (await taking) await this.finish(found, done);
  }

  private take(found: Import, batch: StagedBatch, done: number, total: number): Promise<boolean> {
    return this.database.as(systemActor('jobs')).write(async (tx) => {
      if (!(await this.imports.advance(tx, found, done, batch.keys.at(-1)!.rowNumber, total))) return false;
      const isKnown = await this.compareRows.isAnybodyKnown(tx, found, batch.keys);
      const compared = isKnown ? await this.compareRows.execute(tx, found, comparable(batch)) : batch.keys.map(ofNobodyKnown); // prettier-ignore
      await this.rows.insert(tx, found.id, found.areaCode, batch, compared);
      return true;
    });
  }

  private finish(found: Import, last: number): Promise<void> {
    return this.database.as(systemActor('jobs')).write(async (tx) => {
      if (await this.imports.advance(tx, found, last, last, last)) await this.imports.enter(tx, found.id, 'preview'); // prettier-ignore
    });
  }
}

const ofNobodyKnown = ({ problems, stops }: StagedKey): ComparedRow => ({
  problems,
  stops,
  difference: stops ? null : 'new',
  changes: {},
});
