import { FoundDate, FoundFacts } from '../../src/imports/found-record';
import { SignerRole } from '../../src/rules/dossier';
import { addDays, calendarDate, CalendarDate } from '../../src/platform/time/calendar-date';

const on = (day: CalendarDate): FoundDate => ({ from: day, until: day });

const SIGNERS: readonly SignerRole[] = ['household', 'contractor', 'community', 'street', 'district'];

/** Days after the application, of a file on which there is nothing to remark. */
const DAYS = {
  appliedOn: 0, communityOpinionOn: 2, streetOpinionOn: 4, selectedOn: 5, noticeFrom: 6, noticeUntil: 16, districtOpinionOn: 20,
  surveyedOn: 30, measuredOn: 30, consultedOn: 31, planAgreedOn: 36, decidedOn: 48, awardedOn: 52, contractSignedOn: 60,
  startedOn: 75, completedOn: 87, acceptedOn: 100, signedOn: 101, invoicedOn: 102, paidOn: 112,
} as const; // prettier-ignore

/** A clean old record as an import keeps it, of all columns that an office would have; `change` makes it another. */
export function foundFacts(year: number, change: FoundFacts = {}): FoundFacts {
  const first = calendarDate(`${year}-02-01`);
  const days: FoundFacts = Object.fromEntries(Object.entries(DAYS).map(([field, after]) => [field, on(addDays(first, after))])); // prettier-ignore
  const opinions: FoundFacts = Object.fromEntries(
    (['community', 'street', 'district'] as const).flatMap((level) => [
      [`${level}Opinion`, '情况属实，同意'],
      [`${level}Reviewer`, { community: '许小禾', street: '方立群', district: '宋清源' }[level]],
      [`${level}Sealed`, true],
    ]),
  );
  return {
    year, name: '某人', idNumber: 'valid', certificateNumber: 'valid', category: 4, grade: 2, phone: true, street: '长坡街道', community: '石桥社区', address: '长坡街道石桥社区1号',
    certificateValidFrom: on(calendarDate('2005-03-01')), certificateValidUntil: on(calendarDate('2034-12-31')), otherDistrict: null, quotaTransfer: null,
    needs: '门口有台阶，卫生间没有扶手，出入和洗浴不便。', selectionMethod: '民主评议', selectionRecord: '评议会记录', ...opinions, ...days,
    surveyor: '入户员', budget: 350_000, contractNumber: `青残合〔${year}〕1号`, contractor: '青石安居无障碍工程有限公司',
    licenceValidFrom: on(calendarDate('2005-01-01')), licenceValidUntil: on(calendarDate('2034-12-31')),
    plannedItems: [{ name: '出入口坡道', code: 'entrance-ramp', quantity: 1 }, { name: '卫生间热水器', code: 'water-heater', quantity: 1 }],
    acceptedItems: [{ name: '出入口坡道', code: 'entrance-ramp', quantity: 1 }, { name: '卫生间热水器', code: 'water-heater', quantity: 1 }],
    settledItems: [{ name: '出入口坡道', code: 'entrance-ramp', quantity: 1 }, { name: '卫生间热水器', code: 'water-heater', quantity: 1 }],
    serialNumbers: [], unboxed: true, connected: true, functionTest: true, signers: SIGNERS, satisfaction: 'satisfied', settlement: 350_000, note: null,
    ...change,
  }; // prettier-ignore
}

/** What the ledger of the year itself says. */
export function yearFacts(year: number, change: FoundFacts = {}): FoundFacts {
  return {
    year, granted: 10_000_000, periodFrom: on(calendarDate(`${year}-01-01`)), periodUntil: on(calendarDate(`${year}-12-31`)), planBy: on(calendarDate(`${year}-06-30`)),
    planApprovedOn: on(calendarDate(`${year}-03-01`)), cap: 600_000, noticeDays: 7, requiredSigners: SIGNERS, grades: '一级、二级',
    ...change,
  }; // prettier-ignore
}
