import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound, Problem } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { ProgrammeDto } from './programmes.dto';

export interface Programme extends ProgrammeDto {
  id: string;
  areaCode: string;
  areaName: string;
  /** Places that nobody holds. */
  quotaAvailable: number;
  version: number;
}

export interface ProgrammeRow {
  id: string;
  year: number;
  name: string;
  grantDocument: string;
  startsOn: CalendarDate;
  endsOn: CalendarDate;
  finishBy: CalendarDate;
  capFen: number;
  quotaAvailable: number;
  granted: number;
  retrofits: number;
  signed: number;
}

export interface ProgrammeFilter {
  year: number | null;
  /** Part of the name or of the grant document's number. */
  search: string | null;
  limit: number;
  after: string | null;
}

/** The terms, as fields and as columns, in the order in which statements bind them. */
const COLUMNS: Readonly<Record<keyof ProgrammeDto, string>> = {
  year: 'year', name: 'name', grantDocument: 'grant_document', grantedOn: 'granted_on', startsOn: 'starts_on', endsOn: 'ends_on',
  planBy: 'plan_by', startBy: 'start_by', finishBy: 'finish_by', capFen: 'cap_fen', noticeDays: 'notice_days', lateEntryDays: 'late_entry_days',
  barYears: 'bar_years', contractWithinDays: 'contract_within_days', warrantyMonths: 'warranty_months', worksRequired: 'works_required',
  peerFactor: 'peer_factor', radiusM: 'radius_m', visitsPerDay: 'visits_per_day', fastestKmh: 'fastest_kmh', grades: 'grades', hardships: 'hardships', tenures: 'tenures', requiredSigners: 'required_signers',
  principalName: 'principal_name', deputyName: 'deputy_name', officerName: 'officer_name',
  planApprovedOn: 'plan_approved_on', planDocument: 'plan_document', reportedAccepted: 'reported_accepted', reportedOn: 'reported_on',
}; // prettier-ignore

export const TERM_FIELDS = Object.keys(COLUMNS) as (keyof ProgrammeDto)[];
const columns = Object.values(COLUMNS);
const placeholders = columns.map((_, index) => `$${index + 3}`);
const valuesOf = (terms: ProgrammeDto): unknown[] => TERM_FIELDS.map((field) => terms[field] ?? null);

@Injectable()
export class ProgrammeRepository {
  /** @throws Problem not-found, also for another district's */
  async get(tx: ReadTx, id: string): Promise<Programme> {
    const [programme] = await tx.sql<Programme>(
      `SELECT p.id, p.area_code AS "areaCode", a.name_zh AS "areaName", p.quota_available AS "quotaAvailable", p.version,
              ${TERM_FIELDS.map((field) => `p.${COLUMNS[field]} AS "${field}"`).join(', ')}
         FROM programmes p JOIN areas a ON a.code = p.area_code WHERE p.id = $1`,
      [id],
    );
    if (!programme) throw notFound();
    return programme;
  }

  /** @throws Problem not-found, stale-version */
  async lock(tx: Tx, id: string, seenVersion: number | null): Promise<Programme> {
    await tx.sql('SELECT FROM programmes WHERE id = $1 FOR UPDATE', [id]);
    const programme = await this.get(tx, id);
    if (seenVersion !== null && seenVersion !== programme.version) throw new Problem('stale-version');
    return programme;
  }

  async insert(tx: Tx, areaCode: string, terms: ProgrammeDto): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO programmes (id, area_code, ${columns.join(', ')}) VALUES ($1, $2, ${placeholders.join(', ')})`,
      [id, areaCode, ...valuesOf(terms)],
    );
    return id;
  }

  /** A change of the period goes on to every retrofit by foreign key, whose CHECKs then decide (C12). */
  async update(tx: Tx, id: string, version: number, terms: ProgrammeDto): Promise<void> {
    await tx.change(
      `UPDATE programmes SET version = $2 + 1, ${columns.map((column, index) => `${column} = ${placeholders[index]}`).join(', ')}
        WHERE id = $1`,
      [id, version, ...valuesOf(terms)],
    );
  }

  /** One page, the newest years first. */
  async list(tx: ReadTx, filter: ProgrammeFilter): Promise<Page<ProgrammeRow>> {
    const values: unknown[] = [];
    const conditions: string[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    if (filter.year !== null) conditions.push(`p.year = ${bind(filter.year)}`);
    if (filter.search) {
      const words = bind(filter.search);
      conditions.push(`(strpos(p.name, ${words}) > 0 OR strpos(p.grant_document, ${words}) > 0)`);
    }
    const cursor = decodeCursor(filter.after, 2);
    if (cursor) {
      const [year, id] = [bind(cursor[0]), bind(cursor[1])];
      conditions.push(`(p.year < ${year} OR (p.year = ${year} AND p.id > ${id}))`);
    }
    const rows = await tx.sql<ProgrammeRow>(
      `SELECT p.id, p.year, p.name, p.grant_document AS "grantDocument", p.starts_on AS "startsOn", p.ends_on AS "endsOn",
              p.finish_by AS "finishBy", p.cap_fen AS "capFen", p.quota_available AS "quotaAvailable",
              (SELECT coalesce(sum(CASE q.kind WHEN 'transferOut' THEN -q.households ELSE q.households END), 0)::int FROM quota_entries q
                WHERE q.programme_id = p.id AND q.kind IN ('grant', 'transferIn', 'transferOut')) AS granted,
              (SELECT count(*)::int FROM retrofits r WHERE r.programme_id = p.id AND r.ended_on IS NULL) AS retrofits,
              (SELECT count(*)::int FROM retrofits r WHERE r.programme_id = p.id AND r.ended_on IS NULL AND r.steps_done = 7) AS signed
         FROM programmes p ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
        ORDER BY p.year DESC, p.id LIMIT ${bind(filter.limit + 1)}`,
      values,
    );
    return pageOf(rows, filter.limit, (row) => [row.year, row.id]);
  }
}
