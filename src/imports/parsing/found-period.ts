import { CalendarDate } from '../../platform/time/calendar-date';
import { FoundDate } from '../found-record';
import { parseFoundDate } from './found-date';
import { withoutNote } from './plain';

export interface FoundPeriod {
  readonly from: FoundDate;
  readonly until: FoundDate;
  /** What stood behind the dates: 共7天. */
  readonly note: string | null;
}

const NAMES_YEAR = /^\s*(?:\d{4}|\d{2}年)/;

/**
 * Reads both dates of one cell: 2020年3月1日至3月10日, 2020.3.1-3.10, 2020-03-01-2020-03-10, 3月1日—10日. What the second
 * one leaves out is the first one's; a period may go on into the next year.
 * @param year the row's, for dates that name none
 * @returns null for what is not two dates: then it may be one
 */
export function parseFoundPeriod(input: string, year: number | null): FoundPeriod | null {
  const { text, note } = withoutNote(input.normalize('NFKC'));
  const parts = text.split(/\s*(?:至|到|~|—+|–|--)\s*/);
  if (parts.length === 2) return both(parts[0]!, parts[1]!, year, note);
  // A hyphen stands in dates as well as between them: the last one with a date on either side is meant.
  for (let at = text.lastIndexOf('-'); at > 0; at = text.lastIndexOf('-', at - 1)) {
    const period = both(text.slice(0, at), text.slice(at + 1), year, note);
    if (period) return period;
  }
  return null;
}

function both(first: string, second: string, year: number | null, remark: string | null): FoundPeriod | null {
  const from = parseFoundDate(first, year);
  if (!from.ok || from.value.note !== null) return null;
  const { date } = from.value;
  const read = (inYear: number) => parseFoundDate(completed(second, date), inYear);
  const ofYear = Number(date.from.slice(0, 4));
  let until = read(ofYear);
  if (until.ok && until.value.date.until < date.from && !NAMES_YEAR.test(second)) until = read(ofYear + 1);
  if (!until.ok) return null;
  const note = [remark, until.value.note].filter((part) => part !== null).join('；') || null;
  return { from: date, until: until.value.date, note };
}

/** 10日 behind 3月1日 is 3月10日. */
function completed(text: string, { from, until }: FoundDate): string {
  const bare = /^\s*(\d{1,2})[日号]?\s*$/.exec(text);
  return bare && from === until ? `${monthOfDay(from)}月${bare[1]}日` : text;
}

const monthOfDay = (day: CalendarDate): number => Number(day.slice(5, 7));
