import { Injectable } from '@nestjs/common';
import { ArrayType, binaryArray, ElementOf } from '../platform/database/binary-array';
import { ReadTx, Tx } from '../platform/database/database';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound } from '../platform/problems/problem';
import { FoundFacts } from './found-record';
import { ImportRow, StagedRow, RowKey, ComparedRow } from './import-row';
import { asBuffer, StagedBatch, StagedKey } from './staging/staged-batch';

export interface RowCounts {
  readonly rows: number;
  readonly stopped: number;
  readonly withProblems: number;
  readonly fresh: number;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

/** Which rows a list shows. */
export const ROW_FILTERS = ['all', 'problems', 'stopped', 'new', 'added', 'changed', 'same'] as const;
export type RowFilter = (typeof ROW_FILTERS)[number];

const SHOWN = `row_number AS "rowNumber", year, person_name AS "personName", id_number_masked AS "idNumberMasked", street, community, ordinal, cells, corrections, facts,
  notes, problems, stops, difference, changes,
  EXISTS (SELECT FROM found_sources s WHERE s.import_id = import_rows.import_id AND s.row_number = import_rows.row_number) AS "isApplied"`;
const KEY = `row_number AS "rowNumber", year, person_name AS "personName", id_number_hash AS "idNumberHash", id_number_masked AS "idNumberMasked", street, community, ordinal`;

const WHERE: Readonly<Record<RowFilter, string>> = {
  all: 'true', problems: `problems <> '[]'`, stopped: 'stops', new: `difference = 'new'`, added: `difference = 'added'`, changed: `difference = 'changed'`,
  same: `difference = 'same'`,
}; // prettier-ignore

/** As a subquery on purpose: fresh tables have no statistics, and as a join it would read all of them for each batch. */
export const READABLE = `NOT i.stops AND (SELECT s.row_number FROM found_sources s WHERE s.import_id = i.import_id AND s.row_number = i.row_number LIMIT 1) IS NULL`;

/** Rows of one import that lie together, from behind one up to and with another; some may be records already. */
export interface Stretch {
  readonly after: number;
  readonly last: number;
  readonly rows: number;
  readonly years: readonly number[];
}

/** The rows of files, as they were found and read. */
@Injectable()
export class ImportRowsRepository {
  /** One statement for a whole batch, a parameter a column. @param compared in the order of the batch */
  async insert(tx: Tx, importId: string, areaCode: string, { keys, columns }: StagedBatch, compared: readonly ComparedRow[]): Promise<void> {
    const key = <Type extends ArrayType>(type: Type, value: (row: StagedKey) => ElementOf<Type> | null): Buffer => binaryArray(type, keys.map(value));
    const of = <Type extends ArrayType>(type: Type, value: (row: ComparedRow) => ElementOf<Type> | null): Buffer => binaryArray(type, compared.map(value));
    await tx.change(
      `INSERT INTO import_rows (import_id, area_code, row_number, year, person_name, id_number_hash, id_number_masked, street, community, ordinal, stops, difference, changes,
                                problems, notes, sealed, facts, cells)
       SELECT $1, $2, * FROM unnest($3::int[], $4::int[], $5::text[], $6::bytea[], $7::text[], $8::text[], $9::text[], $10::int[], $11::bool[], $12::text[], $13::jsonb[],
                                    $14::jsonb[], $15::jsonb[], $16::bytea[], $17::jsonb[], $18::jsonb[])`,
      [
        importId, areaCode, key('int4', ({ rowNumber }) => rowNumber), key('int4', plausibleYear), key('text', ({ personName }) => personName),
        asBuffer(columns.idNumberHash), key('text', ({ idNumberMasked }) => idNumberMasked), key('text', ({ street }) => street),
        key('text', ({ community }) => community), key('int4', ({ ordinal }) => ordinal), of('bool', ({ stops }) => stops),
        of('text', ({ difference }) => difference), of('jsonb', ({ changes }) => JSON.stringify(changes)), of('jsonb', ({ problems }) => JSON.stringify(problems)),
        // The driver copies all that is written when it needs more room: the largest come last.
        asBuffer(columns.notes), asBuffer(columns.sealed), asBuffer(columns.facts), asBuffer(columns.cells),
      ],
    );
  } // prettier-ignore

  async removeAll(tx: Tx, importId: string): Promise<void> {
    await tx.change('DELETE FROM import_rows WHERE import_id = $1', [importId]);
  }

  async list(tx: ReadTx, importId: string, asked: { filter: RowFilter; limit: number; after: string | null }): Promise<Page<ImportRow>> {
    const cursor = decodeCursor(asked.after, 1);
    const rows = await tx.sql<ImportRow>(
      `SELECT ${SHOWN} FROM import_rows WHERE import_id = $1 AND row_number > $2 AND ${WHERE[asked.filter]} ORDER BY row_number LIMIT $3`,
      [importId, cursor?.[0] ?? 0, asked.limit + 1],
    );
    return pageOf(rows, asked.limit, (row) => [row.rowNumber]);
  } // prettier-ignore

  /** @throws Problem not-found */
  async get(tx: ReadTx, importId: string, rowNumber: number): Promise<StagedRow> {
    const [row] = await tx.sql<StagedRow>(
      `SELECT ${SHOWN}, id_number_hash AS "idNumberHash", sealed FROM import_rows WHERE import_id = $1 AND row_number = $2`,
      [importId, rowNumber],
    );
    if (!row) throw notFound();
    return row;
  }

  /** The next rows that could be read: the last one's number, how many there are and of which years; null behind the last. */
  async next(tx: ReadTx, importId: string, after: number, limit: number): Promise<Stretch | null> {
    const [found] = await tx.sql<Omit<Stretch, 'after'> & { readonly last: number | null }>(
      `SELECT max(n) AS last, count(*)::int AS rows, coalesce(array_agg(DISTINCT y) FILTER (WHERE y IS NOT NULL), '{}') AS years
         FROM (SELECT i.row_number AS n, i.year AS y FROM import_rows i WHERE import_id = $1 AND row_number > $2 AND NOT stops ORDER BY row_number LIMIT $3) x`,
      [importId, after, limit],
    );
    return found!.last === null ? null : { ...found!, after };
  }

  /** The rows of a stretch that can become records. */
  async readable(tx: ReadTx, importId: string, { after, last }: Stretch): Promise<RowKey[]> {
    return tx.sql<RowKey>(
      `SELECT ${KEY} FROM import_rows i WHERE import_id = $1 AND row_number > $2 AND row_number <= $3 AND ${READABLE} ORDER BY row_number`,
      [importId, after, last],
    );
  }

  /** The next rows that can become records, with all that was read in them. */
  async staged(tx: ReadTx, importId: string, after: number, limit: number): Promise<StagedRow[]> {
    return tx.sql<StagedRow>(
      `SELECT ${SHOWN}, id_number_hash AS "idNumberHash", sealed FROM import_rows WHERE (import_id, row_number) IN
         (SELECT i.import_id, i.row_number FROM import_rows i WHERE i.import_id = $1 AND i.row_number > $2 AND ${READABLE} ORDER BY i.row_number LIMIT $3) ORDER BY row_number`,
      [importId, after, limit],
    );
  }

  /** The different places that the rows name. */
  async places(tx: ReadTx, importId: string): Promise<{ street: string; community: string }[]> {
    return tx.sql('SELECT DISTINCT street, community FROM import_rows WHERE import_id = $1 AND NOT stops', [importId]);
  } // prettier-ignore

  /** What some rows say, by their numbers. */
  async factsOf(
    tx: ReadTx,
    importId: string,
    rowNumbers: readonly number[],
  ): Promise<Map<number, FoundFacts>> {
    if (rowNumbers.length === 0) return new Map();
    const rows = await tx.sql<{ rowNumber: number; facts: FoundFacts }>(
      `SELECT row_number AS "rowNumber", facts FROM import_rows WHERE import_id = $1 AND row_number = ANY ($2)`,
      [importId, rowNumbers],
    );
    return new Map(rows.map(({ rowNumber, facts }) => [rowNumber, facts]));
  }

  async correct(tx: Tx, importId: string, row: StagedRow): Promise<void> {
    await tx.change(
      `UPDATE import_rows SET year = $3, person_name = $4, id_number_hash = $5, id_number_masked = $6, street = $7, community = $8, sealed = $9,
              facts = $10, notes = $11, problems = $12, stops = $13, difference = $14, changes = $15, corrections = $16 WHERE import_id = $1 AND row_number = $2`,
      [importId, row.rowNumber, plausibleYear(row), row.personName, row.idNumberHash, row.idNumberMasked, row.street, row.community, row.sealed, JSON.stringify(row.facts),
       JSON.stringify(row.notes), JSON.stringify(row.problems), row.stops, row.difference, JSON.stringify(row.changes), JSON.stringify(row.corrections)],
    );
  } // prettier-ignore

  /** How many rows of the same person stand in the file before this one. */
  async before(tx: ReadTx, importId: string, row: Pick<StagedRow, 'rowNumber' | 'year' | 'personName' | 'community' | 'idNumberHash'>): Promise<number> {
    const [found] = await tx.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM import_rows WHERE import_id = $1 AND row_number <> $2 AND year = $3 AND NOT stops
          AND CASE WHEN $4::bytea IS NULL THEN id_number_hash IS NULL AND person_name = $5 AND community = $6 ELSE id_number_hash = $4 END`,
      [importId, row.rowNumber, row.year, row.idNumberHash, row.personName, row.community],
    );
    return found!.count;
  } // prettier-ignore

  async counts(tx: ReadTx, importId: string): Promise<RowCounts> {
    const [counts] = await tx.sql<RowCounts>(
      `SELECT count(*)::int AS rows, count(*) FILTER (WHERE stops)::int AS stopped, count(*) FILTER (WHERE problems <> '[]')::int AS "withProblems",
              count(*) FILTER (WHERE difference = 'new')::int AS fresh, count(*) FILTER (WHERE difference = 'added')::int AS added,
              count(*) FILTER (WHERE difference = 'changed')::int AS changed, count(*) FILTER (WHERE difference = 'same')::int AS same
         FROM import_rows WHERE import_id = $1`,
      [importId],
    );
    return counts!;
  }
}

/** A year that no district's ledger can be of is not kept beside the row; its cell is. */
function plausibleYear({ year }: Pick<StagedRow, 'year'>): number | null {
  return year !== null && year >= 2000 && year <= 2100 ? year : null;
}
