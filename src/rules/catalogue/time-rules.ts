import { CalendarDate, daysBetween } from '../../platform/time/calendar-date';
import { localDay } from '../../platform/time/district-time';
import { DATE_NAMES, DateName, Dossier } from '../dossier';
import { pageOfDate } from '../order-rule';
import { defineRule, knows, Rule } from '../rule';

/** Facts: `problem` missing | tooShort | notEnded; `from`, `until`, `days`, `required`, `startedOn`. */
export const noticeBeforeWorks: Rule = defineRule({
  code: 'C03',
  key: 'notice-before-works',
  mode: 'gate',
  waivable: true,
  because: 'Practice 1.2 stage 5 and 1.9; irregularity 64. The number of days is the programme’s setting',
  before: ['start'],
  needs: ['notice', 'noticeFrom', 'noticeUntil'],
  *find(dossier) {
    const notice = dossier.application?.notice ?? null;
    const required = dossier.programme.noticeDays;
    const started = dossier.dates.startedOn;
    const start = started?.on ?? dossier.today;
    // A month contradicts only what no day of it can go with.
    const startUntil = started?.until ?? start;
    const facts = {
      from: notice?.from ?? null,
      until: notice?.until ?? null,
      days: notice === null ? null : daysBetween(notice.from, notice.until),
      required,
      startedOn: start,
    };
    const subject = { type: 'application', id: dossier.retrofitId } as const;
    const fixAt = { page: 'notice', field: 'noticeUntil' } as const;
    if (notice === null) yield { subject, facts: { problem: 'missing', ...facts }, fixAt };
    // The day on which the list is put up does not count.
    else if (daysBetween(notice.from, notice.until) < required)
      yield { subject, facts: { problem: 'tooShort', ...facts }, fixAt };
    else if (notice.until >= startUntil) yield { subject, facts: { problem: 'notEnded', ...facts }, fixAt };
  },
});

/** One finding per date. Facts: `date`, `on`, `recordedOn`, `lagDays`, `limitDays`. */
export const lateEntry: Rule = defineRule({
  code: 'C14',
  key: 'late-entry',
  mode: 'flag',
  waivable: false,
  because:
    'Inspection 2022: papers completed after the inspection; irregularity 30. The lag stays visible for ever',
  before: [],
  *find(dossier) {
    const limitDays = dossier.programme.lateEntryDays;
    for (const date of DATE_NAMES) {
      const fact = dossier.dates[date];
      if (fact === undefined || fact.recordedAt === null) continue;
      const recordedOn = localDay(fact.recordedAt);
      const lagDays = daysBetween(fact.until ?? fact.on, recordedOn);
      if (lagDays <= limitDays) continue;
      yield {
        subject: { type: 'retrofit', id: dossier.retrofitId, part: date },
        facts: { date, on: fact.on, recordedOn, lagDays, limitDays },
        fixAt: pageOfDate(date),
      };
    }
  },
});

/** Facts: `problem` noCertificate | notYetValid | expired; `date`, `on`, `validFrom`, `validUntil`. */
export const certificateValid: Rule = defineRule({
  code: 'C15',
  key: 'certificate-valid',
  mode: 'gate',
  waivable: true,
  because: 'Practice 1.9: certificate valid at application and at acceptance; irregularity 33',
  before: ['application', 'acceptance'],
  needs: ['certificate'],
  *find(dossier) {
    const { certificate, id } = dossier.person;
    for (const { date, on, until } of present(dossier, ['appliedOn', 'acceptedOn'])) {
      const problem = certificate === null ? 'noCertificate' : outside(on, until, certificate);
      if (problem === null) continue;
      yield {
        subject: { type: 'person', id, part: date },
        facts: {
          problem,
          date,
          on,
          validFrom: certificate?.validFrom ?? null,
          validUntil: certificate?.validUntil ?? null,
        },
        fixAt: { page: 'person', field: 'certificateValidUntil' },
      };
    }
  },
});

/** Facts: `date`, `on`, `diedOn`. */
export const alive: Rule = defineRule({
  code: 'C16',
  key: 'alive',
  mode: 'block',
  waivable: false,
  because: 'Irregularity 35: a person who had died stood on the list',
  before: [],
  needs: ['death'],
  *find(dossier) {
    const { diedOn, id } = dossier.person;
    if (diedOn === null) return;
    for (const { date, on } of present(dossier, ['surveyedOn', 'acceptedOn'])) {
      if (on <= diedOn) continue;
      yield {
        subject: { type: 'person', id, part: date },
        facts: { date, on, diedOn },
        fixAt: { page: 'person', field: 'diedOn' },
      };
    }
  },
});

/** Facts: `problem` noLicence | notYetValid | expired; `contractor`, `date`, `on`, `validFrom`, `validUntil`. */
export const licenceValid: Rule = defineRule({
  code: 'C17',
  key: 'licence-valid',
  mode: 'gate',
  waivable: true,
  because: 'Practice 1.2 stage 8: a qualified firm builds, from the first day to the last',
  before: ['start', 'completion', 'acceptance'],
  needs: ['licence'],
  *find(dossier) {
    if (dossier.contractor === null) return;
    const { id, name, licence } = dossier.contractor;
    for (const { date, on, until } of workDays(dossier)) {
      const problem = licence === null ? 'noLicence' : outside(on, until, licence);
      if (problem === null) continue;
      const period = { validFrom: licence?.validFrom ?? null, validUntil: licence?.validUntil ?? null };
      yield {
        subject: { type: 'contract', id, part: date },
        facts: { problem, contractor: name, date, on, ...period },
        fixAt: { page: 'contractor', field: 'licenceValidUntil' },
      };
    }
  },
});

/** Today stands for the first day of works that are still to come, not of those whose days were not written down. */
function workDays(dossier: Dossier): Present[] {
  const worked = present(dossier, ['startedOn', 'completedOn']);
  const isToCome =
    dossier.dates.acceptedOn === undefined && knows(dossier, 'startedOn') && knows(dossier, 'completedOn');
  return worked.length === 0 && isToCome
    ? [{ date: 'startedOn', on: dossier.today, until: dossier.today }]
    : worked;
}

interface Present {
  readonly date: DateName;
  readonly on: CalendarDate;
  /** The last day it can mean. */
  readonly until: CalendarDate;
}

function present(dossier: Dossier, names: readonly DateName[]): Present[] {
  return names.flatMap((date) => {
    const fact = dossier.dates[date];
    return fact === undefined ? [] : [{ date, on: fact.on, until: fact.until ?? fact.on }];
  });
}

/** A month is outside only where each day of it is. */
function outside(
  on: CalendarDate,
  until: CalendarDate,
  { validFrom, validUntil }: { validFrom: CalendarDate; validUntil: CalendarDate | null },
): 'notYetValid' | 'expired' | null {
  if (until < validFrom) return 'notYetValid';
  return validUntil !== null && on > validUntil ? 'expired' : null;
}
