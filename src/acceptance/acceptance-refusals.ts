import { FieldError, Problem } from '../platform/problems/problem';
import { localDay } from '../platform/time/district-time';
import { CalendarDate } from '../platform/time/calendar-date';

/** Why an act of acceptance can't be done now; each has its text `acceptance.refused.<reason>`. */
export type Refusal =
  | 'noPlan'
  | 'accepted'
  | 'notAccepted'
  | 'notInspected'
  | 'planChanged'
  | 'photosWaiting'
  | 'openDefects'
  | 'defectsFound'
  | 'reinspected'
  | 'needsNewRound'
  | 'signerNotRequired'
  | 'alreadySigned'
  | 'signedForAnother'
  | 'contentChanged'
  | 'reportExists'
  | 'reportNotCurrent'
  | 'noReport'
  | 'reportChanged'
  | 'satisfied';

/** 409 with the reason in the reader's words. */
export function refused(reason: Refusal, params: FieldError['params'] = {}): Problem {
  return new Problem('conflict', { errors: [{ field: '', key: `acceptance.refused.${reason}`, params }] });
}

/** C13 for dates that stand on other rows than the retrofit's. @param field name of the form's field */
export function assertNotAhead(on: CalendarDate, now: Date, field: string, page: string): void {
  const today = localDay(now);
  if (on <= today) return;
  throw new Problem('rule-broken', {
    findings: [{ rule: 'C13', facts: { date: field, on, recordedOn: today }, fixAt: { page, field } }],
  });
}

/** C19: found, cured, inspected again, in this order. */
export function defectsOutOfOrder(field: string): Problem {
  return new Problem('rule-broken', {
    findings: [{ rule: 'C19', facts: {}, fixAt: { page: 'defects', field } }],
  });
}
