import { Injectable } from '@nestjs/common';
import { newId } from '../platform/database/ids';
import { Json, ReadTx, Tx } from '../platform/database/database';
import { AuditKind } from './audit-kinds';

/** What an act leaves behind. `data` holds facts and changed fields, never ID numbers, passwords or whole records. */
export interface HistoryEntry {
  readonly kind: AuditKind;
  readonly subject: { readonly type: string; readonly id: string };
  /** Division code of the subject; decides who sees the entry. */
  readonly areaCode: string;
  readonly retrofitId?: string;
  readonly householdId?: string;
  readonly data?: { readonly [key: string]: Json };
}

export interface RecordedEntry {
  id: string;
  recordedAt: Date;
  kind: AuditKind;
  actorName: string;
  actorRole: string;
  /** Where the actor's office lay at the time of the act; tells the three levels apart. Null where it isn't known. */
  actorAreaCode: string | null;
  actorArea: { zh: string; en: string } | null;
  subjectType: string;
  subjectId: string;
  data: Record<string, Json>;
}

const COLUMNS = `id, recorded_at AS "recordedAt", kind, actor_name AS "actorName", actor_role AS "actorRole", actor_area_code AS "actorAreaCode",
  (SELECT json_build_object('zh', a.name_zh, 'en', a.name_en) FROM areas a WHERE a.code = actor_area_code) AS "actorArea",
  subject_type AS "subjectType", subject_id AS "subjectId", data`;

/** The trail. Each act records its entry in its own transaction, so that neither exists without the other. */
@Injectable()
export class History {
  async record(tx: Tx, entry: HistoryEntry): Promise<void> {
    const { actor } = tx;
    await tx.change(
      `INSERT INTO history_entries (id, area_code, kind, subject_type, subject_id, retrofit_id, household_id,
                                    actor_id, actor_name, actor_role, actor_area_code, request_id, data)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [newId(), entry.areaCode, entry.kind, entry.subject.type, entry.subject.id, entry.retrofitId ?? null, entry.householdId ?? null,
       actor.id, actor.name, actor.role, actor.areaCode || null, actor.requestId ?? null, JSON.stringify(entry.data ?? {})], // prettier-ignore
    );
  }

  /** The newest entries first, 50 a page; `before` is the id of the last entry seen. */
  async ofRetrofit(
    tx: ReadTx,
    retrofitId: string,
    limit = 50,
    before: string | null = null,
  ): Promise<RecordedEntry[]> {
    return tx.sql<RecordedEntry>(
      `SELECT ${COLUMNS} FROM history_entries WHERE retrofit_id = $1 AND ($2::uuid IS NULL OR (recorded_at, id) <
         (SELECT recorded_at, id FROM history_entries WHERE id = $2)) ORDER BY recorded_at DESC, id DESC LIMIT $3`,
      [retrofitId, before, limit],
    );
  }

  /** The changes of one kind to a subject that is no retrofit and no household. */
  async ofSubject(
    tx: ReadTx,
    kind: AuditKind,
    subjectId: string,
    limit = 50,
    before: string | null = null,
  ): Promise<RecordedEntry[]> {
    return tx.sql<RecordedEntry>(
      `SELECT ${COLUMNS} FROM history_entries WHERE subject_id = $1 AND kind = $2 AND ($3::uuid IS NULL OR (recorded_at, id) <
         (SELECT recorded_at, id FROM history_entries WHERE id = $3)) ORDER BY recorded_at DESC, id DESC LIMIT $4`,
      [subjectId, kind, before, limit],
    );
  }

  async ofHousehold(
    tx: ReadTx,
    householdId: string,
    limit = 50,
    before: string | null = null,
  ): Promise<RecordedEntry[]> {
    return tx.sql<RecordedEntry>(
      `SELECT ${COLUMNS} FROM history_entries WHERE household_id = $1 AND ($2::uuid IS NULL OR (recorded_at, id) <
         (SELECT recorded_at, id FROM history_entries WHERE id = $2)) ORDER BY recorded_at DESC, id DESC LIMIT $3`,
      [householdId, before, limit],
    );
  }
}
