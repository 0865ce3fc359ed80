import { Choice, Flag, Id, Items, Text, Whole } from '../platform/http/fields';
import { PageQuery } from '../platform/http/paging';
import { PHOTO_STAGES, PhotoStage } from '../plans/catalogue/catalogue-item';
import { ImportKind } from './import.repository';
import { ROW_FILTERS, RowFilter } from './import-rows.repository';
import { LEDGER_FIELDS, LedgerField, LEDGERS } from './ledger-fields';
import { PHOTO_FILTERS } from './photos/import-photos.repository';

export const IMPORT_KINDS: readonly ImportKind[] = [...LEDGERS, 'photos'];
export const FIELDS = Object.keys(LEDGER_FIELDS) as LedgerField[];

export class StartImportDto {
  @Choice(IMPORT_KINDS, { description: 'Which ledger the file is, or photos' }) ledger!: ImportKind;
  @Text({ max: 6, pattern: /^\d{6}$/, patternKey: 'areaCode', optional: true, description: 'The district; needed by who looks after several' })
  areaCode!: string | null; // prettier-ignore
  @Whole({ min: 2000, max: 2100, optional: true, description: 'Year of rows or photos that name none' })
  year!: number | null;
}

export class ColumnDto {
  @Whole({ min: 0, max: 999, description: 'From 0: column A is 0' }) index!: number;
  @Choice(FIELDS, {
    optional: true,
    description: 'What it is taken for; empty for a column that is only kept',
  })
  field!: LedgerField | null;
}

export class SettleMappingDto {
  @Text({ max: 200, description: 'The sheet' }) sheet!: string;
  @Whole({ min: 1, max: 100, description: 'The first row of the header' }) headerRow!: number;
  @Flag({ description: 'The header has two rows' }) twoRows!: boolean;
  @Whole({ min: 2000, max: 2100, optional: true, description: 'Year of rows that name none' }) year!:
    number | null;
  @Items(() => ColumnDto, { max: 1000, description: 'Columns taken for something else than proposed' })
  columns!: ColumnDto[];
}

export class RowsQuery extends PageQuery {
  @Choice(ROW_FILTERS, { optional: true }) filter!: RowFilter | null;
}

export class PhotosQuery extends PageQuery {
  @Choice(PHOTO_FILTERS, { optional: true }) filter!: (typeof PHOTO_FILTERS)[number] | null;
}

export class RowCorrectionDto {
  @Choice(FIELDS) field!: LedgerField;
  @Text({ min: 0, max: 2000, optional: true, description: 'As it should read in the file; empty takes the correction back' })
  text!: string | null; // prettier-ignore
}

export class CorrectRowDto {
  @Items(() => RowCorrectionDto, { min: 1, max: 100 }) corrections!: RowCorrectionDto[];
}

/** Needed only where the file says something else than an earlier one. */
export class ApplyImportDto {
  @Text({ max: 1000, optional: true, description: 'Why the corrected file is right' }) reason!: string | null;
  @Text({ max: 200, optional: true, description: 'The document that says so' }) document!: string | null;
}

export class CorrectFoundDto {
  @Choice(FIELDS) field!: LedgerField;
  @Text({ min: 0, max: 2000, optional: true, description: 'As it should read; empty for a blank cell' })
  text!: string | null;
  @Text({ max: 1000 }) reason!: string;
  @Text({ max: 200 }) document!: string;
}

export class AssignPhotoDto {
  @Id({ description: 'The record of the household' }) recordId!: string;
  @Text({ max: 100, optional: true, description: 'The item, as it is called' }) item!: string | null;
  @Choice(PHOTO_STAGES, { optional: true }) stage!: PhotoStage | null;
}

export class FoundRecordsQuery extends PageQuery {
  @Text({ max: 60, optional: true, description: 'Name or its beginning, or the community' }) search!:
    string | null;
  @Whole({ min: 2000, max: 2100, optional: true }) year!: number | null;
}
