import { BinaryArray, elementsOf } from '../../platform/database/binary-array';
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
  readonly columns: { readonly [Column in PackedColumn]: Uint8Array };
}

type PackedColumn = 'idNumberHash' | 'cells' | 'sealed' | 'facts' | 'notes';

/** Packs each row as it comes, so that none is held until its batch is full. */
export class BatchPacker {
  private readonly keys: StagedKey[] = [];
  private readonly idNumberHash = new BinaryArray('bytea');
  private readonly cells = new BinaryArray('jsonb');
  private readonly sealed = new BinaryArray('bytea');
  private readonly facts = new BinaryArray('jsonb');
  private readonly notes = new BinaryArray('jsonb');

  get rows(): number {
    return this.keys.length;
  }

  add(key: StagedKey, row: NewRow): void {
    this.keys.push(key);
    this.idNumberHash.push(row.idNumberHash);
    this.cells.push(JSON.stringify(row.cells));
    this.sealed.push(row.sealed);
    this.facts.push(JSON.stringify(row.facts));
    this.notes.push(JSON.stringify(row.notes));
  }

  batch(): StagedBatch {
    const { keys, idNumberHash, cells, sealed, facts, notes } = this;
    return {
      keys,
      columns: {
        idNumberHash: idNumberHash.bytes(),
        cells: cells.bytes(),
        sealed: sealed.bytes(),
        facts: facts.bytes(),
        notes: notes.bytes(),
      },
    };
  }
}

/** The rows of a batch as they are compared with what is known; unpacked only where somebody is. */
export function comparable({ keys, columns }: StagedBatch): Comparable[] {
  const hashes = elementsOf(asBuffer(columns.idNumberHash));
  const facts = elementsOf(asBuffer(columns.facts));
  // Before the text of a value stands the version of its form.
  return keys.map((key, index) => ({ ...key, idNumberHash: hashes[index]!, facts: JSON.parse(facts[index]!.toString('utf8', 1)) as FoundFacts, difference: null, changes: {} }));
} // prettier-ignore

/** What came from another thread is no buffer any more. */
export const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength); // prettier-ignore
