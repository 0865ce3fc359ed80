import { FoundDate, FoundFacts } from '../imports/found-record';
import { CalendarDate } from '../platform/time/calendar-date';
import { ProgrammeTerms, SignerRole } from '../rules/dossier';

/** A year of a district as far as its ledger tells it; a year without a ledger of its own knows nothing but its number. */
export interface FoundYear {
  readonly id: string;
  readonly year: number;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly planBy: CalendarDate | null;
  readonly planApprovedOn: CalendarDate | null;
  readonly startBy: CalendarDate | null;
  readonly finishBy: CalendarDate | null;
  readonly capFen: number | null;
  readonly noticeDays: number | null;
  readonly requiredSigners: readonly SignerRole[] | null;
  readonly grades: readonly number[] | null;
  readonly granted: number | null;
  readonly reportedAccepted: number | null;
  readonly ownNames: readonly string[];
  /** Whether the ledger had a column for the approval of the year's plan. */
  readonly asksForPlan: boolean;
}

/** Of the area's own settings, for what a ledger of the year does not say. */
export interface AuditDefaults {
  readonly lateEntryDays: number;
  readonly warrantyMonths: number;
  readonly barYears: number;
  readonly contractWithinDays: number | null;
  readonly visitsPerDay: number;
}

export const AUDIT_DEFAULTS: AuditDefaults = {
  lateEntryDays: 7,
  warrantyMonths: 24,
  barYears: 0,
  contractWithinDays: 30,
  visitsPerDay: 20,
};

export function foundYear(
  year: number,
  id: string,
  facts: FoundFacts | null,
  ownNames: readonly string[],
): FoundYear {
  const day = (field: 'periodFrom' | 'periodUntil' | 'planBy' | 'planApprovedOn' | 'startBy' | 'finishBy') =>
    (facts?.[field] as FoundDate | null | undefined) ?? null;
  const number = (field: 'cap' | 'noticeDays' | 'granted' | 'reportedAccepted') =>
    (facts?.[field] as number | null | undefined) ?? null;
  const grades = typeof facts?.grades === 'string' ? facts.grades.match(/[1-4]/g) : null;
  return {
    id,
    year,
    ownNames,
    startsOn: day('periodFrom')?.from ?? null,
    endsOn: day('periodUntil')?.until ?? null,
    planBy: day('planBy')?.until ?? null,
    planApprovedOn: day('planApprovedOn')?.from ?? null,
    startBy: day('startBy')?.until ?? null,
    finishBy: day('finishBy')?.until ?? null,
    capFen: number('cap'),
    noticeDays: number('noticeDays'),
    requiredSigners: (facts?.requiredSigners as readonly SignerRole[] | null | undefined) ?? null,
    grades: grades === null ? null : grades.map(Number),
    granted: number('granted'),
    reportedAccepted: number('reportedAccepted'),
    asksForPlan: facts !== null && 'planApprovedOn' in facts,
  };
}

/** The five who sign by default, where a year's ledger does not say (rule S01). */
const DEFAULT_SIGNERS: readonly SignerRole[] = ['household', 'contractor', 'community', 'street', 'district'];

const NOTHING = {};
const TERMS = new WeakMap<FoundYear, ProgrammeTerms>();

/** The terms by which the rules judge a record of that year. Made once for each year. */
export function termsOf(year: FoundYear, defaults: AuditDefaults = AUDIT_DEFAULTS): ProgrammeTerms {
  const known = TERMS.get(year);
  if (known) return known;
  const terms: ProgrammeTerms = {
    id: year.id,
    capFen: year.capFen ?? 0,
    noticeDays: year.noticeDays ?? 7,
    lateEntryDays: defaults.lateEntryDays,
    requiredSigners: year.requiredSigners ?? DEFAULT_SIGNERS,
    grades: year.grades ?? [1, 2],
    hardships: [],
    tenures: [],
    priceLimitsFen: NOTHING,
    peerFactor: 3,
    contractWithinDays: defaults.contractWithinDays,
    warrantyMonths: defaults.warrantyMonths,
    radiusM: 200,
    barYears: defaults.barYears,
    worksRequired: false,
    startBy: year.startBy,
    finishBy: year.finishBy,
    visitsPerDay: defaults.visitsPerDay,
    fastestKmh: 60,
    ownNames: year.ownNames,
  };
  TERMS.set(year, terms);
  return terms;
}
