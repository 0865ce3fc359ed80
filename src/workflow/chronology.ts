import { CalendarDate, compareDates } from '../platform/time/calendar-date';
import { DateName } from '../rules/dossier';
import { notInTheFutureRule, OrderDeclaration, orderRule } from '../rules/order-rule';
import { Rule } from '../rules/rule';
import { RuleCode } from '../rules/rule-code';

/** One line of the chronology: which date may not lie after which, and the constraint that keeps it. */
export interface OrderLine extends OrderDeclaration {
  /** The table's CHECK of this line; the migration wrote it, a test compares. Null where another table keeps it. */
  readonly constraint: string | null;
}

interface LineOptions {
  rule: RuleCode;
  key: string;
  constraint: string | null;
  because: string;
  waivable?: boolean;
  earlierOptional?: boolean;
}

function before(earlier: DateName, later: DateName, options: LineOptions): OrderLine {
  const { rule, waivable, ...rest } = options;
  return { earlier, later, code: rule, waivable: waivable ?? false, ...rest };
}

const REVIEWS = 'Inspection 2022, item 5: forms without community opinion, none with all three reviews';
const STEPS = 'Inspection 2022, item 3: seven-step method 七步工作法';
const CONTRACT = 'Inspection 2022, item 3②: works done in May, contract signed on 7 September';
const ACCEPTANCE = 'Inspection 2022, item 3②: "qualified" acceptance report for works not begun';

/**
 * The chronology of a retrofit, declared once. From it come the rules with their words, the limits and hints of
 * the date fields, the audit of imported records and the page of rules; the CHECK constraints of the table say
 * the same in SQL. Same day is always allowed.
 */
export const CHRONOLOGY: readonly OrderLine[] = [
  before('appliedOn', 'communityOpinionOn', { rule: 'C01', key: 'reviews-in-order', constraint: 'application_steps_c01_in_order', because: REVIEWS }),
  before('communityOpinionOn', 'streetOpinionOn', { rule: 'C01', key: 'reviews-in-order', constraint: 'application_steps_c01_in_order', because: REVIEWS }),
  before('streetOpinionOn', 'districtOpinionOn', { rule: 'C01', key: 'reviews-in-order', constraint: 'application_steps_c01_in_order', because: REVIEWS }),
  before('approvedOn', 'startedOn', {
    rule: 'C02', key: 'approval-before-works', constraint: 'retrofits_c02_approval_before_works', waivable: true,
    because: 'Practice 1.9: approval before the start of the works; irregularity 6',
  }),
  before('surveyedOn', 'measuredOn', { rule: 'C04', key: 'steps-in-order', constraint: 'retrofits_c04_survey_before_measurement', because: STEPS }),
  before('measuredOn', 'consultedOn', { rule: 'C04', key: 'steps-in-order', constraint: 'retrofits_c04_measurement_before_consultation', because: STEPS }),
  before('consultedOn', 'planAgreedOn', { rule: 'C04', key: 'steps-in-order', constraint: 'retrofits_c04_consultation_before_plan', because: STEPS }),
  before('planAgreedOn', 'startedOn', { rule: 'C05', key: 'plan-before-works', constraint: 'retrofits_c05_plan_before_works', because: STEPS }),
  before('decidedOn', 'contractSignedOn', {
    rule: 'C06', key: 'decision-before-contract', constraint: 'contracts_c06_decision_first', waivable: true,
    because: 'Inspection 2022, item 6②: contract of 11 March, decided on 16 August',
  }),
  before('contractSignedOn', 'startedOn', { rule: 'C07', key: 'contract-before-works', constraint: 'retrofits_c07_contract_before_works', waivable: true, because: CONTRACT }),
  before('startedOn', 'completedOn', { rule: 'C09', key: 'start-before-completion', constraint: 'retrofits_c09_start_before_completion', because: STEPS }),
  before('completedOn', 'acceptedOn', { rule: 'C10', key: 'completion-before-acceptance', constraint: 'retrofits_c10_completion_before_acceptance', because: ACCEPTANCE }),
  before('acceptedOn', 'signedOn', { rule: 'C11', key: 'acceptance-before-signature', constraint: 'retrofits_c11_acceptance_before_signature', because: STEPS }),
  ...(['startedOn', 'acceptedOn'] as const).flatMap((date) => {
    const options: LineOptions = {
      rule: 'C12', key: 'programme-period', waivable: true,
      constraint: date === 'startedOn' ? 'retrofits_c12_start_in_programme' : 'retrofits_c12_acceptance_in_programme',
      because: 'Inspection 2022, item 3②: quota of 2022 used for works of 2021',
    };
    return [before('programmeStartsOn', date, options), before(date, 'programmeEndsOn', { ...options, earlierOptional: true })];
  }),
]; // prettier-ignore

/** The chronology as rules of the catalogue. */
export const CHRONOLOGY_RULES: readonly Rule[] = [
  ...CHRONOLOGY.map((line) => orderRule(line)),
  notInTheFutureRule('Inspection 2022, item 3②: reports dated before the works they accept'),
];

export type KnownDates = Partial<Readonly<Record<DateName, CalendarDate | null>>>;

export interface DateLimits {
  /** The earliest day that the dates before it allow, and which date that is. */
  readonly min: { readonly on: CalendarDate; readonly because: DateName } | null;
  /** The latest day that the dates after it allow; today, where none is nearer. */
  readonly max: { readonly on: CalendarDate; readonly because: DateName | 'today' };
  /** Dates that must be recorded before this one can be. */
  readonly missing: readonly DateName[];
}

/** What a date field may hold, given the dates that are known: for its `min`, `max` and hint. */
export function limitsOf(
  date: DateName,
  known: KnownDates,
  today: CalendarDate,
  waived: readonly string[] = [],
): DateLimits {
  const lines = CHRONOLOGY.filter(({ code, waivable }) => !(waivable && waived.includes(code)));
  const earlier = lines.filter((line) => line.later === date);
  const lower = earlier.flatMap((line) =>
    known[line.earlier] ? [{ on: known[line.earlier]!, because: line.earlier }] : [],
  );
  const upper = lines.flatMap((line) =>
    line.earlier === date && known[line.later] ? [{ on: known[line.later]!, because: line.later }] : [],
  );
  return {
    min: lower.sort((a, b) => compareDates(b.on, a.on))[0] ?? null,
    max: [{ on: today, because: 'today' as const }, ...upper].sort((a, b) => compareDates(a.on, b.on))[0]!,
    missing: earlier
      .filter((line) => !line.earlierOptional && !known[line.earlier])
      .map((line) => line.earlier),
  };
}
