import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound } from '../platform/problems/problem';
import { FoundFacts, FoundValue } from './found-record';
import { LedgerField } from './ledger-fields';
import { RowProblem } from './parsing/parse-row';

export const DIFFERENCES = ['new', 'added', 'changed', 'same'] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** What an earlier file of the same ledger said, and what this one says. */
export type Changes = Readonly<Partial<Record<LedgerField, { readonly before: FoundValue | null; readonly after: FoundValue | null }>>>; // prettier-ignore

/** One row of a file beside what was read in it. */
export interface ImportRow {
  readonly rowNumber: number;
  readonly year: number | null;
  readonly personName: string;
  readonly idNumberMasked: string | null;
  readonly street: string;
  readonly community: string;
  /** The how many'th row of the same person in this file. */
  readonly ordinal: number;
  /** As found, by the column's letters; numbers of people are masked here and whole only in the sealed part. */
  readonly cells: Readonly<Record<string, string>>;
  /** What somebody typed in place of a cell. */
  readonly corrections: Readonly<Partial<Record<LedgerField, string>>>;
  readonly facts: FoundFacts;
  readonly notes: Readonly<Partial<Record<LedgerField, string>>>;
  readonly problems: readonly RowProblem[];
  readonly stops: boolean;
  readonly difference: Difference | null;
  readonly changes: Changes;
}

export interface StagedRow extends ImportRow {
  readonly idNumberHash: Buffer | null;
  readonly sealed: Buffer | null;
}

/** What matching needs of a row, without its cells. */
export type RowKey = Pick<StagedRow, 'rowNumber' | 'year' | 'personName' | 'idNumberHash' | 'idNumberMasked' | 'street' | 'community' | 'ordinal'>; // prettier-ignore

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
  notes, problems, stops, difference, changes`;
const KEY = `row_number AS "rowNumber", year, person_name AS "personName", id_number_hash AS "idNumberHash", id_number_masked AS "idNumberMasked", street, community, ordinal`;

const WHERE: Readonly<Record<RowFilter, string>> = {
  all: 'true', problems: `problems <> '[]'`, stopped: 'stops', new: `difference = 'new'`, added: `difference = 'added'`, changed: `difference = 'changed'`,
  same: `difference = 'same'`,
}; // prettier-ignore

/** The rows of files, as they were found and read. */
@Injectable()
export class ImportRowsRepository {
  /** One statement for a whole batch: as JSON it is read faster than as arrays. */
  async insert(tx: Tx, importId: string, areaCode: string, rows: readonly StagedRow[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.change(
      `INSERT INTO import_rows (import_id, row_number, area_code, year, person_name, id_number_hash, id_number_masked, street, community, ordinal, cells, sealed, facts,
                                notes, problems, stops, difference, changes)
       SELECT $1, n, $2, y, p, decode(h, 'hex'), m, s, c, o, cells, decode(sealed, 'base64'), facts, notes, problems, stops, d, changes
         FROM jsonb_to_recordset($3::jsonb) AS x (n int, y smallint, p text, h text, m text, s text, c text, o int, cells jsonb, sealed text, facts jsonb, notes jsonb,
              problems jsonb, stops boolean, d text, changes jsonb)`,
      [importId, areaCode, JSON.stringify(rows.map(recordOf))],
    );
  }

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

  /** The rows that can become records, behind one of them. */
  async readable(tx: ReadTx, importId: string, after: number, limit: number): Promise<RowKey[]> {
    // Correlated on purpose: fresh tables have no statistics, and as a join it would read all of them for each batch.
    return tx.sql<RowKey>(
      `SELECT ${KEY} FROM import_rows i WHERE import_id = $1 AND row_number > $2 AND NOT stops
          AND (SELECT s.row_number FROM found_sources s WHERE s.import_id = i.import_id AND s.row_number = i.row_number LIMIT 1) IS NULL
        ORDER BY row_number LIMIT $3`,
      [importId, after, limit],
    );
  }

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
    const one = recordOf(row);
    await tx.change(
      `UPDATE import_rows SET year = $3, person_name = $4, id_number_hash = decode($5, 'hex'), id_number_masked = $6, street = $7, community = $8, sealed = $9,
              facts = $10, notes = $11, problems = $12, stops = $13, difference = $14, changes = $15, corrections = $16 WHERE import_id = $1 AND row_number = $2`,
      [importId, one.n, one.y, one.p, one.h, one.m, one.s, one.c, row.sealed, JSON.stringify(one.facts), JSON.stringify(one.notes), JSON.stringify(one.problems),
       one.stops, one.d, JSON.stringify(one.changes), JSON.stringify(row.corrections)], // prettier-ignore
    );
  }

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

function recordOf(row: StagedRow) {
  return {
    n: row.rowNumber,
    y: row.year !== null && row.year >= 2000 && row.year <= 2100 ? row.year : null,
    p: row.personName,
    h: row.idNumberHash?.toString('hex') ?? null,
    m: row.idNumberMasked,
    s: row.street,
    c: row.community,
    o: row.ordinal,
    cells: row.cells,
    sealed: row.sealed?.toString('base64') ?? null,
    facts: row.facts,
    notes: row.notes,
    problems: row.problems,
    stops: row.stops,
    d: row.difference,
    changes: row.changes,
  };
}
