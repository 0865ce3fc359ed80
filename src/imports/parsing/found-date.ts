import { addDays, calendarDate, CalendarDate, isCalendarDate } from '../../platform/time/calendar-date';
import { accepted, Parsed, refused } from '../../platform/numbers/parsed';
import { FoundDate } from '../found-record';
import { withDigits } from './chinese-numerals';
import { withoutNote } from './plain';

export type FoundDateFault = 'notADate' | 'noSuchDay' | 'yearMissing' | 'implausibleYear';

export interface ReadDate {
  readonly date: FoundDate;
  /** What stood behind the date: 补签. */
  readonly note: string | null;
}

/** Excel's days count from here; its 29 February 1900 never was, so that day 61 is the first that fits. */
const EXCEL_EPOCH = calendarDate('1899-12-30');
/** Serial numbers between 1982 and 2064: below and above, a bare number is something else. */
const SERIALS = { first: 30_000, last: 60_000 };
const YEARS = { first: 1900, last: 2100 };

const FULL = /^(\d{4}|\d{2})[-/.年·](\d{1,2})[-/.月·](\d{1,2})[日号]?$/;
const MONTH = /^(\d{4}|\d{2})[-/.年·](\d{1,2})月?(?:份)?$/;
const TOGETHER = /^(\d{4})(\d{2})(\d{2})$/;
const MONTH_TOGETHER = /^(\d{4})(\d{2})$/;
const OF_THE_YEAR = /^(\d{1,2})[月/.-](\d{1,2})[日号]?$/;
const MONTH_OF_THE_YEAR = /^(\d{1,2})月(?:份)?$/;
const TIME = /(?:(?:星期|周)[\d日天]|[T ]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)$/;

/**
 * Reads a date in every form that old ledgers have: 2020年5月7日, 2020.5, 2020/5/7, 20200507, 202005, 5月7日 with the
 * year of its row, 二〇二〇年五月七日, 43958. A month stays a month: from its first to its last day.
 * @param year the row's or the sheet's, for dates that name none
 */
export function parseFoundDate(input: string, year: number | null): Parsed<ReadDate, FoundDateFault> {
  const { text, note } = withoutNote(input);
  const split = splitNote(withDigits(text.normalize('NFKC')));
  const remark = [note, split.note].filter((part) => part !== null).join('；') || null;
  const date = readPlain(split.text, year);
  return date.ok ? accepted({ date: date.value, note: remark }) : date;
}

/** A day of Excel's calendar. @param isMac counts from 1904, as old files of the Macintosh do */
export function dayOfSerial(serial: number, isMac = false): CalendarDate | null {
  const days = Math.floor(serial) + (isMac ? 1462 : 0);
  return days >= 61 && days <= 73_050 ? addDays(EXCEL_EPOCH, days) : null;
}

/** The days of a month. */
export function monthOf(year: number, month: number): FoundDate {
  const two = String(month).padStart(2, '0');
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return { from: calendarDate(`${year}-${two}-01`), until: addDays(calendarDate(next), -1) };
}

/** Words behind a date: 2020年5月7日补签. What is only a time or a weekday is left out. */
function splitNote(input: string): { text: string; note: string | null } {
  const text = input.replace(/\s+(?=\d)/g, (space, at: number) => (/\d$/.test(input.slice(0, at)) ? ' ' : '')).trim();
  const timeless = text.replace(TIME, '').trim();
  const bare = (timeless === '' ? text : timeless).replace(/\s/g, '').replace(/。/g, '.').replace(/\.$/, '');
  const match = /^([\d年月日号./\-·份]+?)([^\d年月日号./\-·份].*)$/s.exec(bare);
  return match ? { text: match[1]!, note: match[2]! } : { text: bare, note: null };
} // prettier-ignore

function readPlain(text: string, year: number | null): Parsed<FoundDate, FoundDateFault> {
  if (/^\d{5}$/.test(text)) {
    const serial = Number(text);
    const day = serial >= SERIALS.first && serial <= SERIALS.last ? dayOfSerial(serial) : null;
    return day === null ? refused('notADate') : accepted({ from: day, until: day });
  }
  const full = FULL.exec(text) ?? TOGETHER.exec(text);
  if (full) return dayIn(yearOf(full[1]!), Number(full[2]), Number(full[3]));
  const month = MONTH.exec(text) ?? MONTH_TOGETHER.exec(text);
  // 5.7 reads as a day of the year below, 20.5 as a month of 2020: only four digits or 年 make it a year.
  if (month && (month[1]!.length === 4 || text.includes('年')))
    return monthIn(yearOf(month[1]!), Number(month[2]));
  const day = OF_THE_YEAR.exec(text);
  const bare = MONTH_OF_THE_YEAR.exec(text);
  if (!day && !bare) return refused('notADate');
  if (year === null) return refused('yearMissing');
  return day ? dayIn(year, Number(day[1]), Number(day[2])) : monthIn(year, Number(bare![1]));
}

const yearOf = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));

function dayIn(year: number, month: number, day: number): Parsed<FoundDate, FoundDateFault> {
  if (year < YEARS.first || year > YEARS.last) return refused('implausibleYear');
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isCalendarDate(text) ? accepted({ from: text, until: text }) : refused('noSuchDay');
}

function monthIn(year: number, month: number): Parsed<FoundDate, FoundDateFault> {
  if (year < YEARS.first || year > YEARS.last) return refused('implausibleYear');
  return month >= 1 && month <= 12 ? accepted(monthOf(year, month)) : refused('noSuchDay');
}
