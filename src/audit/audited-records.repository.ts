import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { FoundFacts } from '../imports/found-record';
import { AuditScope } from './audit-run';
import { gatherExtras, yearsWithPhotos } from './cross-facts';
import { AGREED_AT_LAST, REFUSED } from './found-approval';
import { FoundRow } from './found-row';
import { FoundYear, foundYear } from './found-year';

/**
 * Records that are read at once: enough to hide the way to the database, few enough that they are let go while they are
 * young. A thousand outgrow the young generation that `npm start` gives to Node, and the whole run took an eighth longer.
 */
export const BATCH = 250;

/** One year of found records, before it is read. */
export interface YearOfRecords {
  readonly year: FoundYear;
  readonly records: number;
  readonly hasPhotos: boolean;
  readonly areaCode: string;
  /** Whether a ledger of the year itself was imported, and not only those of its households. */
  readonly isTold: boolean;
  /** With a day of acceptance on paper. */
  readonly accepted: number;
  /** That use the quota: without those whom a reviewer refused, or who were never approved. */
  readonly counted: number;
  /** Whether any ledger of its households tells of acceptances. */
  readonly tellsAcceptance: boolean;
}

export interface LiveRow {
  readonly id: string;
  readonly areaCode: string;
  readonly year: number;
  readonly personName: string;
  readonly community: string;
  readonly contractor: string;
}

export interface LiveProgramme {
  readonly id: string;
  readonly areaCode: string;
  readonly year: number;
  readonly name: string;
}

interface RawYear {
  year: number;
  id: string | null;
  facts: FoundFacts | null;
  records: number;
  accepted: number;
  counted: number;
  tellsAcceptance: boolean;
}

/** Everything that a run looks at, as its tables have it. */
@Injectable()
export class AuditedRecordsRepository {
  /** The years that there are, in their order. */
  async years(tx: ReadTx, scope: AuditScope): Promise<YearOfRecords[]> {
    const { areaCode, yearFrom, yearUntil } = scope;
    const ownNames = await this.ownNames(tx, areaCode);
    const withPhotos = await yearsWithPhotos(tx, areaCode);
    const rows = await tx.sql<RawYear>(YEARS, [areaCode, yearFrom ?? 0, yearUntil ?? 9999]);
    return rows.map(({ year, id, facts, ...counts }) => ({
      year: foundYear(year, id ?? `${areaCode}/${year}`, facts, ownNames),
      ...counts,
      areaCode,
      hasPhotos: withPhotos.has(year),
      isTold: id !== null,
    }));
  }

  /** Names of the office's own places and bodies, which a text may name. */
  private async ownNames(tx: ReadTx, areaCode: string): Promise<string[]> {
    const rows = await tx.sql<{ name: string }>(
      `SELECT DISTINCT n.name FROM areas a CROSS JOIN LATERAL (VALUES (a.name_zh), (a.office_name_zh)) AS n (name)
        WHERE (starts_with(a.code, $1) OR starts_with($1, a.code)) AND n.name <> '' ORDER BY n.name`,
      [areaCode],
    );
    return rows.map(({ name }) => name);
  }

  /** Before the first of `foundRecords` in the same transaction. */
  async gather(tx: Tx, areaCode: string, years: readonly YearOfRecords[]): Promise<void> {
    await gatherExtras(tx, areaCode, years.map(({ year }) => year.year)); // prettier-ignore
  }

  /** The records of a year in batches; the next one is on its way while the last is looked at. */
  async *foundRecords(tx: Tx, { year, hasPhotos, areaCode }: YearOfRecords): AsyncGenerator<FoundRow[]> {
    const name = `found_records_of_${year.year}`;
    await tx.change(`DECLARE ${name} NO SCROLL CURSOR FOR ${foundRecords(hasPhotos)}`, [areaCode, year.year]);
    const fetch = (): Promise<FoundRow[]> => tx.sql<FoundRow>(`FETCH ${BATCH} FROM ${name}`);
    let next = fetch();
    for (;;) {
      const batch = await next;
      if (batch.length === 0) break;
      next = fetch();
      // Whoever stops in the middle must not leave a refusal behind that nobody awaits.
      next.catch(() => undefined);
      yield batch;
    }
    await tx.change(`CLOSE ${name}`);
  }

  async liveProgrammes(tx: ReadTx, { areaCode, yearFrom, yearUntil }: AuditScope): Promise<LiveProgramme[]> {
    return tx.sql<LiveProgramme>(
      `SELECT id, area_code AS "areaCode", year, name FROM programmes WHERE district_code = $1 AND year BETWEEN $2 AND $3 ORDER BY year, id`,
      [areaCode, yearFrom ?? 0, yearUntil ?? 9999],
    );
  }

  async countLive(tx: ReadTx, programmeIds: readonly string[]): Promise<number> {
    const [row] = await tx.sql<{ count: number }>(
      'SELECT count(*)::int AS count FROM retrofits WHERE programme_id = ANY ($1::uuid[]) AND ended_on IS NULL',
      [programmeIds],
    );
    return row!.count;
  }

  /** The next retrofits of a programme behind one, those that ended before their works left out. */
  async liveRecords(tx: ReadTx, programmeId: string, after: string | null, limit: number): Promise<LiveRow[]> {
    return tx.sql<LiveRow>(
      `SELECT r.id, r.area_code AS "areaCode", p.year, n.name AS "personName", CASE WHEN length(a.code) = 12 THEN a.name_zh ELSE '' END AS community,
              coalesce(f.name, '') AS contractor
         FROM retrofits r JOIN programmes p ON p.id = r.programme_id JOIN people n ON n.id = r.person_id JOIN areas a ON a.code = r.area_code
         LEFT JOIN contractors f ON f.id = r.contractor_id
        WHERE r.programme_id = $1 AND r.ended_on IS NULL AND ($2::uuid IS NULL OR r.id > $2) ORDER BY r.id LIMIT $3`,
      [programmeId, after, limit],
    );
  } // prettier-ignore
}

const REFUSES = (field: string): string =>
  `(coalesce(facts ->> '${field}', '') ~ '${REFUSED}' AND coalesce(facts ->> '${field}', '') !~ '${AGREED_AT_LAST}')`;

/** Works use the quota whatever was written; without any, an approval does, and where no ledger tells of it, the row. */
const IS_COUNTED = `jsonb_typeof(facts -> 'startedOn') = 'object' OR jsonb_typeof(facts -> 'completedOn') = 'object' OR jsonb_typeof(facts -> 'acceptedOn') = 'object'
  OR NOT (${['communityOpinion', 'streetOpinion', 'districtOpinion'].map(REFUSES).join(' OR ')})
     AND (NOT facts ?| '{districtOpinion,districtOpinionOn}' OR facts ->> 'districtOpinion' <> '' OR jsonb_typeof(facts -> 'districtOpinionOn') = 'object')`;

/** A year of its own ledger has the newest correction of each field in its place. */
const YEARS = `
SELECT coalesce(r.year, y.year) AS year, y.id, y.facts || coalesce(c.facts, '{}') AS facts, coalesce(r.records, 0)::int AS records, coalesce(r.accepted, 0)::int AS accepted,
       coalesce(r.counted, 0)::int AS counted, coalesce(r.tells, false) AS "tellsAcceptance"
  FROM (SELECT year, count(*) AS records, count(*) FILTER (WHERE jsonb_typeof(facts -> 'acceptedOn') = 'object') AS accepted,
               count(*) FILTER (WHERE ${IS_COUNTED}) AS counted, bool_or(facts ? 'acceptedOn') AS tells
          FROM found_records WHERE district_code = $1 AND year BETWEEN $2 AND $3 GROUP BY year) r
  FULL JOIN (SELECT id, year, facts FROM found_years WHERE area_code = $1 AND year BETWEEN $2 AND $3) y ON y.year = r.year
  LEFT JOIN LATERAL (SELECT jsonb_object_agg(field, value) AS facts FROM (SELECT DISTINCT ON (field) field, value FROM found_corrections
     WHERE year_id = y.id ORDER BY field, recorded_at DESC, id DESC) x) c ON true
 ORDER BY 1`;

/** In the order of their index, so that nothing is sorted; photos are looked for only where a year has any. */
const foundRecords = (hasPhotos: boolean): string => `
SELECT r.id, r.area_code AS "areaCode", r.person_name AS "personName", r.community, r.contractor, r.facts, x.cross_facts AS "cross", x.corrections,
       ${hasPhotos ? PHOTOS : 'NULL'} AS photos
  FROM found_records r LEFT JOIN audit_extras x ON x.record_id = r.id
 WHERE r.district_code = $1 AND r.year = $2 ORDER BY r.district_code, r.year, r.id`;

const PHOTOS = `(SELECT json_agg(json_build_object('id', p.id, 'fileName', p.file_name, 'itemName', p.item_name, 'itemCode', p.item_code, 'stage', p.stage,
   'sha256', encode(p.sha256, 'hex'), 'takenOn', p.taken_on) ORDER BY p.id) FROM found_photos p WHERE p.record_id = r.id)`;
