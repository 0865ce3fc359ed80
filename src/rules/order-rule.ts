import { CalendarDate, daysBetween } from '../platform/time/calendar-date';
import { localDay } from '../platform/time/district-time';
import { DATE_NAMES, DatedFact, DateName, told } from './dossier';
import { FixAt, FixPage } from './finding';
import { defineRule, Rule } from './rule';
import { RuleCode } from './rule-code';

/**
 * "The one date does not lie after the other", as the chronology declares it. A missing earlier date is as wrong
 * as a later one, unless `earlierOptional`: a works' start must lie before the programme's end, but a programme
 * has an end before any works start.
 */
export interface OrderDeclaration {
  readonly earlier: DateName;
  readonly later: DateName;
  readonly code: RuleCode;
  /** Rule's readable name. */
  readonly key: string;
  readonly waivable: boolean;
  readonly because: string;
  readonly earlierOptional?: boolean;
  /** Where the fault is put right; by default where the earlier date is missing or stands. */
  readonly fixAt?: FixAt;
}

/** The page on which each date is entered, and the field of that name. */
const PAGE_OF: Record<DateName, FixPage> = {
  programmeStartsOn: 'programme',
  programmeEndsOn: 'programme',
  appliedOn: 'application',
  communityOpinionOn: 'opinions',
  streetOpinionOn: 'opinions',
  districtOpinionOn: 'opinions',
  selectedOn: 'selection',
  noticeFrom: 'notice',
  noticeUntil: 'notice',
  approvedOn: 'opinions',
  surveyedOn: 'survey',
  measuredOn: 'measurement',
  consultedOn: 'consultation',
  planAgreedOn: 'plan',
  decidedOn: 'contract',
  awardedOn: 'contract',
  contractSignedOn: 'contract',
  startedOn: 'construction',
  completedOn: 'construction',
  acceptedOn: 'inspection',
  signedOn: 'satisfaction',
};

/** Why a pair of dates contradicts itself; `null` when it does not. The database's CHECK says the same in SQL. */
export function orderFault(
  earlier: CalendarDate | null | undefined,
  later: CalendarDate | null | undefined,
  earlierOptional = false,
): 'missing' | 'after' | null {
  if (later === null || later === undefined) return null;
  if (earlier === null || earlier === undefined) return earlierOptional ? null : 'missing';
  return earlier > later ? 'after' : null;
}

/**
 * Facts: `earlier` and `later` are names of dates, `earlierOn` is null when it is missing, `daysTooLate` says by how
 * many days the earlier date lies after the later one; null where only the month of one of them is known.
 */
export function orderRule(declaration: OrderDeclaration): Rule {
  const { earlier, later, earlierOptional, fixAt, ...rule } = declaration;
  return defineRule({
    ...rule,
    mode: 'block',
    before: [],
    needs: [earlier, later],
    judgesMonths: true,
    *find(dossier) {
      const [first, second] = [dossier.dates[earlier], dossier.dates[later]];
      if (second === undefined) return;
      // A month contradicts only what no day of it can go with.
      if (orderFault(first?.on, second.until ?? second.on, earlierOptional) === null) return;
      yield {
        subject: { type: 'retrofit', id: dossier.retrofitId, part: `${earlier}-${later}` },
        facts: {
          earlier,
          later,
          earlierOn: first === undefined ? null : told(first),
          laterOn: told(second),
          daysTooLate:
            first === undefined || isVague(first) || isVague(second)
              ? null
              : daysBetween(second.on, first.on),
        },
        fixAt: fixAt ?? { page: PAGE_OF[earlier], field: earlier },
      };
    },
  });
}

/** Dates that are allowed to lie ahead: they are set, they do not happen. */
const MAY_LIE_AHEAD: readonly DateName[] = ['programmeStartsOn', 'programmeEndsOn', 'noticeUntil'];

/**
 * C13: no date lies after the local day on which it was recorded (after today, where nothing recorded it by itself).
 * Facts: `date` is the date's name, `on` what it says, `recordedOn` the day that it cannot exceed.
 */
export function notInTheFutureRule(because: string): Rule {
  return defineRule({
    code: 'C13',
    key: 'not-in-the-future',
    mode: 'block',
    waivable: false,
    because,
    before: [],
    *find(dossier) {
      for (const date of DATE_NAMES) {
        const fact = dossier.dates[date];
        if (fact === undefined || MAY_LIE_AHEAD.includes(date)) continue;
        const recordedOn = recordedDay(fact, dossier.today);
        if (fact.on <= recordedOn) continue;
        yield {
          subject: { type: 'retrofit', id: dossier.retrofitId, part: date },
          facts: { date, on: told(fact), recordedOn },
          fixAt: pageOfDate(date),
        };
      }
    },
  });
}

/** The page and field at which a date is entered. */
export function pageOfDate(date: DateName): FixAt {
  return { page: PAGE_OF[date], field: date };
}

function isVague({ on, until }: DatedFact): boolean {
  return until !== undefined && until !== on;
}

function recordedDay(fact: DatedFact, today: CalendarDate): CalendarDate {
  return fact.recordedAt === null ? today : localDay(fact.recordedAt);
}
