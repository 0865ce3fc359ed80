import { Injectable } from '@nestjs/common';
import { ReadTx } from '../../platform/database/database';
import { decodeCursor, Page, pageOf } from '../../platform/http/paging';
import { CalendarDate } from '../../platform/time/calendar-date';
import { AuditKind } from '../../history/audit-kinds';
import { TaskKind } from './task-kinds';

/** One thing that waits, with as much of the household as every role may see. */
export interface Task {
  kind: string;
  retrofitId: string;
  householdId: string;
  since: CalendarDate;
  address: string;
  headName: string;
  personName: string;
  areaCode: string;
}

export interface RecentEntry {
  id: string;
  recordedAt: Date;
  kind: AuditKind;
  actorName: string;
  areaCode: string;
  retrofitId: string | null;
  householdId: string | null;
}

/** Beyond this nobody counts; the page says "more than". */
export const COUNTED_UP_TO = 1000;

/** What waits, over the tables of all features: read-only, one method per question. */
@Injectable()
export class WorklistRepository {
  /** What waits, the longest first. */
  async tasks(
    tx: ReadTx,
    kinds: readonly TaskKind[],
    limit: number,
    after: string | null,
  ): Promise<Page<Task>> {
    if (kinds.length === 0) return { items: [], next: null };
    const cursor = decodeCursor(after, 3);
    const branches = kinds.map(
      ({ kind, since, from }) =>
        `SELECT '${kind}' AS kind, r.id, r.household_id, r.person_id, r.area_code, ${since} AS since FROM ${from}`,
    );
    const rows = await tx.sql<Task>(
      `SELECT w.kind, w.id AS "retrofitId", w.household_id AS "householdId", w.since, w.area_code AS "areaCode",
              h.address, h.head_name AS "headName", n.name AS "personName"
         FROM (SELECT * FROM (${branches.join(' UNION ALL ')}) b
                ${cursor ? 'WHERE (b.since, b.id, b.kind) > ($2::date, $3::uuid, $4::text)' : ''}
                ORDER BY b.since, b.id, b.kind LIMIT $1) w
         JOIN households h ON h.id = w.household_id
         JOIN people n ON n.id = w.person_id
        ORDER BY w.since, w.id, w.kind`,
      [limit + 1, ...(cursor ?? [])],
    );
    return pageOf(rows, limit, (row) => [row.since, row.retrofitId, row.kind]);
  }

  /** How much of each kind waits, up to COUNTED_UP_TO. */
  async counts(tx: ReadTx, kinds: readonly TaskKind[]): Promise<ReadonlyMap<string, number>> {
    if (kinds.length === 0) return new Map();
    const branches = kinds.map(
      ({ kind, from }) =>
        `SELECT '${kind}' AS kind, count(*)::int AS count FROM (SELECT FROM ${from} LIMIT ${COUNTED_UP_TO}) c`,
    );
    const rows = await tx.sql<{ kind: string; count: number }>(branches.join(' UNION ALL '));
    return new Map(rows.map(({ kind, count }) => [kind, count]));
  }

  /** The newest entries of the trail in the actor's area. Ids sort by time, so the page costs its rows and no more. */
  async recent(tx: ReadTx, limit: number, after: string | null): Promise<Page<RecentEntry>> {
    const cursor = decodeCursor(after, 1);
    const rows = await tx.sql<RecentEntry>(
      `SELECT id, recorded_at AS "recordedAt", kind, actor_name AS "actorName", area_code AS "areaCode",
              retrofit_id AS "retrofitId", household_id AS "householdId"
         FROM history_entries WHERE kind NOT IN ('user.signedIn', 'token.created') ${cursor ? 'AND id < $2' : ''} ORDER BY id DESC LIMIT $1`,
      [limit + 1, ...(cursor ?? [])],
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** What an administrator looks after. */
  async administration(
    tx: ReadTx,
  ): Promise<{ locked: number; first: number; deadJobs: number; damagedFiles: number }> {
    // prettier-ignore
    const [users] = await tx.sql<{ locked: number; first: number }>(
      `SELECT count(*) FILTER (WHERE locked_until > now())::int AS locked, count(*) FILTER (WHERE must_change_password)::int AS first
         FROM users WHERE disabled_at IS NULL`,
    );
    const [system] = await tx.withSystemSight(() =>
      tx.sql<{ deadJobs: number; damagedFiles: number }>(
        `SELECT (SELECT count(*)::int FROM pgboss.job WHERE state = 'failed') AS "deadJobs",
                (SELECT count(*)::int FROM file_checks WHERE state <> 'whole') AS "damagedFiles"`,
      ),
    );
    return { ...users!, ...system! };
  }
}
