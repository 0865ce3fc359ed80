import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound, Problem } from '../platform/problems/problem';
import { AuditResult, AuditRun, AuditScope } from './audit-run';

const COLUMNS = `r.id, r.area_code AS "areaCode", r.year_from AS "yearFrom", r.year_until AS "yearUntil", r.sources,
  r.starter_name AS "starterName", r.requested_at AS "requestedAt", r.state, r.attempt, r.total, r.done, r.progressed_at AS "progressedAt",
  r.finished_at AS "finishedAt", r.result`;

/** Every query of the runs themselves. */
@Injectable()
export class AuditRunRepository {
  async insert(tx: Tx, scope: AuditScope): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO audit_runs (id, area_code, year_from, year_until, sources, started_by, starter_name) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, scope.areaCode, scope.yearFrom, scope.yearUntil, scope.sources, tx.actor.id, tx.actor.name],
    );
    return id;
  }

  /** The newest first. */
  async list(tx: ReadTx, asked: { limit: number; after: string | null }): Promise<Page<AuditRun>> {
    const cursor = decodeCursor(asked.after, 1);
    const rows = await tx.sql<AuditRun>(
      `SELECT ${COLUMNS} FROM audit_runs r WHERE ($1::uuid IS NULL OR r.id < $1) ORDER BY r.id DESC LIMIT $2`,
      [cursor?.[0] ?? null, asked.limit + 1],
    );
    return pageOf(rows, asked.limit, (row) => [row.id]);
  }

  /** @throws Problem not-found */
  async get(tx: ReadTx, id: string): Promise<AuditRun> {
    const [row] = await tx.sql<AuditRun>(`SELECT ${COLUMNS} FROM audit_runs r WHERE r.id = $1`, [id]);
    if (!row) throw notFound();
    return row;
  }

  /** The run of the same district that was done last before this one. */
  async previous(tx: ReadTx, run: AuditRun): Promise<string | null> {
    const [row] = await tx.sql<{ id: string }>(
      `SELECT id FROM audit_runs WHERE district_code = $1 AND id < $2 AND state = 'done' ORDER BY id DESC LIMIT 1`,
      [run.areaCode, run.id],
    );
    return row?.id ?? null;
  }

  /** The newest run that is done and looked at an old record. */
  async newestOf(tx: ReadTx, recordId: string): Promise<string | null> {
    const [row] = await tx.sql<{ id: string }>(
      `SELECT a.id FROM found_records r JOIN audit_runs a ON a.district_code = r.district_code
        WHERE r.id = $1 AND a.state = 'done' AND a.sources <> 'live' AND r.year BETWEEN coalesce(a.year_from, 0) AND coalesce(a.year_until, 9999)
        ORDER BY a.id DESC LIMIT 1`,
      [recordId],
    );
    return row?.id ?? null;
  }

  /** Begins a run, or begins it anew without anything of the attempt before; false when it is done already. */
  async begin(tx: Tx, id: string): Promise<boolean> {
    const begun = await tx.change(
      `UPDATE audit_runs SET state = 'running', attempt = attempt + 1, total = NULL, done = 0, progressed_at = tantu_now() WHERE id = $1 AND state <> 'done'`,
      [id],
    );
    if (begun > 0) await tx.change('DELETE FROM audit_findings WHERE run_id = $1', [id]);
    return begun > 0;
  }

  /**
   * Moves the progress on. The row stays locked to the end of the transaction, so nothing is written behind the back
   * of a newer attempt. @throws Problem conflict when another attempt has begun
   */
  async progress(tx: Tx, run: AuditRun, done: number, total: number): Promise<void> {
    const moved = await tx.change(
      `UPDATE audit_runs SET done = $3, total = $4, progressed_at = tantu_now() WHERE id = $1 AND attempt = $2 AND state = 'running'`,
      [run.id, run.attempt, done, total],
    );
    if (moved === 0) throw new Problem('conflict');
  }

  async finish(tx: Tx, run: AuditRun, result: AuditResult): Promise<void> {
    const finished = await tx.change(
      `UPDATE audit_runs SET state = 'done', result = $3, finished_at = tantu_now(), progressed_at = tantu_now()
        WHERE id = $1 AND attempt = $2 AND state = 'running'`,
      [run.id, run.attempt, JSON.stringify(result)],
    );
    if (finished === 0) throw new Problem('conflict');
  }

  async fail(tx: Tx, run: AuditRun): Promise<void> {
    await tx.change(
      `UPDATE audit_runs SET state = 'failed' WHERE id = $1 AND attempt = $2 AND state = 'running'`,
      [run.id, run.attempt],
    );
  }
}
