import { Tx } from '../database/database';
import { Problem } from '../problems/problem';
import { FileStorage } from './file-storage';

/**
 * Ties files to the rows that this transaction writes: from here to its end the sweep can't take them. Every act
 * that stores a key calls this before its INSERT.
 * @throws Problem in-progress when the sweep was faster; sending the file again puts that right
 */
export async function keepFiles(tx: Tx, storage: FileStorage, keys: readonly string[]): Promise<void> {
  const sorted = [...new Set(keys)].sort();
  await tx.sql(
    `SELECT pg_advisory_xact_lock_shared(hashtextextended(key, 0)) FROM unnest($1::text[]) WITH ORDINALITY AS k (key, n) ORDER BY n`,
    [sorted],
  );
  for (const key of sorted) if (!(await storage.exists(key))) throw new Problem('in-progress');
}

/** The sweep's side: whoever wants to keep the file waits until it is decided. */
export async function claimFile(tx: Tx, key: string): Promise<void> {
  await tx.sql(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [key]);
}
