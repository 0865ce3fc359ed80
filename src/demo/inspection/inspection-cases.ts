import { addDays, calendarDate, CalendarDate } from '../../platform/time/calendar-date';
import { RuleCode } from '../../rules/rule-code';
import { Dice } from '../demo-drawing';
import { inventedPerson, InventedPerson } from './inspection-people';
import { IRREGULARITIES, Irregularity, RETROFITS } from './irregularities';

/** The days of a case as its ledgers write them; null is a blank cell. */
export const CASE_DAYS = [
  'appliedOn', 'communityOpinionOn', 'streetOpinionOn', 'selectedOn', 'noticeFrom', 'noticeUntil', 'districtOpinionOn',
  'surveyedOn', 'measuredOn', 'consultedOn', 'planAgreedOn', 'decidedOn', 'awardedOn', 'contractSignedOn',
  'startedOn', 'completedOn', 'acceptedOn', 'signedOn', 'invoicedOn', 'paidOn',
] as const; // prettier-ignore

export type CaseDay = (typeof CASE_DAYS)[number];

export interface CaseItem {
  readonly name: string;
  readonly unit: string;
  readonly quantity: number;
  readonly isDevice: boolean;
}

export interface CasePhoto {
  readonly item: string;
  readonly stage: '改造前' | '改造后' | '使用中';
  readonly takenOn: CalendarDate;
  /** Photos of one seed are the same bytes. */
  readonly seed: number;
}

export interface InspectionCase {
  readonly index: number;
  readonly year: number;
  readonly person: InventedPerson;
  readonly planted: readonly Irregularity[];
  readonly days: Record<CaseDay, CalendarDate | null>;
  readonly items: readonly CaseItem[];
  readonly photos: readonly CasePhoto[];
  readonly serialNumber: string;
}

/** The rules that an audit must find broken in a case: those planted, and none besides. */
export function expectedRules({ planted }: InspectionCase): ReadonlySet<RuleCode> {
  return new Set(planted.flatMap(({ rule, besides = [] }) => [rule, ...besides]));
}

export const isPlanted = ({ planted }: Pick<InspectionCase, 'planted'>, key: string): boolean =>
  planted.some((one) => one.key === key);

/** All retrofits of the fictional district's ledgers, always the same. */
export function inspectionCases(): InspectionCase[] {
  const dice = new Dice(20220929);
  let index = 0;
  return Object.entries(RETROFITS).flatMap(([text, count]) => {
    const year = Number(text);
    const plan = plantsOf(year, count);
    return plan.map((planted) => aCase(index++, year, planted, dice));
  });
}

/** Which irregularities each household of a year has: the whole year's for all, the others one household after another. */
function plantsOf(year: number, count: number): Irregularity[][] {
  const ofYear = IRREGULARITIES.filter((one) => one.year === year);
  const all = ofYear.filter(({ households }) => households === null);
  const some = ofYear.flatMap((one) => Array.from({ length: one.households ?? 0 }, () => one));
  return Array.from({ length: count }, (_, index) => [...all, ...(some[index] ? [some[index]] : [])]);
}

const RAMP: CaseItem = { name: '出入口坡道', unit: '处', quantity: 1, isDevice: false };
const BARS: CaseItem = { name: '坐便器扶手', unit: '副', quantity: 2, isDevice: false };
const HEATER: CaseItem = { name: '卫生间热水器', unit: '台', quantity: 1, isDevice: true };

function aCase(index: number, year: number, planted: readonly Irregularity[], dice: Dice): InspectionCase {
  const draft = { index, year, person: inventedPerson(index, dice), planted };
  const days = daysOf(draft);
  const needsDevice = isPlanted(draft, 'heaterInItsBox') || isPlanted(draft, 'sameSerialNumber');
  // Without any photo there is none of a device in use either, which would be a finding of its own.
  const hasDevice = needsDevice || (index % 2 === 0 && !isPlanted(draft, 'noPhotos'));
  const items = days.planAgreedOn === null ? [] : [RAMP, hasDevice ? HEATER : BARS];
  const serialNumber = isPlanted(draft, 'sameSerialNumber') ? 'QS2021-SAME' : `QS${year}-${1000 + index}`;
  return { ...draft, days, items, serialNumber, photos: photosOf(draft, days, items) };
}

type Draft = Pick<InspectionCase, 'index' | 'year' | 'person' | 'planted'>;

/** Days after the application, for a retrofit on which there is nothing to remark. */
const USUAL: Record<CaseDay, number> = {
  appliedOn: 0, communityOpinionOn: 2, streetOpinionOn: 4, selectedOn: 5, noticeFrom: 6, noticeUntil: 16, districtOpinionOn: 20,
  surveyedOn: 30, measuredOn: 30, consultedOn: 31, planAgreedOn: 36, decidedOn: 48, awardedOn: 52, contractSignedOn: 60,
  startedOn: 75, completedOn: 87, acceptedOn: 100, signedOn: 101, invoicedOn: 102, paidOn: 112,
}; // prettier-ignore

const NEVER_BUILT: readonly CaseDay[] = [
  'surveyedOn', 'measuredOn', 'consultedOn', 'planAgreedOn', 'decidedOn', 'awardedOn', 'contractSignedOn', 'startedOn', 'completedOn',
  'signedOn', 'invoicedOn', 'paidOn',
]; // prettier-ignore

function daysOf(draft: Draft): InspectionCase['days'] {
  const { year, index } = draft;
  const first = isPlanted(draft, 'quotaOfNextYear')
    ? calendarDate(`${year - 1}-09-06`)
    : addDays(calendarDate(`${year}-02-01`), index % 12);
  const days = Object.fromEntries(CASE_DAYS.map((day) => [day, addDays(first, USUAL[day])])) as Record<
    CaseDay,
    CalendarDate | null
  >;
  if (isPlanted(draft, 'noCommunityOpinion')) days.communityOpinionOn = null;
  if (isPlanted(draft, 'contractAfterWorks')) Object.assign(days, PAPERS_AFTERWARDS);
  if (isPlanted(draft, 'contractBeforeDecision')) days.decidedOn = addDays(days.contractSignedOn!, 12);
  if (isPlanted(draft, 'noSelectionRecord')) days.selectedOn = null;
  if (isPlanted(draft, 'reportWithoutWorks')) for (const day of NEVER_BUILT) days[day] = null;
  return days;
}

/** 2020: "works finished in May, the agreement signed on 7 September", and what hangs on the agreement after it. */
const PAPERS_AFTERWARDS: Partial<Record<CaseDay, CalendarDate>> = {
  startedOn: calendarDate('2020-05-06'),
  completedOn: calendarDate('2020-05-25'),
  decidedOn: calendarDate('2020-08-20'),
  awardedOn: calendarDate('2020-08-28'),
  contractSignedOn: calendarDate('2020-09-07'),
  acceptedOn: calendarDate('2020-09-15'),
  signedOn: calendarDate('2020-09-16'),
  invoicedOn: calendarDate('2020-09-20'),
  paidOn: calendarDate('2020-10-12'),
};

/** Between completion and acceptance of every household of a year: the day stands in the photo's bytes. */
const sharedDay = (year: number): CalendarDate => addDays(calendarDate(`${year}-02-01`), 99);

function photosOf(draft: Draft, days: InspectionCase['days'], items: readonly CaseItem[]): CasePhoto[] {
  const { index, year } = draft;
  if (isPlanted(draft, 'noPhotos') || year === 2022) return [];
  return items.flatMap((item, position) => {
    const seed = index * 10 + position * 3;
    const isOther = position === 0 && isPlanted(draft, 'photosOfAnotherItem');
    const isShared = position === 0 && isPlanted(draft, 'samePhotoTwice');
    const after: CasePhoto = {
      item: isOther ? '低位灶台' : item.name,
      stage: '改造后',
      takenOn: isShared
        ? sharedDay(year)
        : addDays(days.completedOn!, isPlanted(draft, 'photosOfAnotherYear') ? -400 : 1),
      seed: isShared ? 999_999 : seed + 1,
    };
    return [
      { item: item.name, stage: '改造前', takenOn: days.surveyedOn!, seed },
      after,
      ...(item.isDevice && !isPlanted(draft, 'heaterInItsBox')
        ? [{ item: item.name, stage: '使用中' as const, takenOn: days.acceptedOn!, seed: seed + 2 }]
        : []),
    ];
  });
}
