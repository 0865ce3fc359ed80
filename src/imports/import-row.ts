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
  /** Whether it is a record; told of rows that are shown. */
  readonly isApplied?: boolean;
}

export interface StagedRow extends ImportRow {
  readonly idNumberHash: Buffer | null;
  readonly sealed: Buffer | null;
}

/** What comparing says of a row. */
export type ComparedRow = Pick<StagedRow, 'problems' | 'stops' | 'difference' | 'changes'>;

/** What matching needs of a row, without its cells. */
export type RowKey = Pick<StagedRow, 'rowNumber' | 'year' | 'personName' | 'idNumberHash' | 'idNumberMasked' | 'street' | 'community' | 'ordinal'>; // prettier-ignore

/** What is compared of a row with what is known, and what comes of it. */
export type Comparable = RowKey & Pick<StagedRow, 'stops' | 'problems' | 'facts' | 'difference' | 'changes'>;
