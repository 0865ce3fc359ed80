import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { WAIVER_COLUMNS, WaiverRow } from './waiver.repository';
import { WaiverState } from './waivers.presenter';

export interface ListedWaiver extends WaiverRow {
  personName: string;
  areaCode: string;
}

export interface WaiverFilter {
  readonly state: WaiverState | null;
  readonly rule: string | null;
  /** Beginning of the person's name. */
  readonly words: string | null;
}

const CONDITIONS: Readonly<Record<WaiverState, string>> = {
  requested: 'w.decision IS NULL AND w.withdrawn_at IS NULL',
  approved: `w.decision = 'approved' AND w.withdrawn_at IS NULL`,
  refused: `w.decision = 'refused'`,
  withdrawn: 'w.withdrawn_at IS NOT NULL',
};

const CURSOR_ID = /^[0-9a-f-]{36}$/;

/** All waivers of the actor's area. */
@Injectable()
export class WaiverListRepository {
  /** One page, the newest first, by keyset: ids are made in the order in which the requests are. */
  async list(
    tx: ReadTx,
    filter: WaiverFilter,
    limit: number,
    after: string | null,
  ): Promise<Page<ListedWaiver>> {
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [filter.state ? CONDITIONS[filter.state] : 'true'];
    if (filter.rule) conditions.push(`w.rule = ${bind(filter.rule)}`);
    if (filter.words) conditions.push(`n.name LIKE ${bind(`${filter.words.replace(/[\\%_]/g, '\\$&')}%`)}`);
    const [id] = decodeCursor(after, 1) ?? [];
    if (CURSOR_ID.test(String(id))) conditions.push(`w.id < ${bind(id)}::uuid`);
    const rows = await tx.sql<ListedWaiver>(
      `SELECT ${WAIVER_COLUMNS}, n.name AS "personName", w.area_code AS "areaCode"
         FROM waivers w JOIN retrofits r ON r.id = w.retrofit_id JOIN people n ON n.id = r.person_id
        WHERE ${conditions.join(' AND ')} ORDER BY w.id DESC LIMIT ${bind(limit + 1)}`,
      values,
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }
}
