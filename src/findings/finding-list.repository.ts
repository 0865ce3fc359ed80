import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound } from '../platform/problems/problem';
import { Facts, RuleMode } from '../rules/finding';
import { FINDING_COLUMNS, FindingState, StoredFinding } from './finding.repository';

/** A finding with whose it is. What belongs to a retrofit is null for a finding of a programme as a whole. */
export interface FindingRow extends StoredFinding {
  areaCode: string;
  timesOpened: number;
  programmeId: string;
  programmeName: string;
  retrofitId: string | null;
  householdId: string | null;
  personName: string | null;
  address: string | null;
  contractorId: string | null;
  contractorName: string | null;
}

export interface FindingEvent {
  kind: 'opened' | 'reopened' | 'accepted' | 'rejected' | 'cured' | 'closed' | 'changed';
  facts: Facts;
  actorName: string;
  reason: string;
  recordedAt: Date;
}

export interface FindingFilter {
  readonly rule: string | null;
  readonly mode: RuleMode | null;
  readonly states: readonly FindingState[];
  readonly programmeId: string | null;
  readonly contractorId: string | null;
  readonly areaCode: string | null;
  /** Beginning of the person's name. */
  readonly words: string | null;
}

export interface Choice {
  value: string;
  text: string;
}

const CURSOR_INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+\d\d(:\d\d)?$/;
const CURSOR_ID = /^[0-9a-f-]{36}$/;

/** Findings with whose they are; the caller says which. */
export const FINDING_ROWS = `
SELECT ${FINDING_COLUMNS}, f.area_code AS "areaCode", f.times_opened AS "timesOpened",
       f.programme_id AS "programmeId", g.name AS "programmeName", f.retrofit_id AS "retrofitId", r.household_id AS "householdId",
       n.name AS "personName", h.address, r.contractor_id AS "contractorId", c.name AS "contractorName", f.opened_at::text AS "openedText"
  FROM findings f JOIN programmes g ON g.id = f.programme_id
  LEFT JOIN retrofits r ON r.id = f.retrofit_id LEFT JOIN people n ON n.id = r.person_id
  LEFT JOIN households h ON h.id = r.household_id LEFT JOIN contractors c ON c.id = r.contractor_id`;

/** Lists of findings over all retrofits of the actor's area. */
@Injectable()
export class FindingListRepository {
  /** One page, the newest first, by keyset. */
  async list(
    tx: ReadTx,
    filter: FindingFilter,
    limit: number,
    after: string | null,
  ): Promise<Page<FindingRow>> {
    const { conditions, values } = conditionsOf(filter);
    const [at, id] = decodeCursor(after, 2) ?? [];
    // By the server's own text: a Date would lose the microseconds, and with them rows.
    if (CURSOR_INSTANT.test(String(at)) && CURSOR_ID.test(String(id)))
      conditions.push(`(f.opened_at, f.id) < ($${values.push(at)}::timestamptz, $${values.push(id)}::uuid)`);
    const rows = await tx.sql<FindingRow & { openedText: string }>(
      `${FINDING_ROWS} WHERE ${conditions.join(' AND ')} ORDER BY f.opened_at DESC, f.id DESC LIMIT $${values.push(limit + 1)}`,
      values,
    );
    return pageOf(rows, limit, (row) => [row.openedText, row.id]);
  }

  /** @throws Problem not-found */
  async get(tx: ReadTx, id: string): Promise<{ finding: FindingRow; events: FindingEvent[] }> {
    const [finding] = await tx.sql<FindingRow>(`${FINDING_ROWS} WHERE f.id = $1`, [id]);
    if (!finding) throw notFound();
    const events = await tx.sql<FindingEvent>(
      // No event is later than the one that follows it, though a demonstration’s clock went back between them.
      `SELECT kind, facts, actor_name AS "actorName", reason,
              min(recorded_at) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS "recordedAt"
         FROM finding_events WHERE finding_id = $1 ORDER BY id`,
      [id],
    );
    return { finding, events };
  }

  /** What the filters offer. */
  async choices(tx: ReadTx): Promise<{ programmes: Choice[]; contractors: Choice[] }> {
    return {
      programmes: await tx.sql<Choice>('SELECT id AS value, name AS text FROM programmes ORDER BY year DESC, id DESC LIMIT 50'), // prettier-ignore
      contractors: await tx.sql<Choice>('SELECT id AS value, name AS text FROM contractors ORDER BY name LIMIT 200'), // prettier-ignore
    };
  }
}

function conditionsOf(filter: FindingFilter): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [`f.state = ANY (${bind(filter.states)})`];
  if (filter.rule) conditions.push(`f.rule = ${bind(filter.rule)}`);
  if (filter.mode) conditions.push(`f.mode = ${bind(filter.mode)}`);
  if (filter.programmeId) conditions.push(`f.programme_id = ${bind(filter.programmeId)}`);
  if (filter.contractorId) conditions.push(`r.contractor_id = ${bind(filter.contractorId)}`);
  if (filter.areaCode) conditions.push(`starts_with(f.area_code, ${bind(filter.areaCode)})`);
  if (filter.words) conditions.push(`n.name LIKE ${bind(`${filter.words.replace(/[\\%_]/g, '\\$&')}%`)}`);
  return { conditions, values };
}
