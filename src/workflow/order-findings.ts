import { BrokenRule } from '../platform/problems/problem';
import { CalendarDate, daysBetween } from '../platform/time/calendar-date';
import { DateName } from '../rules/dossier';
import { orderFault } from '../rules/order-rule';
import { RuleCode } from '../rules/rule-code';
import { CHRONOLOGY, KnownDates } from './chronology';

/**
 * The chronology asked about dates that stand outside a retrofit: a contract before it is signed, a programme's
 * period before it is changed. Looks only at lines both of whose dates are named in `known`; null means that a date
 * is missing. The findings have the same facts as those of a retrofit.
 * @param field the field of the form that the findings belong to
 */
export function orderFindings(codes: readonly RuleCode[], known: KnownDates, field: string): BrokenRule[] {
  return CHRONOLOGY.flatMap(({ code, earlier, later, earlierOptional }) => {
    const [first, second] = [known[earlier], known[later]];
    if (!codes.includes(code) || first === undefined || !second) return [];
    if (orderFault(first, second, earlierOptional) === null) return [];
    const daysTooLate = first === null ? null : daysBetween(second, first);
    const facts = { earlier, later, earlierOn: first, laterOn: second, daysTooLate };
    return [{ rule: code, facts, fixAt: { page: '', field } }];
  });
}

/** C13 for one date that is about to be recorded. */
export function futureFindings(
  date: DateName,
  on: CalendarDate,
  today: CalendarDate,
  field: string,
): BrokenRule[] {
  if (on <= today) return [];
  return [{ rule: 'C13', facts: { date, on, recordedOn: today }, fixAt: { page: '', field } }];
}
