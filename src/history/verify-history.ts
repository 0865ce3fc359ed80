import { existsSync, readFileSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config';
import { Secrets, SECRETS } from '../platform/config/secrets';
import { systemActor } from '../platform/database/actor';
import { Database, ReadTx } from '../platform/database/database';
import { CONFIG } from '../platform/platform.module';
import { checkpointKey, ENTRY_COLUMNS, isCheckpoint, linkOf, SealableEntry } from './chain';
import { checkpointFile } from './seal-history';

export type HistoryFault = 'changed' | 'missing' | 'cutOff' | 'badSignature' | 'differsFromKeptCheckpoint';

export interface HistoryVerdict {
  /** Entries whose link was computed again. */
  checked: number;
  /** Entries that no seal holds yet. */
  unsealed: number;
  /** Checkpoints of the log outside the database that were compared; null when there is no log. */
  kept: number | null;
  faults: { position: number; fault: HistoryFault }[];
}

type Sealed = SealableEntry & { position: number; hash: Buffer; entryId: string };

const BATCH = 5000;

/** Computes the whole chain anew: any entry changed, removed, reordered or cut off since it was sealed is found. */
@Injectable()
export class VerifyHistory {
  constructor(
    private readonly database: Database,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute(): Promise<HistoryVerdict> {
    return this.database.as(systemActor('command-line')).read(async (tx) => {
      const verdict: HistoryVerdict = { checked: 0, unsealed: 0, kept: null, faults: [] };
      const hashes = await this.walk(tx, verdict);
      await this.checkSignatures(tx, hashes, verdict);
      this.checkKept(hashes, verdict);
      const [{ count } = { count: 0 }] = await tx.sql<{ count: number }>(
        'SELECT count(*) AS count FROM history_entries e WHERE NOT EXISTS (SELECT FROM history_seals s WHERE s.entry_id = e.id)',
      );
      verdict.unsealed = count;
      return verdict;
    });
  }

  private async walk(tx: ReadTx, verdict: HistoryVerdict): Promise<Map<number, string>> {
    const hashes = new Map<number, string>();
    let previous: Buffer = Buffer.alloc(32);
    let last = 0;
    for (;;) {
      const rows = await tx.sql<Sealed>(
        `SELECT s.position, s.hash, s.entry_id AS "entryId", ${ENTRY_COLUMNS} FROM history_seals s LEFT JOIN history_entries e ON e.id = s.entry_id
          WHERE s.position > $1 ORDER BY s.position LIMIT ${BATCH}`,
        [last],
      );
      if (rows.length === 0) return hashes;
      for (const { position, hash, entryId, ...entry } of rows) {
        const isNext = position === last + 1;
        if (!isNext) verdict.faults.push({ position: last + 1, fault: 'missing' });
        if (entry.id === null) verdict.faults.push({ position, fault: 'missing' });
        // Behind a gap the link before is not known; the gap itself is the fault.
        else if (isNext && !linkOf(previous, position, entry).equals(hash))
          verdict.faults.push({ position, fault: 'changed' });
        [previous, last] = [hash, position];
        hashes.set(position, hash.toString('hex'));
        verdict.checked += entryId ? 1 : 0;
      }
    }
  }

  private async checkSignatures(
    tx: ReadTx,
    hashes: Map<number, string>,
    verdict: HistoryVerdict,
  ): Promise<void> {
    const key = checkpointKey(this.secrets.checkpointSeed);
    const checkpoints = await tx.sql<{ position: number; hash: Buffer; signature: Buffer }>(
      'SELECT position, hash, signature FROM history_checkpoints ORDER BY position',
    );
    for (const { position, hash, signature } of checkpoints) {
      const isSigned = isCheckpoint(key, position, hash, signature);
      if (!isSigned || hashes.get(position) !== hash.toString('hex'))
        verdict.faults.push({ position, fault: 'badSignature' });
    }
    // Each sealing signs its end; an end without a signature was not written by us.
    const end = [...hashes.keys()].at(-1) ?? 0;
    if (end > 0 && checkpoints.at(-1)?.position !== end)
      verdict.faults.push({ position: end, fault: 'badSignature' });
  }

  private checkKept(hashes: Map<number, string>, verdict: HistoryVerdict): void {
    const file = checkpointFile(this.config);
    if (!existsSync(file)) return;
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    verdict.kept = lines.length;
    for (const line of lines) {
      const [position = '', hash] = line.split(' ');
      const found = hashes.get(Number(position));
      if (found === undefined) verdict.faults.push({ position: Number(position), fault: 'cutOff' });
      else if (found !== hash)
        verdict.faults.push({ position: Number(position), fault: 'differsFromKeptCheckpoint' });
    }
  }
}
