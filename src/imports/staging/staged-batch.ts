import { binaryArray, elementsOf } from '../../platform/database/binary-array';
import { FoundFacts } from '../found-record';
import { Comparable, StagedRow } from '../import-row';
import { NewRow } from '../stage-row';

/** What matching and comparing look at first. */
export type StagedKey = Pick<
  StagedRow,
  | 'rowNumber'
  | 'year'
  | 'personName'
  | 'idNumberMasked'
  | 'street'
  | 'community'
  | 'ordinal'
  | 'problems'
  | 'stops'
>;

/**
 * Rows that wait to be written. What they hold is packed as the database takes it, column by column: it can go from
 * thread to thread without a copy, and thousands of rows are no thousands of small values.
 */
export interface StagedBatch {
  readonly keys: readonly StagedKey[];
  /** Binary arrays of PostgreSQL. */
  readonly columns: { readonly idNumberHash: Uint8Array; readonly cells: Uint8Array; readonly sealed: Uint8Array; readonly facts: Uint8Array; readonly notes: Uint8Array };
} // prettier-ignore

export function packed(keys: readonly StagedKey[], rows: readonly NewRow[]): StagedBatch {
  return {
    keys,
    columns: {
      idNumberHash: binaryArray('bytea', rows.map(({ idNumberHash }) => idNumberHash)),
      cells: binaryArray('jsonb', rows.map(({ cells }) => JSON.stringify(cells))),
      sealed: binaryArray('bytea', rows.map(({ sealed }) => sealed)),
      facts: binaryArray('jsonb', rows.map(({ facts }) => JSON.stringify(facts))),
      notes: binaryArray('jsonb', rows.map(({ notes }) => JSON.stringify(notes))),
    },
  };
} // prettier-ignore

/** The rows of a batch as they are compared with what is known; unpacked only where somebody is. */
export function comparable({ keys, columns }: StagedBatch): Comparable[] {
  const hashes = elementsOf(asBuffer(columns.idNumberHash));
  const facts = elementsOf(asBuffer(columns.facts));
  // Before the text of a value stands the version of its form.
  return keys.map((key, index) => ({ ...key, idNumberHash: hashes[index]!, facts: JSON.parse(facts[index]!.toString('utf8', 1)) as FoundFacts, difference: null, changes: {} }));
} // prettier-ignore

/** What came from another thread is no buffer any more. */
export const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength); // prettier-ignore
