import { maskCertificateNumber } from '../households/identity/certificate-number';
import { maskIdNumber } from '../households/identity/id-number';
import { NumberSeal } from '../households/identity/sealed-number';
import { toHalfWidth } from '../platform/numbers/half-width';
import { CalendarDate } from '../platform/time/calendar-date';
import { StagedRow } from './import-row';
import { Ledger, LEDGER_FIELDS, LedgerField } from './ledger-fields';
import { columnLetters } from './parsing/cell-address';
import { Column } from './parsing/headers';
import { parseRow, RawCell } from './parsing/parse-row';
import { withoutNumbers } from './parsing/without-numbers';
import { SheetRow } from './reading/table';

/** What stands for one row of a file while it is read or corrected. */
export interface RowSource {
  readonly number: number;
  /** By column from 0. */
  readonly cells: ReadonlyMap<number, RawCell>;
  readonly corrections: Readonly<Partial<Record<LedgerField, string>>>;
}

export interface StagingContext {
  readonly ledger: Ledger;
  readonly columns: readonly Column[];
  readonly year: number | null;
  readonly today: CalendarDate;
  readonly seal: NumberSeal;
}

/** What is kept sealed of a row: numbers of people, by the column's letters or, where somebody typed them, by the field. */
export type SealedPart = { readonly [place: string]: string };

const NUMBERS = ['idNumber', 'certificateNumber', 'phone'] as const;
const MOST_CELL = 4000;

/** A row before it is counted and compared. */
export type NewRow = Omit<StagedRow, 'ordinal' | 'difference' | 'changes'>;

/** Takes one row in: parsed, its raw cells beside it, numbers sealed. */
export function stageRow(row: RowSource, context: StagingContext): NewRow {
  const parsed = parseRow({ ...context, cells: row.cells, corrections: row.corrections });
  const { shown, sealed } = splitCells(row, context.columns);
  const corrections: Partial<Record<LedgerField, string>> = {};
  for (const [field, text] of Object.entries(row.corrections) as [LedgerField, string][]) {
    corrections[field] = masked(field, text);
    if (isNumber(field) || corrections[field] !== text) sealed[`=${field}`] = text;
  }
  const { idNumber, facts } = parsed;
  return {
    rowNumber: row.number,
    year: parsed.year,
    personName: parsed.name,
    idNumberHash: idNumber === null ? null : context.seal.hash(idNumber),
    idNumberMasked: idNumber === null ? null : maskIdNumber(idNumber),
    street: typeof facts.street === 'string' ? facts.street : '',
    community: typeof facts.community === 'string' ? facts.community : '',
    cells: shown,
    sealed: Object.keys(sealed).length === 0 ? null : context.seal.encrypt(JSON.stringify(sealed)),
    corrections,
    facts,
    notes: parsed.notes,
    problems: parsed.problems,
    stops: parsed.problems.some(({ stops }) => stops),
  };
} // prettier-ignore

/** The row as it was read, from what was kept of it. */
export function unstageRow(row: Pick<StagedRow, 'rowNumber' | 'cells' | 'corrections' | 'sealed' | 'problems'>, columnsOf: (letters: string) => number, seal: NumberSeal): RowSource {
  const sealed = row.sealed ? (JSON.parse(seal.open(row.sealed)) as SealedPart) : {};
  const cells = new Map<number, RawCell>();
  for (const [letters, text] of Object.entries(row.cells)) {
    const fault = row.problems.find(({ column, fault }) => column === columnsOf(letters) && (fault === 'formulaWithoutValue' || fault === 'errorValue'))?.fault;
    const isNumber = row.problems.some(({ column, fault }) => column === columnsOf(letters) && fault === 'digitsLost');
    cells.set(columnsOf(letters), { text: sealed[letters] ?? text, isNumber, fault: fault as RawCell['fault'] });
  }
  const corrections = Object.fromEntries(Object.entries(row.corrections).map(([field, text]) => [field, sealed[`=${field}`] ?? text]));
  return { number: row.rowNumber, cells, corrections };
} // prettier-ignore

/** PostgreSQL and JSON hold neither a NUL nor half a character. */
export function storable(text: string): string {
  return text.replace(/\0/g, '').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd').slice(0, MOST_CELL); // prettier-ignore
}

/** The cells of a sheet's row as they can be kept. */
export function cellsOf(row: SheetRow): Map<number, RawCell> {
  for (const [index, cell] of row.cells)
    if (/[\0\ud800-\udfff]/.test(cell.text) || cell.text.length > MOST_CELL) row.cells.set(index, { ...cell, text: storable(cell.text) }); // prettier-ignore
  return row.cells;
}

export function isNumber(field: LedgerField | null): field is (typeof NUMBERS)[number] {
  return field !== null && (NUMBERS as readonly string[]).includes(LEDGER_FIELDS[field].type);
}

function splitCells(row: RowSource, columns: readonly Column[]): { shown: Record<string, string>; sealed: Record<string, string> } {
  const shown: Record<string, string> = {};
  const sealed: Record<string, string> = {};
  for (const [index, { text }] of row.cells) {
    const letters = columnLetters(index);
    const field = columns[index]?.field ?? null;
    shown[letters] = masked(field, text);
    if (isNumber(field) || shown[letters] !== text) sealed[letters] = text;
  }
  return { shown, sealed };
} // prettier-ignore

/** A cell as it may be shown: numbers of people masked, in columns of their own and inside other texts. */
export function masked(field: LedgerField | null, text: string): string {
  if (!isNumber(field)) return withoutNumbers(text);
  const bare = toHalfWidth(text).replace(/[\s-]/g, '');
  // What the number says of category and grade is what is disputed, and both are columns of the same row anyway.
  if (field === 'certificateNumber' && bare.length >= 20)
    return maskCertificateNumber(bare).slice(0, 18) + bare.slice(18);
  if (field === 'certificateNumber' || bare.length === 20) return maskCertificateNumber(bare);
  if (bare.length >= 18 && /^[\dXx]+$/.test(bare)) return maskIdNumber(bare);
  return text.replace(/[\dXx](?=[\s-]?[\dXx]{0,20})/g, (sign, at: number) => (at < 3 || at >= text.length - 2 ? sign : '*')); // prettier-ignore
}
