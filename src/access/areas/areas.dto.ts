import { Text } from '../../platform/http/fields';

export const AREA_CODE = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/;

/** What an area and its office are called, in both languages, because papers are printed in both. */
export class AreaNamesDto {
  @Text({ max: 60 }) nameZh!: string;
  @Text({ max: 100 }) nameEn!: string;
  @Text({ max: 100, description: 'The office as it stands on papers' }) officeNameZh!: string;
  @Text({ max: 160 }) officeNameEn!: string;
  @Text({ max: 10, optional: true, description: 'Begins the numbers of the district’s papers, e.g. 石残' })
  documentPrefix!: string | null;
}

export class AddAreaDto extends AreaNamesDto {
  @Text({ min: 2, max: 12, pattern: AREA_CODE, patternKey: 'areaCode', description: 'Division code' })
  code!: string;
}
