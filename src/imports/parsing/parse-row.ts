import { parseCertificateNumber } from '../../households/identity/certificate-number';
import { parseIdNumber } from '../../households/identity/id-number';
import { toHalfWidth } from '../../platform/numbers/half-width';
import { CalendarDate } from '../../platform/time/calendar-date';
import { SignerRole } from '../../rules/dossier';
import { FoundDate, FoundFacts, FoundValue } from '../found-record';
import { Ledger, LEDGER_FIELDS, LedgerField } from '../ledger-fields';
import { parseFoundPeriod } from './found-period';
import { Column } from './headers';
import { parseFoundDate } from './found-date';
import { CellFault, parseCell } from './parse-cell';
import { readYesNo } from './words';

/** A cell as the reader of a file hands it on. */
export interface RawCell {
  readonly text: string;
  /** Nothing that can be read: a formula without its value, an error value. */
  readonly fault?: 'formulaWithoutValue' | 'errorValue';
  /** A number in the file; of eighteen digits the last three are lost then. */
  readonly isNumber?: boolean;
}

/** Why a row as a whole can't become a record. */
export type RowFault = 'nameMissing' | 'yearMissing' | 'ambiguousPerson' | 'yearTwice';

export interface RowProblem {
  readonly fault: CellFault | RowFault | 'digitsLost' | 'differs' | `number.${string}`;
  /** The field that it is about. */
  readonly field: LedgerField | null;
  /** From 0; null for what is about the row. */
  readonly column: number | null;
  /** Whether it keeps the row from becoming a record. */
  readonly stops: boolean;
}

export interface ParsedRow {
  readonly year: number | null;
  readonly name: string;
  /** The ID number as it identifies somebody, right or wrong; null where there is none. */
  readonly idNumber: string | null;
  readonly facts: FoundFacts;
  /** Remarks that stood behind a value, by field. */
  readonly notes: Readonly<Partial<Record<LedgerField, string>>>;
  readonly problems: readonly RowProblem[];
}

export interface RowInput {
  readonly ledger: Ledger;
  readonly columns: readonly Column[];
  /** By the column's index; a missing one is blank. */
  readonly cells: ReadonlyMap<number, RawCell>;
  /** What somebody typed in place of a cell. */
  readonly corrections: Readonly<Partial<Record<LedgerField, string>>>;
  /** Of the file, for rows that name none. */
  readonly year: number | null;
  readonly today: CalendarDate;
}

interface Draft {
  facts: Partial<Record<LedgerField, FoundValue | null>>;
  notes: Partial<Record<LedgerField, string>>;
  problems: RowProblem[];
}

/** Fewer signs than this are no number that could tell two people apart: 无, 待补. */
const FEWEST_SIGNS = 15;

/** Makes a row of cells into facts, with everything that could not be read. */
export function parseRow(input: RowInput): ParsedRow {
  const draft: Draft = { facts: {}, notes: {}, problems: [] };
  const year = yearOfRow(input, draft);
  const signers = new Map<LedgerField, SignerRole[]>();
  for (const column of input.columns) {
    const { field, role } = column;
    if (field === null || field === 'year') continue;
    if (role !== null && !(field in input.corrections)) takeSigner(input, column, signers, draft);
    else if (role === null) take(input, column, field, year, draft);
  }
  for (const [field, roles] of signers) draft.facts[field] = roles;
  takeAskedSigners(input, draft);
  if (year !== null) overNewYear(input, year, draft);
  for (const field of Object.keys(input.corrections) as LedgerField[])
    if (!input.columns.some((column) => column.field === field && column.role === null) && field !== 'year')
      take(input, { index: -1, header: '', field, role: null, unitYuan: 1 }, field, year, draft);
  const idNumber = checkNumbers(input, draft);
  const name = typeof draft.facts.name === 'string' ? draft.facts.name : '';
  checkRow(input, year, name, draft);
  return { year, name, idNumber, ...draft };
}

function textOf(input: RowInput, field: LedgerField, index: number): string {
  return input.corrections[field] ?? input.cells.get(index)?.text ?? '';
}

function yearOfRow(input: RowInput, draft: Draft): number | null {
  const column = input.columns.find(({ field }) => field === 'year');
  const text = textOf(input, 'year', column?.index ?? -1);
  const { value, fault } = parseCell('year', text, { year: null, today: input.today, unitYuan: 1 });
  if (fault) draft.problems.push({ fault, field: 'year', column: column?.index ?? null, stops: true });
  const year = typeof value === 'number' ? value : fault ? null : input.year;
  if (column || year !== null) draft.facts.year = year;
  return year;
}

function take(input: RowInput, column: Column, field: LedgerField, year: number | null, draft: Draft): void {
  const cell = input.cells.get(column.index);
  const isCorrected = field in input.corrections;
  const problem = (fault: RowProblem['fault']): void =>
    void draft.problems.push({ fault, field, column: column.index < 0 ? null : column.index, stops: false });
  if (cell?.fault && !isCorrected) return problem(cell.fault);
  if (field === 'noticeFrom' && takePeriod(input, column, year, draft)) return;
  const { type } = LEDGER_FIELDS[field];
  const context = { year, today: input.today, unitYuan: column.unitYuan };
  const { value, note, fault } = parseCell(type, textOf(input, field, column.index), context);
  if (fault) problem(fault);
  if (note) draft.notes[field] = note;
  if (value !== undefined) draft.facts[field] = value;
}

/** 公示起止 holds both dates; a blank one leaves both blank. Not where the end has a column of its own. */
function takePeriod(input: RowInput, column: Column, year: number | null, { facts, notes }: Draft): boolean {
  if (input.columns.some(({ field }) => field === 'noticeUntil')) return false;
  const text = textOf(input, 'noticeFrom', column.index);
  const period = parseFoundPeriod(text, year);
  if (period) [facts.noticeFrom, facts.noticeUntil] = [period.from, period.until];
  else if (text.trim() === '' && column.header.includes('起止')) facts.noticeFrom = facts.noticeUntil = null;
  else return false;
  if (period?.note) notes.noticeFrom = period.note;
  return true;
}

/** Steps that follow each other, of which a later one can lie beyond new year. */
const STEPS = [
  'appliedOn', 'communityOpinionOn', 'streetOpinionOn', 'districtOpinionOn', 'surveyedOn', 'measuredOn', 'consultedOn', 'planAgreedOn',
  'awardedOn', 'contractSignedOn', 'startedOn', 'completedOn', 'acceptedOn', 'signedOn',
] as const satisfies readonly LedgerField[]; // prettier-ignore
const monthOf = ({ from }: FoundDate): number => Number(from.slice(5, 7));

/** 12月20日 and then 1月10日, both without a year: the second is of the year after the row's. */
function overNewYear(input: RowInput, year: number, { facts }: Draft): void {
  let last: FoundDate | null = null;
  for (const field of STEPS) {
    let date = facts[field] as FoundDate | null | undefined;
    if (date === null || date === undefined) continue;
    const wraps = last !== null && date.from < last.from && monthOf(last) - monthOf(date) >= 6;
    const column = input.columns.find((one) => one.field === field && one.role === null);
    const text = wraps ? textOf(input, field, column?.index ?? -1) : '';
    if (wraps && !parseFoundDate(text, null).ok) {
      const next = parseFoundDate(text, year + 1);
      if (next.ok) facts[field] = date = next.value.date;
    }
    last = date;
  }
}

/** Of a signer without a column of its own, such a ledger says nothing; one column with a list tells of all. */
function takeAskedSigners({ columns, corrections }: RowInput, { facts }: Draft): void {
  const asked = columns.flatMap(({ field, role }) => (field === 'signers' && role !== null ? [role] : []));
  if (asked.length > 0 && !('signers' in corrections)) facts.askedSigners = [...new Set(asked)].sort();
}

/** A ticked column is a signer; a blank or crossed one is none. */
function takeSigner(input: RowInput, column: Column, signers: Map<LedgerField, SignerRole[]>, draft: Draft): void {
  const field = column.field!;
  const roles = signers.get(field) ?? [];
  signers.set(field, roles);
  const cell = input.cells.get(column.index);
  if (cell?.fault) return void draft.problems.push({ fault: cell.fault, field, column: column.index, stops: false });
  const text = (cell?.text ?? '').trim();
  // A name or a date in the column of a signer is the signature itself.
  if (text !== '' && readYesNo(text) !== false && !/^[-—/]+$/.test(text)) roles.push(column.role!);
} // prettier-ignore

/** Numbers are looked at together: the certificate's must be the person's, and agree with category and grade. */
function checkNumbers(input: RowInput, { facts, problems }: Draft): string | null {
  const indexOf = (field: LedgerField): number => input.columns.find((column) => column.field === field)?.index ?? -1; // prettier-ignore
  const note = (field: LedgerField, fault: RowProblem['fault']): void => {
    const index = indexOf(field);
    problems.push({ fault, field, column: index < 0 ? null : index, stops: false });
  };
  const idText = textOf(input, 'idNumber', indexOf('idNumber'));
  const bare = toHalfWidth(idText).replace(/[\s-]/g, '').toUpperCase();
  const person = parseIdNumber(idText, input.today);
  if (typeof facts.idNumber === 'string' && !person.ok) {
    const isLost = input.cells.get(indexOf('idNumber'))?.isNumber && bare.length >= 17;
    if (isLost) facts.idNumber = 'digitsLost';
    note('idNumber', isLost ? 'digitsLost' : `number.${person.reason}`);
  }
  if (typeof facts.certificateNumber === 'string') {
    const fields = {
      idNumber: person.ok ? person.value.number : undefined,
      category: typeof facts.category === 'number' ? facts.category : undefined,
      grade: typeof facts.grade === 'number' ? facts.grade : undefined,
    };
    const text = textOf(input, 'certificateNumber', indexOf('certificateNumber'));
    const certificate = parseCertificateNumber(text, input.today, fields);
    facts.certificateNumber = certificate.ok ? 'valid' : certificate.reason;
    if (!certificate.ok) note('certificateNumber', `number.${certificate.reason}`);
    // The number tells both where the ledger has no cell for them.
    else {
      facts.category ??= certificate.value.category;
      facts.grade ??= certificate.value.grade;
    }
  }
  return bare.length >= FEWEST_SIGNS && facts.idNumber !== 'digitsLost' ? bare : null;
}

function checkRow(input: RowInput, year: number | null, name: string, { problems }: Draft): void {
  const stop = (fault: RowFault, field: LedgerField): void => {
    const column = input.columns.find((one) => one.field === field)?.index ?? null;
    if (!problems.some((problem) => problem.field === field && problem.stops))
      problems.push({ fault, field, column, stops: true });
  };
  if (year === null) stop('yearMissing', 'year');
  if (name === '' && input.ledger !== 'programmes') stop('nameMissing', 'name');
}
