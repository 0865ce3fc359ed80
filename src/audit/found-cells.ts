import { FoundDate, FoundFacts, FoundItem } from '../imports/found-record';
import { LedgerField } from '../imports/ledger-fields';
import { calendarDate, CalendarDate } from '../platform/time/calendar-date';

/** Before any date of a ledger: what has no day of its own (a plan, a certificate's first day) counts from here. */
export const LONG_AGO = calendarDate('1900-01-01');

/** The day of a date cell whose day is known; null for a blank one, an absent one, and one of which only the month is known. */
export function dayOf(value: FoundFacts[LedgerField]): CalendarDate | null {
  const date = asDate(value);
  return date !== null && date.from === date.until ? date.from : null;
}

export function asDate(value: FoundFacts[LedgerField]): FoundDate | null {
  return typeof value === 'object' && value !== null && 'from' in value ? value : null;
}

export const textOf = (value: FoundFacts[LedgerField]): string => (typeof value === 'string' ? value : '');

export function itemsIn(value: FoundFacts[LedgerField]): readonly FoundItem[] {
  return Array.isArray(value) && (value.length === 0 || typeof value[0] === 'object')
    ? (value as readonly FoundItem[])
    : [];
}
