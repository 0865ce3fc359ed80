import { Injectable, Logger } from '@nestjs/common';
import { systemActor } from '../../platform/database/actor';
import { ActingDatabase, Database, ReadTx } from '../../platform/database/database';
import { Does, JobHandler } from '../../platform/jobs/job';
import { FileStorage } from '../../platform/storage/file-storage';
import { claimFile } from '../../platform/storage/kept-files';
import { Clock } from '../../platform/time/clock';
import { FileCheckRepository } from './file-check.repository';
import { FILE_COLUMNS } from './file-columns';
import { sweepFiles } from './sweep-files.job';

const A_DAY = 86_400_000;
const BATCH = 10_000;

const UNNAMED = `SELECT key FROM unnest($1::text[]) AS key WHERE ${FILE_COLUMNS.map(
  ([table, column]) => `NOT EXISTS (SELECT FROM ${table} WHERE ${table}.${column} = key)`,
).join(' AND ')}`;

/**
 * Removes what uploads left behind that were refused or broken off: files older than a day that no row names. Bytes
 * that arrive again in the meantime are safe: whoever stores their key waits for the sweep's claim, or it for them.
 */
@Injectable()
@Does(sweepFiles)
export class SweepFiles implements JobHandler {
  private readonly log = new Logger('files');

  constructor(
    private readonly database: Database,
    private readonly storage: FileStorage,
    private readonly checks: FileCheckRepository,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const before = this.clock.now().getTime() - A_DAY;
    let old: string[] = [];
    let removed = 0;
    for await (const files of this.storage.list()) {
      old.push(...files.filter(({ receivedAt }) => receivedAt.getTime() < before).map(({ key }) => key));
      if (old.length < BATCH) continue;
      removed += await this.removeUnnamed(old);
      old = [];
    }
    removed += await this.removeUnnamed(old);
    if (removed > 0) this.log.log(`removed ${removed} files that no record names`);
  }

  private async removeUnnamed(keys: readonly string[]): Promise<number> {
    const acting = this.database.as(systemActor('jobs'));
    const candidates = await acting.read((tx) => this.unnamed(tx, keys));
    let removed = 0;
    for (const key of candidates) if (await this.remove(acting, key)) removed += 1;
    return removed;
  }

  /** Asked once more under the claim. The file goes before the claim does: that is what the claim is for. */
  private remove(acting: ActingDatabase, key: string): Promise<boolean> {
    return acting.write(async (tx) => {
      await claimFile(tx, key);
      if ((await this.unnamed(tx, [key])).length === 0) return false;
      await this.storage.delete(key);
      await this.checks.forget(tx, key);
      return true;
    });
  }

  private async unnamed(tx: ReadTx, keys: readonly string[]): Promise<string[]> {
    return (await tx.sql<{ key: string }>(UNNAMED, [keys])).map(({ key }) => key);
  }
}
