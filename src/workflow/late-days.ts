import { CalendarDate, daysBetween } from '../platform/time/calendar-date';
import { localDay } from '../platform/time/district-time';

/**
 * Days between an event and its entry, where that is more than the programme's limit; 0 otherwise. Computed from
 * what the server recorded, never stored (rule C14).
 */
export function lateDays(on: CalendarDate, recordedAt: Date | null, limitDays: number): number {
  if (recordedAt === null) return 0;
  const lag = daysBetween(on, localDay(recordedAt));
  return lag > limitDays ? lag : 0;
}
