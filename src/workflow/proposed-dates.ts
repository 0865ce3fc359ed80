import { Actor } from '../platform/database/actor';
import { Problem, refuseIf } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { DateName, Dossier } from '../rules/dossier';
import { GrantedDossier, withWaiversInTime } from '../waivers/acts-allowed';
import { Finding } from '../rules/finding';
import { Milestone } from '../rules/milestone';
import { RuleCode } from '../rules/rule-code';
import { RULE_BOOK } from './rule-book';

export type ProposedDates = Partial<Readonly<Record<DateName, CalendarDate>>>;

/** The dossier as it would be with these dates recorded now, and with those waivers that are older than them. */
export function withDates(dossier: GrantedDossier, proposed: ProposedDates, now: Date): GrantedDossier {
  const dates = { ...dossier.dates };
  for (const [name, on] of Object.entries(proposed) as [DateName, CalendarDate][])
    dates[name] = { on, recordedAt: now };
  return withWaiversInTime({ ...dossier, dates });
}

/**
 * A finding about a date that nobody has recorded: it was only supposed, to see what is missing before it. Its day is
 * left out of the facts, so that the words speak of what must come first and not of something that happened.
 */
export function ofSupposed(date: DateName, finding: Finding): Finding {
  const { facts } = finding;
  if (facts['later'] === date && facts['earlierOn'] === null)
    return { ...finding, facts: { ...facts, laterOn: null } };
  if (date === 'startedOn' && finding.rule === 'C03')
    return { ...finding, facts: { ...facts, startedOn: null } };
  return finding;
}

export interface DateField {
  readonly date: DateName;
  /** The form's name for it. */
  readonly field: string;
}

/**
 * Refuses an act when a rule stops it. A fault of a date that was typed into this form is shown at its field; what
 * is missing elsewhere keeps the page on which it is put right.
 * @throws Problem rule-broken
 */
export function refuseBefore(milestone: Milestone, dossier: Dossier, ...fields: readonly DateField[]): void {
  refuseIf(RULE_BOOK.stopping(RULE_BOOK.checkBefore(milestone, dossier)).map((one) => atField(one, fields)));
}

/** As `refuseBefore`, for an act that only these rules can stop. @throws Problem rule-broken */
export function refuseBroken(
  codes: readonly RuleCode[],
  dossier: Dossier,
  ...fields: readonly DateField[]
): void {
  refuseIf(RULE_BOOK.stopping(RULE_BOOK.check(dossier, codes)).map((one) => atField(one, fields)));
}

function atField(finding: Finding, fields: readonly DateField[]): Finding {
  const { facts } = finding;
  const typed = fields.find(
    ({ date }) =>
      facts['date'] === date ||
      ((facts['later'] === date || facts['earlier'] === date) && facts['earlierOn'] !== null),
  );
  return typed ? { ...finding, fixAt: { ...finding.fixAt, field: typed.field } } : finding;
}

/** The act would repeat or undo what is recorded already. */
export function alreadyRecorded(): Problem {
  return new Problem('already-exists');
}

/** Papers name a person: no part of the system gives an opinion or surveys a home. @throws Problem forbidden */
export function userIdOf(actor: Actor): string {
  if (actor.id === null) throw new Problem('forbidden');
  return actor.id;
}
