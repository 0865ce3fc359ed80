import { CalendarDate } from '../../platform/time/calendar-date';
import { LedgerField } from '../../imports/ledger-fields';
import { InspectionCase, isPlanted } from './inspection-cases';
import { ALLOTTED, PROGRAMME_IRREGULARITY } from './irregularities';

/** A cell as an office types it. */
export type LedgerCell = string | number | Date | null;

export type LedgerRow = { readonly [Field in LedgerField]?: LedgerCell };

/** The forms in which different hands write the same day. */
const WRITTEN: readonly ((year: string, month: number, day: number) => LedgerCell)[] = [
  (year, month, day) => `${year}年${month}月${day}日`,
  (year, month, day) => `${year}.${month}.${day}`,
  (year, month, day) => `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`,
  (year, month, day) => new Date(Date.UTC(Number(year), month - 1, day)),
  (year, month, day) => `${year}/${month}/${day}`,
];

function written(day: CalendarDate | null, hand: number): LedgerCell {
  if (day === null) return null;
  const [year, month, date] = day.split('-');
  return WRITTEN[hand % WRITTEN.length]!(year!, Number(month), Number(date));
}

const SIGNED = '户主、施工方、社区、街道、区残联';
const YUAN = 3500;

function identity(one: InspectionCase): LedgerRow {
  const { name, idNumber, street, community, address } = one.person;
  return { year: one.year, name, idNumber, street, community, address };
}

export function applicationRow(one: InspectionCase): LedgerRow {
  const { person, days } = one;
  const on = (day: keyof typeof days): LedgerCell => written(days[day], one.index);
  const hasCommunity = days.communityOpinionOn !== null;
  const isSelected = days.selectedOn !== null;
  return {
    ...identity(one),
    certificateNumber: person.certificateNumber,
    category: person.category,
    grade: `${'一二'[person.grade - 1]}级`,
    certificateValidFrom: '2015.3.1',
    certificateValidUntil: '2034年12月31日',
    phone: person.phone,
    otherDistrict: isPlanted(one, 'otherDistrictsResident') ? '示例市白水区' : null,
    quotaTransfer: null,
    needs: isPlanted(one, 'otherCountysName')
      ? '按照中方县残联安排，门口有台阶，出入不便。'
      : '门口有台阶，卫生间没有扶手，出入和洗浴不便。',
    appliedOn: on('appliedOn'),
    communityOpinion: hasCommunity ? '情况属实，同意上报' : null,
    communityReviewer: hasCommunity ? '许小禾' : null,
    communitySealed: hasCommunity ? '√' : null,
    communityOpinionOn: on('communityOpinionOn'),
    streetOpinion: '同意',
    streetReviewer: '方立群',
    streetSealed: '√',
    streetOpinionOn: on('streetOpinionOn'),
    districtOpinion: '同意改造',
    districtReviewer: '宋清源',
    districtSealed: '√',
    districtOpinionOn: on('districtOpinionOn'),
    selectionMethod: isSelected ? '民主评议' : null,
    selectedOn: on('selectedOn'),
    selectionRecord: isSelected ? '评议会记录' : null,
    noticeFrom: on('noticeFrom'),
    noticeUntil: on('noticeUntil'),
  };
}

const listed = (one: InspectionCase): LedgerCell =>
  one.items.map(({ name, unit, quantity }) => `${name}${quantity}${unit}`).join('、') || null;

export function worksRow(one: InspectionCase): LedgerRow {
  const { days } = one;
  const on = (day: keyof typeof days): LedgerCell => written(days[day], one.index + 1);
  const isBuilt = days.startedOn !== null;
  return {
    ...identity(one),
    surveyedOn: on('surveyedOn'),
    surveyor: isBuilt ? `入户员${(one.index % 6) + 1}` : null,
    measuredOn: on('measuredOn'),
    consultedOn: on('consultedOn'),
    planAgreedOn: on('planAgreedOn'),
    plannedItems: listed(one),
    budget: isBuilt ? YUAN : null,
    decidedOn: on('decidedOn'),
    awardedOn: on('awardedOn'),
    contractNumber: isBuilt
      ? `青残合〔${one.year}〕${isPlanted(one, 'contractBeforeDecision') ? 2 : 1}号`
      : null,
    contractSignedOn: on('contractSignedOn'),
    contractor: isBuilt ? '青石安居无障碍工程有限公司' : null,
    licenceValidFrom: isBuilt ? '2018.1.1' : null,
    licenceValidUntil: isBuilt ? '2027.12.31' : null,
    startedOn: on('startedOn'),
    completedOn: on('completedOn'),
    serialNumbers: one.items.some(({ isDevice }) => isDevice) ? one.serialNumber : null,
    note: isBuilt ? null : '未开工',
  };
}

export function acceptanceRow(one: InspectionCase): LedgerRow {
  const { days } = one;
  const on = (day: keyof typeof days): LedgerCell => written(days[day], one.index + 2);
  const hasDevice = one.items.some(({ isDevice }) => isDevice);
  const works = isPlanted(one, 'heaterInItsBox') ? '否' : '是';
  const isPaid = days.paidOn !== null;
  return {
    ...identity(one),
    acceptedOn: on('acceptedOn'),
    acceptedItems: listed(one),
    unboxed: hasDevice ? works : null,
    connected: hasDevice ? works : null,
    functionTest: hasDevice ? works : null,
    signers: isPlanted(one, 'sealsMissing') ? '户主、施工方、区残联' : SIGNED,
    signedOn: on('signedOn'),
    satisfaction: days.signedOn === null ? null : '满意',
    settlement: isPaid ? YUAN : null,
    settledItems: isPaid ? listed(one) : null,
    invoicedOn: on('invoicedOn'),
    paidOn: on('paidOn'),
  };
}

export function programmeRow(year: number): LedgerRow {
  const hasPlan = year !== PROGRAMME_IRREGULARITY.year;
  return {
    year,
    granted: ALLOTTED[year]!,
    periodFrom: `${year}年1月1日`,
    periodUntil: `${year}年12月31日`,
    planBy: `${year}.6.30`,
    planApprovedOn: hasPlan ? `${year}年3月1日` : null,
    cap: 6000,
    noticeDays: 7,
    requiredSigners: SIGNED,
    grades: '一级、二级',
  };
}
