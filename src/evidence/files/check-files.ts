import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { History } from '../../history/history';
import { Config } from '../../platform/config/config';
import { Actor, systemActor } from '../../platform/database/actor';
import { Database, Tx } from '../../platform/database/database';
import { Does, JobHandler } from '../../platform/jobs/job';
import { CONFIG } from '../../platform/platform.module';
import { Problem } from '../../platform/problems/problem';
import { FileStorage, sha256Of } from '../../platform/storage/file-storage';
import { Clock } from '../../platform/time/clock';
import { checkFiles } from './check-files.job';
import { FileCheckRepository, FileState } from './file-check.repository';

const MEBIBYTE = 1_048_576;
/** Files that are asked for at once; also the most of one night, however small they are. */
const ROUND = 20_000;

export interface CheckProgress {
  readonly files: number;
  readonly bytes: number;
  readonly damaged: readonly { readonly key: string; readonly state: FileState }[];
}

/**
 * Proves that what was kept is still there, byte for byte: reads files again and compares them with the hash that is
 * their name. What is missing or damaged stands in the history of what it belongs to, in the worklists of those whom
 * it concerns, and in the log. Each night a part, the longest unchecked first, so that all of them are seen in turn.
 */
@Injectable()
@Does(checkFiles)
export class CheckFiles implements JobHandler {
  private readonly log = new Logger('files');

  constructor(
    private readonly database: Database,
    private readonly storage: FileStorage,
    private readonly checks: FileCheckRepository,
    private readonly history: History,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The night's part. */
  async execute(): Promise<void> {
    const { files, damaged } = await this.some(systemActor('jobs'));
    if (files > 0)
      this.log.log(`checked ${files} stored files, ${damaged.length} of them missing or damaged`);
  }

  /** As much as one night's part. @throws Problem storage-unavailable; what was checked until then is kept */
  some(actor: Actor, tell?: (progress: CheckProgress) => void): Promise<CheckProgress> {
    return this.check(actor, { bytes: this.config.TANTU_CHECK_MB * MEBIBYTE, rounds: 1 }, tell);
  }

  /** Every file that a record names. */
  all(actor: Actor, tell?: (progress: CheckProgress) => void): Promise<CheckProgress> {
    return this.check(actor, { bytes: Infinity, rounds: Infinity }, tell);
  }

  private async check(
    actor: Actor,
    most: { bytes: number; rounds: number },
    tell: (progress: CheckProgress) => void = () => undefined,
  ): Promise<CheckProgress> {
    const acting = this.database.as(actor);
    const began = this.clock.now();
    const done = { files: 0, bytes: 0, damaged: [] as { key: string; state: FileState }[] };
    for (let round = 0; round < most.rounds; round++) {
      const due = await acting.read((tx) => this.checks.due(tx, began, ROUND));
      for (const key of due) {
        if (done.bytes >= most.bytes) return done;
        const { state, bytes } = await this.look(key);
        const isDamaged = await acting.write((tx) => this.keep(tx, key, state, bytes));
        done.files += 1;
        done.bytes += bytes;
        if (isDamaged) done.damaged.push({ key, state });
        tell(done);
      }
      if (due.length < ROUND) return done;
    }
    return done;
  }

  /** Twice where it breaks off: an answer may be cut short by the network, a file by its disk only. */
  private async look(key: string, isLast = false): Promise<{ state: FileState; bytes: number }> {
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const part of await this.storage.open(key)) {
        hash.update(part as Buffer);
        bytes += (part as Buffer).length;
      }
    } catch (error) {
      if (error instanceof Problem && error.code === 'file-missing') return { state: 'missing', bytes: 0 };
      await this.mustAnswer(error);
      return isLast ? { state: 'unreadable', bytes } : this.look(key, true);
    }
    return { state: hash.digest('hex') === sha256Of(key) ? 'whole' : 'changed', bytes };
  }

  /** Nothing is said of a file while the storage as a whole is away. */
  private async mustAnswer(fault: unknown): Promise<void> {
    await this.storage.check().catch(() => {
      throw new Problem('storage-unavailable', { cause: fault });
    });
  }

  /** @returns whether it is damaged; not so for what was swept while it was looked at */
  private async keep(tx: Tx, key: string, state: FileState, bytes: number): Promise<boolean> {
    const before = (await this.checks.keep(tx, key, state, bytes, this.clock.now())) ?? 'whole';
    if (state === 'whole' && before === 'whole') return false;
    const records = await this.checks.naming(tx, [key]);
    if (records.length === 0) {
      await this.checks.forget(tx, key);
      return false;
    }
    if ((state === 'whole') !== (before === 'whole')) {
      if (state !== 'whole') this.log.error(`the file ${key} is ${state}`);
      for (const { table, id, areaCode, retrofitId } of records)
        await this.history.record(tx, {
          kind: state === 'whole' ? 'file.restored' : 'file.damaged',
          subject: { type: table, id },
          areaCode,
          retrofitId: retrofitId ?? undefined,
          data: { state, sha256: sha256Of(key) },
        });
    }
    return state !== 'whole';
  }
}
