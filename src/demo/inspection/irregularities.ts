import { RuleCode } from '../../rules/rule-code';

/** What the inspection found, each as it is planted into the ledgers of the fictional district. */
export interface Irregularity {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  /** Of whom it is planted: the households of a year, or the year as a whole. */
  readonly year: number;
  /** How many households; null for all of the year. */
  readonly households: number | null;
  /** The rule that names it, and those that it cannot but break too. */
  readonly rule: RuleCode;
  readonly besides?: readonly RuleCode[];
}

/** How many retrofits the ledgers of each year hold: 195 in 2019–2021, and what was written for 2022. */
export const RETROFITS: Readonly<Record<number, number>> = { 2019: 45, 2020: 100, 2021: 50, 2022: 5 };

/** Households that the district was allotted in each year. */
export const ALLOTTED: Readonly<Record<number, number>> = { 2019: 45, 2020: 100, 2021: 50, 2022: 60 };

/**
 * In the proportions of the inspection report (item 3 ①②③, item 4②, item 5, item 6②, item 7). What it tells of the
 * retrofits without a number has a small one here. Each household is planted with one irregularity at most, except
 * those of 2020, whose whole year has two.
 */
export const IRREGULARITIES: readonly Irregularity[] = [
  {
    key: 'noCommunityOpinion',
    zh: '2020 年 100 户申请表无社区审核意见',
    en: '2020: 100 applications without the community’s opinion',
    year: 2020, households: null, rule: 'F01', besides: ['C01'],
  },
  {
    key: 'contractAfterWorks',
    zh: '2020 年 5 月完工，9 月 7 日才签订合同',
    en: '2020: works finished in May, contract signed on 7 September',
    year: 2020, households: null, rule: 'C07',
  },
  { key: 'noPhotos', zh: '2020 年 100 户中 54 户没有照片', en: '2020: 54 of 100 files without photos', year: 2020, households: 54, rule: 'E01' },
  { key: 'photosOfAnotherYear', zh: '照片年份与改造年度不符', en: 'Photos of another year', year: 2021, households: 4, rule: 'E07', besides: ['C18'] },
  { key: 'photosOfAnotherItem', zh: '照片与改造项目不符', en: 'Photos of another item', year: 2019, households: 3, rule: 'E01' },
  { key: 'samePhotoTwice', zh: '同一张照片用于两户', en: 'The same photo for two households', year: 2021, households: 2, rule: 'E02' },
  { key: 'sealsMissing', zh: '验收报告签章不完整', en: 'Acceptance reports with missing seals', year: 2019, households: 6, rule: 'S01' },
  { key: 'heaterInItsBox', zh: '热水器未拆箱即“验收合格”', en: 'A water heater accepted in its box', year: 2019, households: 1, rule: 'E10' },
  { key: 'sameSerialNumber', zh: '同一设备编号出现在两户', en: 'The same serial number at two addresses', year: 2021, households: 2, rule: 'E09' },
  { key: 'noSelectionRecord', zh: '无人员选定资料', en: 'No record of how people were chosen', year: 2021, households: 3, rule: 'F02' },
  { key: 'contractBeforeDecision', zh: '先签合同、后开会研究', en: 'Contract signed before it was decided on', year: 2021, households: 3, rule: 'C06' },
  { key: 'otherCountysName', zh: '材料照抄，出现外县名称', en: 'Copied text that names another county', year: 2019, households: 2, rule: 'F03' },
  { key: 'otherDistrictsResident', zh: '指标用于外区残疾人', en: 'Quota used for a resident of another district', year: 2021, households: 1, rule: 'P04' },
  { key: 'quotaOfNextYear', zh: '2022 年指标用于 2021 年的改造', en: 'Quota of 2022 used for works of 2021', year: 2022, households: 3, rule: 'C12' },
  { key: 'reportWithoutWorks', zh: '尚未施工已有“验收合格报告”', en: 'Acceptance reports for works not begun', year: 2022, households: 2, rule: 'C10' },
]; // prettier-ignore

/** Of a year as a whole: 60 households allotted, and no plan. */
export const PROGRAMME_IRREGULARITY: Irregularity = {
  key: 'noPlan',
  zh: '2022 年分配 60 户，未制定改造方案',
  en: '2022: 60 households allotted, no plan',
  year: 2022,
  households: null,
  rule: 'Q02',
};
