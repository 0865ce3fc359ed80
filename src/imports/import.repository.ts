import { Injectable } from '@nestjs/common';
import { Json, ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { Facts, notFound } from '../platform/problems/problem';
import { Ledger } from './ledger-fields';
import { Column } from './parsing/headers';
import { FileFault } from './reading/unreadable';

/** What a file can be: one of the ledgers, or photos. */
export type ImportKind = Ledger | 'photos';
export const IMPORT_STATES = [
  'mapping',
  'reading',
  'preview',
  'applying',
  'applied',
  'failed',
  'withdrawn',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** A file that came in, and how far it is. */
export interface Import {
  readonly id: string;
  readonly areaCode: string;
  readonly ledger: ImportKind;
  readonly fileName: string;
  /** Of the original, in hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly storageKey: string;
  readonly state: ImportState;
  readonly sheets: readonly string[];
  readonly sheet: string;
  readonly headerRow: number;
  readonly headerRows: 1 | 2;
  readonly columns: readonly Column[];
  /** Of all rows that name none. */
  readonly year: number | null;
  readonly fault: { readonly fault: FileFault; readonly facts: Facts } | null;
  /** Rows that the sheet has, 0 where nobody knows, and the last one dealt with. */
  readonly total: number;
  readonly done: number;
  readonly reason: string;
  readonly document: string;
  readonly starterName: string;
  readonly appliedAt: Date | null;
  readonly recordedAt: Date;
}

export type NewImport = Pick<Import, 'areaCode' | 'ledger' | 'fileName' | 'bytes' | 'storageKey' | 'state' | 'sheets' | 'year'> & Mapping & { readonly sha256: Buffer }; // prettier-ignore
export type Mapping = Pick<Import, 'sheet' | 'headerRow' | 'headerRows' | 'columns' | 'year'>;

const COLUMNS = `id, area_code AS "areaCode", ledger, file_name AS "fileName", encode(sha256, 'hex') AS sha256, bytes::float8 AS bytes, storage_key AS "storageKey",
  state, sheets, sheet, header_row AS "headerRow", header_rows AS "headerRows", columns, year, fault, total, done, reason, document,
  starter_name AS "starterName", applied_at AS "appliedAt", recorded_at AS "recordedAt"`;

/** The files of a district, and how the forms of its files were understood. */
@Injectable()
export class ImportRepository {
  async list(tx: ReadTx, asked: { limit: number; after: string | null }): Promise<Page<Import>> {
    const cursor = decodeCursor(asked.after, 2);
    const rows = await tx.sql<Import>(
      `SELECT ${COLUMNS} FROM imports WHERE $1::timestamptz IS NULL OR (recorded_at, id) < ($1, $2::uuid)
        ORDER BY recorded_at DESC, id DESC LIMIT $3`,
      [cursor?.[0] ?? null, cursor?.[1] ?? null, asked.limit + 1],
    );
    return pageOf(rows, asked.limit, (row) => [row.recordedAt.toISOString(), row.id]);
  }

  /** @throws Problem not-found, also for what the actor may not see */
  async get(tx: ReadTx, id: string): Promise<Import> {
    const [row] = await tx.sql<Import>(`SELECT ${COLUMNS} FROM imports WHERE id = $1`, [id]);
    if (!row) throw notFound();
    return row;
  }

  /** @throws Problem not-found */
  async lock(tx: Tx, id: string): Promise<Import> {
    const [row] = await tx.sql<Import>(`SELECT ${COLUMNS} FROM imports WHERE id = $1 FOR UPDATE`, [id]);
    if (!row) throw notFound();
    return row;
  }

  async ofFile(tx: ReadTx, areaCode: string, ledger: ImportKind, sha256: Buffer): Promise<Import | null> {
    const [row] = await tx.sql<Import>(
      `SELECT ${COLUMNS} FROM imports WHERE area_code = $1 AND ledger = $2 AND sha256 = $3 AND state <> 'withdrawn'`,
      [areaCode, ledger, sha256],
    );
    return row ?? null;
  }

  /** @returns null when the same file is there already */
  async insert(tx: Tx, made: NewImport): Promise<string | null> {
    const id = newId();
    const rows = await tx.sql<{ id: string }>(
      `INSERT INTO imports (id, area_code, ledger, file_name, sha256, bytes, storage_key, state, sheets, sheet, header_row, header_rows, columns, year, started_by, starter_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (area_code, ledger, sha256) WHERE state <> 'withdrawn' DO NOTHING RETURNING id`,
      [id, made.areaCode, made.ledger, made.fileName, made.sha256, made.bytes, made.storageKey, made.state, JSON.stringify(made.sheets), made.sheet,
       made.headerRow, made.headerRows, JSON.stringify(made.columns), made.year, tx.actor.id, tx.actor.name], // prettier-ignore
    );
    return rows[0]?.id ?? null;
  }

  async settle(tx: Tx, id: string, mapping: Mapping): Promise<void> {
    await tx.change(
      `UPDATE imports SET sheet = $2, header_row = $3, header_rows = $4, columns = $5, year = $6, state = 'reading', fault = NULL, total = 0, done = 0,
              progress_at = tantu_now() WHERE id = $1`,
      [
        id,
        mapping.sheet,
        mapping.headerRow,
        mapping.headerRows,
        JSON.stringify(mapping.columns),
        mapping.year,
      ],
    );
  }

  /**
   * Moves the progress on, together with the work of one batch. A server that crashes may lose the last ones, each
   * with its progress: they are done again. So nobody waits for the disk until the work is through (`enter`).
   * @returns false when another worker has done so in the meantime: whoever was slower takes its work back
   */
  async advance(tx: Tx, { id, state }: Import, from: number, to: number, total: number): Promise<boolean> {
    await byIndex(tx);
    await tx.sql('SET LOCAL synchronous_commit = off');
    const changed = await tx.change(
      `UPDATE imports SET done = $4::int, total = greatest($5::int, $4::int), progress_at = tantu_now() WHERE id = $1 AND state = $2 AND done = $3`,
      [id, state, from, to, total],
    );
    return changed === 1;
  }

  async enter(tx: Tx, id: string, state: ImportState, more: { fault?: Json; done?: number; reason?: string; document?: string } = {}): Promise<void> {
    await tx.sql('SET LOCAL synchronous_commit = on');
    await tx.change(
      `UPDATE imports SET state = $2::text, fault = $3, done = coalesce($4::int, done), reason = coalesce($5, reason), document = coalesce($6, document),
              applied_at = CASE WHEN $2::text = 'applied' THEN coalesce(applied_at, tantu_now()) ELSE applied_at END, progress_at = tantu_now() WHERE id = $1`,
      [id, state, more.fault === undefined ? null : JSON.stringify(more.fault), more.done ?? null, more.reason ?? null, more.document ?? null],
    );
  } // prettier-ignore

  /** Those that were at work and have not got on for so long that their worker must be gone. */
  async stalled(tx: ReadTx, seconds: number): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      `SELECT id FROM imports WHERE state IN ('reading', 'applying') AND progress_at < tantu_now() - make_interval(secs => $1) ORDER BY recorded_at`,
      [seconds],
    );
    return rows.map(({ id }) => id);
  }

  /** Why what differs is right; empty where nobody said it. */
  async why(tx: ReadTx, id: string): Promise<{ reason: string; document: string }> {
    const [why] = await tx.sql<{ reason: string; document: string }>('SELECT reason, document FROM imports WHERE id = $1', [id]); // prettier-ignore
    return why!;
  }

  /**
   * Until the end of the transaction, nobody else makes records of this district: two files that are applied at once
   * would both find nobody and make the same person twice.
   */
  async alone(tx: Tx, district: string): Promise<void> {
    await tx.sql(`SELECT pg_advisory_xact_lock(hashtextextended('tantu found records ' || $1, 0))`, [district]); // prettier-ignore
  }

  async savedMapping(tx: ReadTx, areaCode: string, ledger: Ledger, signature: string): Promise<readonly Column[] | null> {
    const [row] = await tx.sql<{ columns: readonly Column[] }>(
      `SELECT columns FROM import_mappings WHERE area_code = $1 AND ledger = $2 AND signature = $3`,
      [areaCode, ledger, signature],
    );
    return row?.columns ?? null;
  } // prettier-ignore

  /** What somebody said that headers mean, in mappings of other forms of the same ledger; the newest word counts. */
  async saidOfHeaders(tx: ReadTx, areaCode: string, ledger: Ledger): Promise<ReadonlyMap<string, Column>> {
    const rows = await tx.sql<{ columns: readonly Column[] }>(
      `SELECT columns FROM import_mappings WHERE area_code = $1 AND ledger = $2 ORDER BY saved_at DESC LIMIT 20`,
      [areaCode, ledger],
    );
    const said = new Map<string, Column>();
    for (const { columns } of rows)
      for (const column of columns) if (column.header !== '' && !said.has(column.header)) said.set(column.header, column);
    return said;
  } // prettier-ignore

  async saveMapping(tx: Tx, areaCode: string, ledger: Ledger, signature: string, columns: readonly Column[]): Promise<void> {
    await tx.change(
      `INSERT INTO import_mappings (id, area_code, ledger, signature, columns) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (area_code, ledger, signature) DO UPDATE SET columns = EXCLUDED.columns, saved_at = tantu_now()`,
      [newId(), areaCode, ledger, signature, JSON.stringify(columns)],
    );
  } // prettier-ignore
}

/**
 * Keeps the server to its indexes for the rest of the transaction. Tables that a job fills have no statistics yet:
 * without this it reads all of them for each batch, and a hundred thousand rows take minutes instead of seconds.
 */
export async function byIndex(tx: ReadTx): Promise<void> {
  await tx.sql(
    `SELECT set_config(name, 'off', true) FROM unnest(ARRAY['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'enable_sort', 'enable_bitmapscan']) name`,
  );
}
