import { Text, Whole } from './fields';

/** Keyset paging: `after` is what the answer before gave as `next`. */
export class PageQuery {
  @Whole({ min: 1, max: 200, optional: true, description: 'Rows a page; 50 when left out' }) limit!:
    number | null;
  @Text({ max: 400, optional: true, description: 'Continue behind this row: `next` of the page before' })
  after!: string | null;
}

export interface Page<Row> {
  readonly items: Row[];
  /** Pass as `after` for the rows that follow; null on the last page. */
  readonly next: string | null;
}

/** The position in a list as an opaque text. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @returns null when the text is not a cursor of `length` values: the list then begins at its start */
export function decodeCursor(
  text: string | null | undefined,
  length: number,
): (string | number | null)[] | null {
  if (!text) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(values) && values.length === length ? (values as (string | number | null)[]) : null;
  } catch {
    return null;
  }
}

/** Cuts a result that was asked for with one row more than the page holds. */
export function pageOf<Row>(
  rows: Row[],
  limit: number,
  cursor: (last: Row) => readonly (string | number | null)[],
): Page<Row> {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? encodeCursor(cursor(items[items.length - 1]!)) : null };
}
