import { CalendarDate } from '../platform/time/calendar-date';
import { DateName, Dossier } from '../rules/dossier';
import { RuleCode } from '../rules/rule-code';
import { RULE_BOOK } from '../workflow/rule-book';

/**
 * The rules that can be waived, and the acts that a waiver of each allows, by the dates that they fix. The waiver's
 * document is older than each of them. Where there are two, the earlier one counts only if the rule is broken at it: a
 * certificate that was valid at the application and not at the acceptance needs a waiver for the acceptance. Once the
 * last one has happened, nothing is left that a younger document could allow.
 * C21 is not here: payments are not recorded yet, so that there is no act to be older than.
 */
export const ACTS_ALLOWED = {
  C02: ['startedOn'],
  C03: ['startedOn'],
  C06: ['contractSignedOn'],
  C07: ['startedOn'],
  C12: ['startedOn', 'acceptedOn'],
  C15: ['appliedOn', 'acceptedOn'],
  C17: ['startedOn', 'completedOn'],
  C18: ['acceptedOn'],
} as const satisfies Partial<Record<RuleCode, readonly DateName[]>>;

export type WaivableRule = keyof typeof ACTS_ALLOWED;

export const WAIVABLE_RULES = Object.keys(ACTS_ALLOWED) as readonly WaivableRule[];

export function isWaivable(rule: string): rule is WaivableRule {
  return Object.hasOwn(ACTS_ALLOWED, rule);
}

/** A waiver in force, as far as rules must know it. */
export interface Grant {
  readonly rule: WaivableRule;
  readonly documentDate: CalendarDate;
}

/** A dossier that also knows how old its waivers are. */
export interface GrantedDossier extends Dossier {
  readonly grants: readonly Grant[];
}

/** An act that a waiver comes too late for. */
export interface TooEarlyAct {
  readonly date: DateName;
  readonly on: CalendarDate;
}

/** The first recorded act for which a document of this date comes too late; null when it is older than all of them. */
export function actBefore(dossier: Dossier, { rule, documentDate }: Grant): TooEarlyAct | null {
  for (const date of actsOf(dossier, rule)) {
    const on = dossier.dates[date]?.on;
    // The same day is not before: the consent may have been given when the works had begun.
    if (on !== undefined && on <= documentDate) return { date, on };
  }
  return null;
}

/** The dossier with those waivers only whose documents are older than the acts in it. */
export function withWaiversInTime<D extends GrantedDossier>(dossier: D): D {
  const inTime = dossier.grants.filter((grant) => actBefore(dossier, grant) === null);
  return { ...dossier, waivers: inTime.map(({ rule }) => rule) };
}

/** Whether something that was done stands only because of this waiver: without it, its rule would find fault. */
export function restsOnWaiver(dossier: Dossier, rule: WaivableRule): boolean {
  const without = { ...dossier, waivers: dossier.waivers.filter((one) => one !== rule) };
  return RULE_BOOK.audit(without).some((finding) => finding.rule === rule);
}

function actsOf(dossier: Dossier, rule: WaivableRule): readonly DateName[] {
  const acts: readonly DateName[] = ACTS_ALLOWED[rule];
  if (acts.length === 1) return acts;
  const named = RULE_BOOK.check({ ...dossier, waivers: [] }, [rule]).flatMap(({ facts }) => [
    facts['date'],
    facts['earlier'],
    facts['later'],
  ]);
  return acts.filter((date) => date === acts.at(-1) || named.includes(date));
}
