import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId, newIds } from '../platform/database/ids';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound } from '../platform/problems/problem';
import { FoundFacts, FoundValue } from './found-record';
import { Import } from './import.repository';
import { READABLE, Stretch } from './import-rows.repository';
import { Ledger, LedgerField } from './ledger-fields';
import { RowProblem } from './parsing/parse-row';

/** A record as matching and comparing see it. */
export interface KnownRecord {
  readonly id: string;
  readonly areaCode: string;
  readonly year: number;
  readonly personName: string;
  readonly community: string;
  readonly idNumberHash: Buffer | null;
  /** As found, with the newest correction of each field in its place. */
  readonly facts: FoundFacts;
  /** The fields that it has, corrected or not. */
  readonly keys: readonly LedgerField[];
  /** Ledgers that said something of it before. */
  readonly ledgers: readonly Ledger[];
  readonly isOfThisImport: boolean;
}

export interface NewRecord {
  readonly id: string;
  readonly rowNumber: number;
  readonly areaCode: string;
}

export interface Added {
  readonly id: string;
  readonly facts: FoundFacts;
  readonly idNumberHash: Buffer | null;
  readonly idNumberMasked: string | null;
}

export interface NewSource {
  readonly rowNumber: number;
  readonly areaCode: string;
  readonly recordId: string | null;
  readonly yearId: string | null;
  readonly year: number;
  readonly creates: boolean;
}

export interface NewCorrection {
  readonly recordId: string | null;
  readonly yearId: string | null;
  readonly areaCode: string;
  readonly field: LedgerField;
  readonly value: FoundValue | null;
  readonly raw: string;
}

export interface FoundRecordRow {
  readonly id: string;
  readonly areaCode: string;
  readonly year: number;
  readonly personName: string;
  readonly idNumberMasked: string | null;
  readonly street: string;
  readonly community: string;
  readonly facts: FoundFacts;
  readonly recordedAt: Date;
}

export interface Correction {
  readonly id: string;
  readonly field: LedgerField;
  readonly value: FoundValue | null;
  readonly raw: string;
  readonly reason: string;
  readonly document: string;
  readonly makerName: string;
  readonly recordedAt: Date;
}

export interface SourceRow {
  readonly importId: string;
  readonly rowNumber: number;
  readonly ledger: Ledger;
  readonly fileName: string;
  readonly sheet: string;
  readonly columns: Parameters<typeof JSON.stringify>[0];
  readonly cells: Readonly<Record<string, string>>;
  readonly corrections: Readonly<Partial<Record<LedgerField, string>>>;
  readonly notes: Readonly<Partial<Record<LedgerField, string>>>;
  readonly problems: readonly RowProblem[];
}

const ROW = `id, area_code AS "areaCode", year, person_name AS "personName", id_number_masked AS "idNumberMasked", street, community, facts, recorded_at AS "recordedAt"`;
const CORRECTED = (subject: 'record_id' | 'year_id', table: string): string =>
  `coalesce((SELECT jsonb_object_agg(c.field, c.value) FROM (SELECT DISTINCT ON (field) field, value FROM found_corrections
     WHERE ${subject} = ${table}.id ORDER BY field, recorded_at DESC, id DESC) c), '{}')`;

/** Records of old years: only ever added to. */
@Injectable()
export class FoundRecordRepository {
  /**
   * Whether anything is known of these years that another file told, or nobody. Two looks into indexes, so that the first
   * ledger of a year is not looked up person by person.
   */
  async isAnybodyKnown(
    tx: ReadTx,
    importId: string,
    district: string,
    years: readonly number[],
  ): Promise<boolean> {
    const [found] = await tx.sql<{ isKnown: boolean }>(
      `SELECT EXISTS (SELECT FROM unnest($3::smallint[]) y
         WHERE EXISTS (SELECT FROM found_records WHERE district_code = $2 AND year = y AND id < $1)
            OR EXISTS (SELECT FROM found_sources WHERE creates AND district_code = $2 AND year = y AND import_id < $1)
            OR EXISTS (SELECT FROM found_sources WHERE creates AND district_code = $2 AND year = y AND import_id > $1)) AS "isKnown"`,
      [importId, district, years],
    );
    return found!.isKnown;
  }

  /** Everybody of the named years who has one of these numbers or names. */
  async candidates(tx: ReadTx, importId: string, district: string, years: readonly number[], hashes: readonly Buffer[], names: { ofAll: readonly string[]; ofNumberless: readonly string[] }): Promise<KnownRecord[]> {
    return tx.sql<KnownRecord>(
      `WITH near AS MATERIALIZED (
         SELECT f.id FROM unnest($4::bytea[]) h, LATERAL (SELECT id FROM found_records WHERE district_code = $2 AND year = ANY ($3) AND id_number_hash = h OFFSET 0) f
         UNION ALL
         SELECT f.id FROM unnest($5::text[]) n, LATERAL (SELECT id FROM found_records WHERE district_code = $2 AND year = ANY ($3) AND person_name = n AND id_number_hash IS NULL OFFSET 0) f
         UNION ALL
         SELECT f.id FROM unnest($6::text[]) n, LATERAL (SELECT id FROM found_records WHERE district_code = $2 AND year = ANY ($3) AND person_name = n OFFSET 0) f)
       SELECT r.id, r.area_code AS "areaCode", r.year, r.person_name AS "personName", r.community, r.id_number_hash AS "idNumberHash",
              r.facts || ${CORRECTED('record_id', 'r')} AS facts, ARRAY(SELECT jsonb_object_keys(r.facts)) AS keys,
              ARRAY(SELECT DISTINCT s.ledger FROM found_sources s WHERE s.record_id = r.id AND s.import_id <> $1) AS ledgers,
              false AS "isOfThisImport"
         FROM (SELECT DISTINCT id FROM near) n JOIN found_records r ON r.id = n.id
        WHERE (SELECT s.record_id FROM found_sources s WHERE s.record_id = r.id AND s.import_id = $1 AND s.creates LIMIT 1) IS NULL ORDER BY r.id`,
      [importId, district, years, hashes, names.ofAll, names.ofNumberless],
    );
  } // prettier-ignore

  async years(tx: ReadTx, importId: string, district: string, years: readonly number[]): Promise<KnownRecord[]> {
    return tx.sql<KnownRecord>(
      `SELECT y.id, y.area_code AS "areaCode", y.year, '' AS "personName", '' AS community, NULL AS "idNumberHash", y.facts || ${CORRECTED('year_id', 'y')} AS facts,
              ARRAY(SELECT jsonb_object_keys(y.facts)) AS keys, ARRAY['programmes'] AS ledgers,
              EXISTS (SELECT FROM found_sources s WHERE s.year_id = y.id AND s.import_id = $1 AND s.creates) AS "isOfThisImport"
         FROM found_years y WHERE y.area_code = $2 AND y.year = ANY ($3)`,
      [importId, district, years],
    );
  } // prettier-ignore

  /**
   * Makes records of all rows of a stretch, of whom nobody is known, without any of them travelling.
   * @param places division codes by street and community, with a line break between them; the district's where none fits
   */
  async insertStretch(tx: Tx, { id, ledger, areaCode }: Import, { after, last, rows }: Stretch, places: Readonly<Record<string, string>>): Promise<void> {
    await tx.change(
      `WITH batch AS MATERIALIZED (
         SELECT ($4::uuid[])[row_number() OVER (ORDER BY i.row_number)] AS id, i.row_number, coalesce($5::jsonb ->> (i.street || E'\\n' || i.community), $6) AS area, i.year,
                i.person_name, i.id_number_hash, i.id_number_masked, i.street, i.community, i.facts, (SELECT tantu_now()) AS now
           FROM import_rows i WHERE i.import_id = $1 AND i.row_number > $2 AND i.row_number <= $3 AND ${READABLE}),
       made AS (
         INSERT INTO found_records (id, area_code, year, person_name, id_number_hash, id_number_masked, street, community, contractor, facts, recorded_at)
         SELECT id, area, year, person_name, id_number_hash, id_number_masked, street, community, coalesce(facts ->> 'contractor', ''), facts, now FROM batch)
       INSERT INTO found_sources (import_id, row_number, area_code, record_id, ledger, year, creates, recorded_at)
       SELECT $1, row_number, area, id, $7, year, true, now FROM batch`,
      [id, after, last, `{${newIds(rows).join()}}`, JSON.stringify(places), areaCode, ledger],
    );
  } // prettier-ignore

  /**
   * Straight from the staged rows, so that their facts need not travel. Each is looked up by its key (OFFSET 0 keeps it
   * so): a join of a batch that the server expects to be one row long compares every row with every other.
   */
  async insertFromRows(tx: Tx, importId: string, records: readonly NewRecord[]): Promise<void> {
    if (records.length === 0) return;
    await tx.change(
      `INSERT INTO found_records (id, area_code, year, person_name, id_number_hash, id_number_masked, street, community, contractor, facts)
       SELECT x.id, x.area, i.year, i.person_name, i.id_number_hash, i.id_number_masked, i.street, i.community, coalesce(i.facts ->> 'contractor', ''), i.facts
         FROM unnest($2::uuid[], $3::int[], $4::text[]) AS x (id, n, area), LATERAL (SELECT * FROM import_rows WHERE import_id = $1 AND row_number = x.n OFFSET 0) i`,
      [importId, ...arrays(records)],
    );
  } // prettier-ignore

  async insertYears(tx: Tx, importId: string, records: readonly NewRecord[]): Promise<void> {
    if (records.length === 0) return;
    await tx.change(
      `INSERT INTO found_years (id, area_code, year, facts)
       SELECT x.id, x.area, i.year, i.facts FROM unnest($2::uuid[], $3::int[], $4::text[]) AS x (id, n, area), LATERAL (SELECT * FROM import_rows WHERE import_id = $1 AND row_number = x.n OFFSET 0) i`,
      [importId, ...arrays(records)],
    );
  } // prettier-ignore

  /** What a further ledger adds; what is there stays as it was found. */
  async add(tx: Tx, added: readonly Added[]): Promise<void> {
    if (added.length === 0) return;
    await tx.change(
      `UPDATE found_records r SET facts = x.facts || r.facts, contractor = CASE WHEN r.contractor = '' THEN coalesce(x.facts ->> 'contractor', '') ELSE r.contractor END,
              street = CASE WHEN r.street = '' THEN coalesce(x.facts ->> 'street', '') ELSE r.street END,
              community = CASE WHEN r.community = '' THEN coalesce(x.facts ->> 'community', '') ELSE r.community END,
              id_number_hash = coalesce(r.id_number_hash, decode(x.hash, 'hex')), id_number_masked = coalesce(r.id_number_masked, x.masked)
         FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, facts jsonb, hash text, masked text) WHERE r.id = x.id`,
      [JSON.stringify(added.map(({ id, facts, idNumberHash, idNumberMasked }) => ({ id, facts, hash: idNumberHash?.toString('hex') ?? null, masked: idNumberMasked })))],
    );
  } // prettier-ignore

  async insertSources(tx: Tx, importId: string, ledger: Ledger, sources: readonly NewSource[]): Promise<void> {
    if (sources.length === 0) return;
    await tx.change(
      `INSERT INTO found_sources (import_id, row_number, area_code, record_id, year_id, ledger, year, creates)
       SELECT $1, n, area, record, y_id, $2, y, creates FROM jsonb_to_recordset($3::jsonb) AS x (n int, area text, record uuid, y_id uuid, y smallint, creates boolean)`,
      [importId, ledger, JSON.stringify(sources.map(({ rowNumber: n, areaCode: area, recordId: record, yearId: y_id, year: y, creates }) => ({ n, area, record, y_id, y, creates })))],
    );
  } // prettier-ignore

  async correct(tx: Tx, corrections: readonly NewCorrection[], why: { reason: string; document: string; by: { id: string | null; name: string } }): Promise<void> {
    for (const { recordId, yearId, areaCode, field, value, raw } of corrections)
      await tx.change(
        `INSERT INTO found_corrections (id, area_code, record_id, year_id, field, value, raw, reason, document, made_by, maker_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [newId(), areaCode, recordId, yearId, field, JSON.stringify(value), raw, why.reason, why.document, why.by.id, why.by.name],
      );
  } // prettier-ignore

  async list(tx: ReadTx, asked: { search: string | null; year: number | null; limit: number; after: string | null }): Promise<Page<FoundRecordRow>> {
    const cursor = decodeCursor(asked.after, 1);
    const rows = await tx.sql<FoundRecordRow>(
      `SELECT ${ROW} FROM found_records WHERE ($1::smallint IS NULL OR year = $1) AND ($2 = '' OR person_name = $2 OR community = $2 OR starts_with(person_name, $2))
          AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
      [asked.year, asked.search ?? '', cursor?.[0] ?? null, asked.limit + 1],
    );
    return pageOf(rows, asked.limit, (row) => [row.id]);
  } // prettier-ignore

  /** @throws Problem not-found */
  async get(tx: ReadTx, id: string): Promise<FoundRecordRow> {
    const [row] = await tx.sql<FoundRecordRow>(`SELECT ${ROW} FROM found_records WHERE id = $1`, [id]);
    if (!row) throw notFound();
    return row;
  }

  async corrections(tx: ReadTx, recordId: string): Promise<Correction[]> {
    return tx.sql<Correction>(
      `SELECT id, field, value, raw, reason, document, maker_name AS "makerName", recorded_at AS "recordedAt" FROM found_corrections WHERE record_id = $1
        ORDER BY recorded_at, id`,
      [recordId],
    );
  }

  async sources(tx: ReadTx, recordId: string): Promise<SourceRow[]> {
    return tx.sql<SourceRow>(
      `SELECT s.import_id AS "importId", s.row_number AS "rowNumber", s.ledger, i.file_name AS "fileName", i.sheet, i.columns, r.cells, r.corrections, r.notes, r.problems
         FROM found_sources s JOIN imports i ON i.id = s.import_id JOIN import_rows r ON r.import_id = s.import_id AND r.row_number = s.row_number
        WHERE s.record_id = $1 ORDER BY s.recorded_at, s.import_id, s.row_number`,
      [recordId],
    );
  }

  /** People of the same ledger and years that an earlier file had and this one has not. */
  async vanished(tx: ReadTx, importId: string, ledger: Ledger, limit: number): Promise<FoundRecordRow[]> {
    // NOT IN, whose lists are looked up by hash whatever the server knows of fresh tables; joins may read them row by row.
    return tx.sql<FoundRecordRow>(
      `WITH here AS MATERIALIZED (SELECT year, id_number_hash AS hash, person_name AS name FROM import_rows WHERE import_id = $1 AND year IS NOT NULL),
            before AS MATERIALIZED (SELECT DISTINCT record_id FROM found_sources WHERE ledger = $2 AND import_id <> $1 AND record_id IS NOT NULL
              AND EXISTS (SELECT FROM imports o WHERE o.ledger = $2 AND o.id <> $1) AND district_code = (SELECT district_code FROM imports WHERE id = $1) AND year IN (SELECT year FROM here))
       SELECT ${ROW} FROM found_records r WHERE r.id IN (SELECT record_id FROM before)
          AND (r.id_number_hash IS NULL OR (r.year, r.id_number_hash) NOT IN (SELECT year, hash FROM here WHERE hash IS NOT NULL))
          AND (r.year, r.person_name) NOT IN (SELECT year, name FROM here WHERE hash IS NULL)
          AND (r.id_number_hash IS NOT NULL OR (r.year, r.person_name) NOT IN (SELECT year, name FROM here))
        ORDER BY r.id LIMIT $3`,
      [importId, ledger, limit],
    );
  }

  async sourceOf(tx: ReadTx, importId: string, rowNumber: number): Promise<string | null> {
    const [row] = await tx.sql<{ id: string | null }>(
      `SELECT record_id AS id FROM found_sources WHERE import_id = $1 AND row_number = $2`,
      [importId, rowNumber],
    );
    return row?.id ?? null;
  }

  async appliedRows(tx: ReadTx, importId: string): Promise<number> {
    const [row] = await tx.sql<{ count: number }>(`SELECT count(*)::int AS count FROM found_sources WHERE import_id = $1`, [importId]); // prettier-ignore
    return row!.count;
  }
}

/** In the order of the parameters. */
function arrays(records: readonly NewRecord[]): readonly unknown[] {
  return [records.map(({ id }) => id), records.map(({ rowNumber }) => rowNumber), records.map(({ areaCode }) => areaCode)]; // prettier-ignore
}
