import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../../platform/database/database';
import { FILE_COLUMNS } from './file-columns';

/** What a file was found to be: as it came, not there, other bytes than its name says, or beyond the disk's power to read. */
export type FileState = 'whole' | 'missing' | 'changed' | 'unreadable';

export interface DamagedFile {
  key: string;
  state: FileState;
  damagedSince: Date;
}

/** A record that names a file. */
export interface NamingRecord {
  key: string;
  table: string;
  id: string;
  areaCode: string;
  retrofitId: string | null;
}

export interface CheckedFiles {
  files: number;
  bytes: number;
  damaged: number;
  /** The check that lies back the longest, and the last; null before the first. */
  oldest: Date | null;
  newest: Date | null;
}

const NAMED = FILE_COLUMNS.map(
  ([table, column]) => `SELECT ${column} AS key FROM ${table} WHERE ${column} IS NOT NULL`,
).join(' UNION ');

const NAMING = FILE_COLUMNS.map(
  ([table, column]) =>
    `SELECT t.${column} AS key, '${table}' AS "table", t.id, t.area_code AS "areaCode", (to_jsonb(t) ->> 'retrofit_id')::uuid AS "retrofitId"
       FROM ${table} t WHERE t.${column} = ANY ($1)`,
).join(' UNION ');

@Injectable()
export class FileCheckRepository {
  /** Files that records name and that were not checked since `before`: those never checked first, then the longest unchecked. */
  async due(tx: ReadTx, before: Date, limit: number): Promise<string[]> {
    const rows = await tx.sql<{ key: string }>(
      `SELECT key FROM (${NAMED}) named LEFT JOIN file_checks c USING (key)
        WHERE c.checked_at IS NULL OR c.checked_at < $1 ORDER BY c.checked_at NULLS FIRST, key LIMIT $2`,
      [before, limit],
    );
    return rows.map(({ key }) => key);
  }

  async countNamed(tx: ReadTx): Promise<number> {
    const [row] = await tx.sql<{ count: number }>(`SELECT count(*)::int AS count FROM (${NAMED}) named`);
    return row!.count;
  }

  /** The records that name these files, as far as the actor may see them. */
  async naming(tx: ReadTx, keys: readonly string[]): Promise<NamingRecord[]> {
    return keys.length === 0 ? [] : tx.sql<NamingRecord>(NAMING, [keys]);
  }

  /** @returns what the file was found to be the time before; null when it was never checked */
  async keep(tx: Tx, key: string, state: FileState, bytes: number, at: Date): Promise<FileState | null> {
    const [row] = await tx.sql<{ before: FileState | null }>(
      `INSERT INTO file_checks AS f (key, state, bytes, checked_at, damaged_since)
       VALUES ($1, $2, $3, $4, CASE WHEN $2 <> 'whole' THEN $4::timestamptz END)
       ON CONFLICT (key) DO UPDATE SET state = $2, bytes = $3, checked_at = $4,
         damaged_since = CASE WHEN $2 <> 'whole' THEN coalesce(f.damaged_since, $4) END
       RETURNING (SELECT old.state FROM file_checks old WHERE old.key = $1) AS before`,
      [key, state, bytes, at],
    );
    return row!.before;
  }

  /** For a file that was removed because no record names it any more. */
  async forget(tx: Tx, key: string): Promise<void> {
    await tx.change('DELETE FROM file_checks WHERE key = $1', [key]);
  }

  async checked(tx: ReadTx): Promise<CheckedFiles> {
    const [row] = await tx.sql<CheckedFiles>(
      `SELECT count(*)::int AS files, coalesce(sum(bytes), 0)::float8 AS bytes, (count(*) FILTER (WHERE state <> 'whole'))::int AS damaged,
              min(checked_at) AS oldest, max(checked_at) AS newest FROM file_checks`,
    );
    return row!;
  }

  /** The longest damaged first. */
  async damaged(tx: ReadTx, limit: number): Promise<DamagedFile[]> {
    return tx.sql<DamagedFile>(
      `SELECT key, state, damaged_since AS "damagedSince" FROM file_checks WHERE state <> 'whole' ORDER BY damaged_since, key LIMIT $1`,
      [limit],
    );
  }
}
