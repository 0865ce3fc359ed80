import { Injectable } from '@nestjs/common';
import { Actor } from '../platform/database/actor';
import { Json, ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound, Problem } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { Applicant } from '../rules/catalogue/terms-rules';
import { Household } from './household.entity';
import { HouseholdDetailsDto } from './households.dto';

export interface HouseholdRow {
  id: string;
  areaCode: string;
  areaName: string;
  address: string;
  headName: string;
  tenure: string;
  hardship: string;
  people: { name: string; category: number | null; grade: number | null }[];
  openRetrofits: number;
  sortValue: string | null;
}

export interface HouseholdRetrofit {
  id: string;
  programmeName: string;
  year: number;
  personName: string;
  /** Of the seven. */
  stepsDone: number;
  endedOn: CalendarDate | null;
  approvedOn: CalendarDate | null;
  /** For whom, and the terms of the programme (P03). */
  person: Applicant['person'];
  terms: Applicant['programme'];
}

export const HOUSEHOLD_SORTS = { newest: null, headName: 'h.head_name', address: 'h.address' } as const;
export type HouseholdSort = keyof typeof HOUSEHOLD_SORTS;

export interface HouseholdFilter {
  /** Name of a person or the head, or part of an address. */
  words: string | null;
  /** Keyed hash of an ID or certificate number. */
  numberHash: Buffer | null;
  areaCode: string | null;
  hardship: string | null;
  tenure: string | null;
  sort: HouseholdSort;
  limit: number;
  after: string | null;
}

@Injectable()
export class HouseholdRepository {
  async get(tx: ReadTx, id: string): Promise<Household> {
    const household = await tx.manager.findOneBy(Household, { id });
    if (!household) throw notFound();
    return household;
  }

  async lock(tx: Tx, id: string, seenVersion: number | null): Promise<Household> {
    await tx.sql('SELECT FROM households WHERE id = $1 FOR UPDATE', [id]);
    const household = await this.get(tx, id);
    if (seenVersion !== null && seenVersion !== household.version) throw new Problem('stale-version');
    return household;
  }

  async insert(tx: Tx, details: HouseholdDetailsDto): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO households (id, area_code, address, head_name, phone, longitude, latitude, position_accuracy_m, tenure, hardship,
                               annual_income_fen, member_count, notes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [id, ...valuesOf(details)],
    );
    return id;
  }

  async update(tx: Tx, id: string, details: HouseholdDetailsDto): Promise<void> {
    await tx.change(
      `UPDATE households SET area_code = $2, address = $3, head_name = $4, phone = $5, longitude = $6, latitude = $7, position_accuracy_m = $8,
              tenure = $9, hardship = $10, annual_income_fen = $11, member_count = $12, notes = $13, version = version + 1 WHERE id = $1`,
      [id, ...valuesOf(details)],
    );
  }

  /**
   * One page of households, by keyset: the deep page costs what the first one does. The sort, the key and every
   * filter that an index serves are comparisons that PostgreSQL knows as leakproof; under row security it uses
   * an index for no other.
   */
  async list(tx: ReadTx, filter: HouseholdFilter): Promise<Page<HouseholdRow>> {
    const column = HOUSEHOLD_SORTS[filter.sort];
    const { conditions, values } = conditionsOf(filter);
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const keys = [...(isOverDistricts(tx.actor) ? ['h.district_code'] : []), ...(column ? [column] : []), 'h.id'];
    const direction = column ? '' : ' DESC';
    const cursor = decodeCursor(filter.after, keys.length);
    if (cursor) conditions.push(`(${keys.join(', ')}) ${column ? '>' : '<'} (${cursor.map(bind).join(', ')})`);
    const rows = await tx.sql<HouseholdRow & { districtCode: string }>(
      `SELECT h.id, h.district_code AS "districtCode", h.area_code AS "areaCode", h.address, h.head_name AS "headName", h.tenure, h.hardship,
              (SELECT a.name_zh FROM areas a WHERE a.code = h.area_code) AS "areaName", ${column ?? 'NULL'} AS "sortValue",
              (SELECT coalesce(json_agg(json_build_object('name', p.name, 'category', p.category, 'grade', p.grade) ORDER BY p.id), '[]')
                 FROM people p WHERE p.household_id = h.id) AS people,
              (SELECT count(*)::int FROM retrofits r WHERE r.household_id = h.id AND r.ended_on IS NULL) AS "openRetrofits"
         FROM households h
        ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
        ORDER BY ${keys.map((key) => key + direction).join(', ')} LIMIT ${bind(filter.limit + 1)}`,
      values,
    );
    return pageOf(rows, filter.limit, (row) => [
      ...(isOverDistricts(tx.actor) ? [row.districtCode] : []),
      ...(column ? [row.sortValue] : []),
      row.id,
    ]);
  } // prettier-ignore

  /** The household's retrofits with the programme each belongs to, the newest first. */
  async retrofits(tx: ReadTx, householdId: string): Promise<HouseholdRetrofit[]> {
    return tx.sql<HouseholdRetrofit>(
      `SELECT r.id, p.name AS "programmeName", p.year, r.steps_done AS "stepsDone", r.ended_on AS "endedOn", r.approved_on AS "approvedOn",
              n.name AS "personName", json_build_object('grades', p.grades, 'hardships', p.hardships, 'tenures', p.tenures) AS terms,
              json_build_object('id', n.id, 'certificate', CASE WHEN n.grade IS NOT NULL THEN json_build_object('grade', n.grade) END) AS person
         FROM retrofits r JOIN programmes p ON p.id = r.programme_id JOIN people n ON n.id = r.person_id
        WHERE r.household_id = $1 ORDER BY r.id DESC LIMIT 50`,
      [householdId],
    );
  }
}

/**
 * Lists are indexed by district first. Within one district, row security fixes that column, and naming it in the key
 * again would make PostgreSQL walk the index from the district's beginning (measured: the deep page five times dearer).
 */
function isOverDistricts(actor: Actor): boolean {
  return actor.areaCode.length < 6;
}

function valuesOf(details: HouseholdDetailsDto): Json[] {
  return [
    details.areaCode, details.address, details.headName, details.phone, details.longitude, details.latitude, details.positionAccuracyM,
    details.tenure, details.hardship, details.annualIncomeFen, details.memberCount, details.notes ?? '',
  ].map((value) => value ?? null); // prettier-ignore
}

function conditionsOf(filter: HouseholdFilter): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  if (filter.areaCode)
    conditions.push(
      `h.area_code >= ${bind(filter.areaCode)} AND h.area_code < ${bind(`${filter.areaCode}:`)}`,
    );
  if (filter.hardship) conditions.push(`h.hardship = ${bind(filter.hardship)}`);
  if (filter.tenure) conditions.push(`h.tenure = ${bind(filter.tenure)}`);
  if (filter.numberHash) {
    const hash = bind(filter.numberHash);
    conditions.push(
      `h.id = ANY (ARRAY(SELECT p.household_id FROM people p WHERE p.id_number_hash = ${hash} OR p.certificate_hash = ${hash}))`,
    );
  } else if (filter.words) {
    // The people who match are looked up once, not once for each household.
    const words = bind(filter.words);
    conditions.push(`(strpos(h.head_name, ${words}) > 0 OR strpos(h.address, ${words}) > 0
      OR h.id = ANY (ARRAY(SELECT p.household_id FROM people p WHERE strpos(p.name, ${words}) > 0)))`);
  }
  return { conditions, values };
}
