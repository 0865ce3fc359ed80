import { accepted, Parsed, refused } from '../numbers/parsed';
import { toHalfWidth } from '../numbers/half-width';

declare const calendarDateBrand: unique symbol;

/**
 * A day without time or zone, written `YYYY-MM-DD`. The brand keeps unread text out of the chronology: the only
 * ways to get one are the functions of this file. As the text sorts like the day, `<` and `sort()` are right too.
 */
export type CalendarDate = string & { readonly [calendarDateBrand]: 'CalendarDate' };

/** Why a date from a form was not understood; each has its text in the form's feature. */
export type CalendarDateFault = 'empty' | 'notADate' | 'noSuchDay' | 'implausibleYear';

const STRICT = /^(\d{4})-(\d{2})-(\d{2})$/;
const SEPARATED = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/;
const TOGETHER = /^(\d{4})(\d{2})(\d{2})$/;
const MILLISECONDS_PER_DAY = 86_400_000;
/** No living person and no programme lies outside; a year beyond them is a slip of the finger (2202, 0222). */
const PLAUSIBLE_YEARS = { first: 1900, last: 2100 };

/** For values that must already be dates (database columns, constants, API bodies that were validated). @throws RangeError */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError(`not a calendar date: ${JSON.stringify(text)}`);
  return text;
}

/** Strict: exactly `YYYY-MM-DD`, an existing day, years 0001 to 9999. */
export function isCalendarDate(text: unknown): text is CalendarDate {
  if (typeof text !== 'string') return false;
  const match = STRICT.exec(text);
  return (
    match !== null && Number(match[1]) > 0 && dayExists(Number(match[1]), Number(match[2]), Number(match[3]))
  );
}

/**
 * Reads a date as people type it: 2026-5-7, 2026/05/07, 2026.5.7, 20260507, 2026年5月7日, full-width digits and
 * signs. Orders other than year, month, day are refused rather than guessed.
 */
export function parseCalendarDate(input: string): Parsed<CalendarDate, CalendarDateFault> {
  const text = toHalfWidth(input).replace(/。/g, '.');
  if (text === '') return refused('empty');
  const match = SEPARATED.exec(text) ?? TOGETHER.exec(text);
  if (match === null) return refused('notADate');
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < PLAUSIBLE_YEARS.first || year > PLAUSIBLE_YEARS.last) return refused('implausibleYear');
  if (!dayExists(year, month, day)) return refused('noSuchDay');
  return accepted(fromParts(year, month, day));
}

/** Negative when a is earlier, 0 on the same day, positive when later: made for `sort`. */
export function compareDates(a: CalendarDate, b: CalendarDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @throws RangeError when the day lies outside the years 0001 to 9999. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  const moved = new Date(dayNumber(date) * MILLISECONDS_PER_DAY + days * MILLISECONDS_PER_DAY);
  if (Number.isNaN(moved.getTime())) throw new RangeError(`${days} days from ${date} is beyond the calendar`);
  return calendarDate(moved.toISOString().slice(0, 10));
}

/** The same day some years later; 29 February becomes 28 February. @throws RangeError as addDays */
export function addYears(date: CalendarDate, years: number): CalendarDate {
  const year = yearOf(date) + years;
  const rest = date.slice(4);
  const padded = String(year).padStart(4, '0');
  return calendarDate(rest === '-02-29' && !dayExists(year, 2, 29) ? `${padded}-02-28` : padded + rest);
}

/** The same day some months later, or the last of a shorter month: a month from 31 January is 28 February. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const counted = yearOf(date) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(counted / 12), (counted % 12) + 1];
  return fromParts(year, month, Math.min(Number(date.slice(8)), daysInMonth(year, month)));
}

/** Days from one date to another: 1 from a day to the next, negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}

export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

export function earliest(first: CalendarDate, ...others: readonly CalendarDate[]): CalendarDate {
  return others.reduce((best, date) => (date < best ? date : best), first);
}

export function latest(first: CalendarDate, ...others: readonly CalendarDate[]): CalendarDate {
  return others.reduce((best, date) => (date > best ? date : best), first);
}

function dayNumber(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_PER_DAY;
}

function dayExists(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function fromParts(year: number, month: number, day: number): CalendarDate {
  const two = (part: number): string => String(part).padStart(2, '0');
  return calendarDate(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`);
}
