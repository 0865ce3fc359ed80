import { ActingDatabase } from '../platform/database/database';
import { Finding } from '../rules/finding';
import { AuditedRecord, AuditFindingRepository } from './audit-finding.repository';
import { AuditRun } from './audit-run';
import { AuditRunRepository } from './audit-run.repository';

export type Report = (done: number, total: number) => void;

export interface FoundInBatch {
  readonly record: AuditedRecord;
  readonly findings: readonly Finding[];
}

interface Writes {
  readonly database: ActingDatabase;
  readonly runs: AuditRunRepository;
  readonly findings: AuditFindingRepository;
}

/**
 * Writes what a batch showed while the next one is looked at: findings and progress in one transaction, so that
 * whoever looks sees no more than was done.
 */
export class ProgressOfRun {
  private done = 0;
  private pending: Promise<void> = Promise.resolve();

  constructor(
    private readonly writes: Writes,
    private readonly run: AuditRun,
    private readonly total: number,
    private readonly report: Report,
  ) {}

  /** @throws what the write before this one came to, a Problem conflict when another attempt has begun */
  async write(records: number, found: readonly FoundInBatch[]): Promise<void> {
    await this.pending;
    this.done += records;
    this.report(this.done, this.total);
    this.pending = this.send(this.done, found);
    // Awaited with the next batch; a refusal meanwhile must not end the process.
    this.pending.catch(() => undefined);
  }

  async settled(): Promise<void> {
    await this.pending;
  }

  private async send(done: number, found: readonly FoundInBatch[]): Promise<void> {
    const { database, runs, findings } = this.writes;
    await database.write(async (tx) => {
      await runs.progress(tx, this.run, done, this.total);
      await findings.insert(tx, this.run.id, found);
    });
  }
}
