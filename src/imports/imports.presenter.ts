import { ApiProperty } from '@nestjs/swagger';
import { Translate } from '../platform/i18n/translator';
import { Language } from '../platform/i18n/texts';
import { FoundFacts, FoundValue } from './found-record';
import { FoundRecordSheet } from './found-record-reader';
import { Import, IMPORT_STATES, ImportKind, ImportState } from './import.repository';
import { ImportOverview } from './import-reader';
import { DIFFERENCES, Difference, ImportRow } from './import-row';
import { FIELDS, IMPORT_KINDS } from './imports.dto';
import { LedgerField } from './ledger-fields';
import { cellAddress, columnIndex, columnLetters } from './parsing/cell-address';
import { Column } from './parsing/headers';
import { RowProblem } from './parsing/parse-row';
import { faultInWords, fieldLabel, valueInWords, whoInWords } from './value-words';

export class ImportView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: '410404' }) areaCode!: string;
  @ApiProperty({ enum: IMPORT_KINDS }) ledger!: ImportKind;
  @ApiProperty() fileName!: string;
  @ApiProperty({ description: 'In hexadecimal, of the file as it was sent' }) sha256!: string;
  @ApiProperty() bytes!: number;
  @ApiProperty({ enum: IMPORT_STATES }) state!: ImportState;
  @ApiProperty({ type: [String] }) sheets!: readonly string[];
  @ApiProperty() sheet!: string;
  @ApiProperty() headerRow!: number;
  @ApiProperty() headerRows!: number;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  columns!: readonly Column[];
  @ApiProperty({ type: Number, nullable: true }) year!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it could not be read' }) fault!:
    string | null;
  @ApiProperty({ description: 'Rows of the sheet; 0 where the file does not say' }) total!: number;
  @ApiProperty({ description: 'The last row dealt with' }) done!: number;
  @ApiProperty() reason!: string;
  @ApiProperty() document!: string;
  @ApiProperty() starterName!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) appliedAt!: Date | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: Date;
}

export class ImportDetail extends ImportView {
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'How many rows of each kind' }) rows!: object | null; // prettier-ignore
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'How many photos of each kind' }) photos!: object | null; // prettier-ignore
  @ApiProperty() applied!: number;
  @ApiProperty({ type: [String], description: 'Ids of records that this file no longer has' }) vanished!: string[]; // prettier-ignore
}

export class CellView {
  @ApiProperty({ example: '申请台账!F12' }) address!: string;
  @ApiProperty() header!: string;
  @ApiProperty({ type: String, nullable: true }) field!: LedgerField | null;
  @ApiProperty({ description: 'As found; numbers of people masked' }) raw!: string;
  @ApiProperty({ type: String, nullable: true, description: 'What was typed in its place' }) corrected!:
    string | null;
  @ApiProperty({ nullable: true, description: 'As read; left out where it could not be read' })
  value?: unknown;
}

export class RowProblemView {
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  @ApiProperty({ type: String, nullable: true }) field!: LedgerField | null;
  @ApiProperty() fault!: string;
  @ApiProperty({ description: 'Keeps the row from becoming a record' }) stops!: boolean;
}

export class RowView {
  @ApiProperty() rowNumber!: number;
  @ApiProperty({ type: Number, nullable: true }) year!: number | null;
  @ApiProperty() personName!: string;
  @ApiProperty({ type: String, nullable: true }) idNumberMasked!: string | null;
  @ApiProperty({ type: [CellView] }) cells!: CellView[];
  @ApiProperty({ type: 'object', additionalProperties: true }) notes!: object;
  @ApiProperty({ type: [RowProblemView] }) problems!: RowProblemView[];
  @ApiProperty() stops!: boolean;
  @ApiProperty({ enum: DIFFERENCES, nullable: true }) difference!: Difference | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) changes!: object;
}

export class FoundCorrectionView {
  @ApiProperty() field!: LedgerField;
  @ApiProperty({ nullable: true }) value!: unknown;
  @ApiProperty() raw!: string;
  @ApiProperty() reason!: string;
  @ApiProperty() document!: string;
  @ApiProperty() makerName!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: Date;
}

export class FoundRecordView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() areaCode!: string;
  @ApiProperty() year!: number;
  @ApiProperty() personName!: string;
  @ApiProperty({ type: String, nullable: true }) idNumberMasked!: string | null;
  @ApiProperty() street!: string;
  @ApiProperty() community!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) facts!: FoundFacts;
  @ApiProperty({ format: 'date-time' }) recordedAt!: Date;
}

export class FoundRecordDetail extends FoundRecordView {
  @ApiProperty({ type: [FoundCorrectionView] }) corrections!: FoundCorrectionView[];
}

export function presentImport({ storageKey: _, fault, ...found }: Import): ImportView {
  return { ...found, fault: fault?.fault ?? null };
}

export function presentOverview({ found, rows, photos, applied, vanished }: ImportOverview): ImportDetail {
  return { ...presentImport(found), rows, photos, applied, vanished: vanished.map(({ id }) => id) };
}

type Sheet = Pick<Import, 'sheet' | 'columns'>;

const addressOf = ({ sheet }: Sheet, { column }: RowProblem, row: number): string | null =>
  column === null ? null : cellAddress(sheet, column, row);

export function presentRow(found: Sheet, row: ImportRow): RowView {
  const { rowNumber, year, personName, idNumberMasked, notes, stops, difference, changes } = row;
  return {
    rowNumber, year, personName, idNumberMasked, notes, stops, difference, changes,
    cells: cellsOf(found, row),
    problems: row.problems.map((one) => ({ address: addressOf(found, one, rowNumber), field: one.field, fault: one.fault, stops: one.stops })),
  };
} // prettier-ignore

/** Every column that has a header or, in this row, a text. */
function cellsOf(found: Sheet, row: Pick<ImportRow, 'rowNumber' | 'cells' | 'corrections' | 'facts'>): CellView[] {
  const extra = Object.keys(row.cells).map(columnIndex).filter((index) => !found.columns[index]);
  const columns = [...found.columns, ...extra.map((index) => ({ index, header: '', field: null, role: null }))];
  return columns
    .filter(({ header, index }) => header !== '' || row.cells[columnLetters(index)] !== undefined)
    .map(({ index, header, field, role }) => ({
      address: cellAddress(found.sheet, index, row.rowNumber),
      header,
      field,
      raw: row.cells[columnLetters(index)] ?? '',
      corrected: (field && row.corrections[field]) ?? null,
      ...(field !== null && role === null && row.facts[field] !== undefined ? { value: row.facts[field] } : {}),
    }));
} // prettier-ignore

/** For the page: the same with everything in words. */
export function rowPage(found: Sheet, row: ImportRow, t: Translate, language: Language): object {
  const words = (field: LedgerField, value: FoundValue | null): string => valueInWords(field, value, t, language);
  const label = (field: LedgerField): string => fieldLabel(field, language);
  return {
    ...row,
    problems: row.problems.map((one) => ({ text: problemLine(found, one, row.rowNumber, t, language), stops: one.stops })),
    cells: cellsOf(found, row).map((cell) => ({
      ...cell,
      place: cell.address.split('!').at(-1),
      fieldName: cell.field && label(cell.field),
      words: cell.value === undefined ? null : words(cell.field!, cell.value as FoundValue | null),
      note: cell.field && (row.notes[cell.field] ?? null),
      problem: row.problems.filter(({ column }) => column !== null && cellAddress(found.sheet, column, row.rowNumber) === cell.address).map((one) => faultInWords(one, t)).join('；'),
    })),
    changes: Object.entries(row.changes).map(([field, { before, after }]) => ({
      field: label(field as LedgerField), before: words(field as LedgerField, before), after: words(field as LedgerField, after),
    })),
  };
} // prettier-ignore

export function problemLine(found: Sheet, problem: RowProblem, row: number, t: Translate, language: Language): string {
  const address = addressOf(found, problem, row);
  const fault = faultInWords(problem, t);
  if (address) return t('imports.fault.at', { address, fault });
  return problem.field ? t('imports.fault.inField', { field: fieldLabel(problem.field, language), fault }) : fault;
} // prettier-ignore

/** What an old record says, each field with where it stands in which file, and its corrections. */
export function foundRecordPage({ record, corrections, sources, photos }: FoundRecordSheet, t: Translate, language: Language): object {
  const words = (field: LedgerField, value: FoundValue | null): string => valueInWords(field, value, t, language);
  const newest = new Map(corrections.map((one) => [one.field, one] as const));
  const fields = FIELDS.filter((field) => field in record.facts || newest.has(field));
  const places = (field: LedgerField): object[] =>
    sources.flatMap((source) =>
      (source.columns as readonly Column[])
        .filter((column) => column.field === field && source.cells[columnLetters(column.index)] !== undefined)
        .map(({ index }) => ({ raw: source.cells[columnLetters(index)], address: cellAddress(source.sheet, index, source.rowNumber), importId: source.importId, rowNumber: source.rowNumber, fileName: source.fileName })),
    );
  // A cell that nobody could read is no blank one, unless a correction has put something in its place.
  const unread = sources.flatMap((source) =>
    source.problems
      .filter(({ field, column }) => field !== null && column !== null && record.facts[field] === undefined && !newest.has(field))
      .map((problem) => ({
        name: fieldLabel(problem.field!, language), fault: faultInWords(problem, t), raw: source.cells[columnLetters(problem.column!)] ?? '',
        address: cellAddress(source.sheet, problem.column!, source.rowNumber), importId: source.importId, rowNumber: source.rowNumber, fileName: source.fileName,
      })),
  );
  return {
    record,
    unread,
    photos: photos.map((photo) => ({ ...photo, stageName: photo.stage && t(`imports.stage.${photo.stage}`) })),
    sources: sources.map(({ importId, rowNumber, ledger, fileName }) => ({ importId, rowNumber, ledger, fileName })),
    fields: fields.map((field) => ({
      name: fieldLabel(field, language),
      words: record.facts[field] === undefined ? null : words(field, record.facts[field]),
      corrected: newest.has(field) ? words(field, newest.get(field)!.value) : null,
      places: places(field),
    })),
    corrections: corrections.map((one) => ({ ...one, makerName: whoInWords(one.makerName, t), name: fieldLabel(one.field, language), words: words(one.field, one.value) })),
  };
} // prettier-ignore
