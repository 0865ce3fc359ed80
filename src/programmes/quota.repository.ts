import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { CalendarDate } from '../platform/time/calendar-date';
import { BookQuotaDto } from './programmes.dto';

export const QUOTA_KINDS = ['grant', 'transferIn', 'transferOut', 'reserve', 'use', 'release', 'advance'] as const; // prettier-ignore
export type QuotaKind = (typeof QUOTA_KINDS)[number];

export interface QuotaEntry {
  id: string;
  kind: QuotaKind;
  households: number;
  document: string | null;
  note: string;
  occurredOn: CalendarDate;
  recordedAt: Date;
  retrofitId: string | null;
  /** Of the retrofit's household, where this reader may know it. */
  headName: string | null;
}

/** Places by what happened to them. `available` is what the database keeps; the others add up to it. */
export interface QuotaSums {
  readonly granted: number;
  readonly transferredIn: number;
  readonly transferredOut: number;
  /** Held by retrofits that go on: reserved or advanced, neither used nor released. */
  readonly reserved: number;
  readonly used: number;
  readonly available: number;
}

@Injectable()
export class QuotaRepository {
  async sums(tx: ReadTx, programmeId: string): Promise<QuotaSums> {
    const [sums] = await tx.sql<QuotaSums>(
      `SELECT ${sum('grant')} AS granted, ${sum('transferIn')} AS "transferredIn", ${sum('transferOut')} AS "transferredOut",
              ${sum('reserve')} + ${sum('advance')} - ${sum('use')} - ${sum('release')} AS reserved, ${sum('use')} AS used,
              p.quota_available AS available
         FROM programmes p LEFT JOIN quota_entries q ON q.programme_id = p.id WHERE p.id = $1 GROUP BY p.id`,
      [programmeId],
    );
    return sums!;
  }

  async insert(tx: Tx, programmeId: string, areaCode: string, input: BookQuotaDto): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, document, occurred_on, note)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, areaCode, programmeId, input.kind, input.households, input.document, input.occurredOn, input.note ?? ''], // prettier-ignore
    );
    return id;
  }

  /** The ledger, newest first. */
  async list(
    tx: ReadTx,
    programmeId: string,
    page: { limit: number; after: string | null },
  ): Promise<Page<QuotaEntry>> {
    const cursor = decodeCursor(page.after, 1);
    const rows = await tx.sql<QuotaEntry>(
      `SELECT q.id, q.kind, q.households, q.document, q.note, q.occurred_on AS "occurredOn", q.recorded_at AS "recordedAt",
              q.retrofit_id AS "retrofitId", h.head_name AS "headName"
         FROM quota_entries q LEFT JOIN retrofits r ON r.id = q.retrofit_id LEFT JOIN households h ON h.id = r.household_id
        WHERE q.programme_id = $1 AND ($2::uuid IS NULL OR (q.recorded_at, q.id) < (SELECT recorded_at, id FROM quota_entries WHERE id = $2))
        ORDER BY q.recorded_at DESC, q.id DESC LIMIT $3`,
      [programmeId, cursor?.[0] ?? null, page.limit + 1],
    );
    return pageOf(rows, page.limit, (row) => [row.id]);
  }
}

const sum = (kind: QuotaKind): string =>
  `coalesce(sum(q.households) FILTER (WHERE q.kind = '${kind}'), 0)::int`;
