import { addDays, calendarDate, CalendarDate } from './calendar-date';

/** The zone that every district of this country lives in. Nothing outside this file names it. */
export const DISTRICT_TIME_ZONE = 'Asia/Shanghai';

/** The languages that times are written in, as the pages name them. */
export type TimeLanguage = 'zh-CN' | 'en';

const parts = new Intl.DateTimeFormat('en-US', {
  timeZone: DISTRICT_TIME_ZONE,
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const englishMonth = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short' });

interface WallTime {
  readonly date: CalendarDate;
  /** `HH:mm:ss` */
  readonly time: string;
}

/**
 * The day it was in the district at an instant: at 16:00 UTC a new one begins there. An audit asks this some twenty
 * times for each of a million retrofits, so years of one offset are reckoned, not formatted.
 */
export function localDay(instant: Date): CalendarDate {
  const offset = steadyOffset(instant.getUTCFullYear());
  if (offset === null) return wallTime(instant).date;
  return new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, 10) as CalendarDate;
}

/** The instant at which a day begins in the district, for "everything received on this day". */
export function startOfDay(date: CalendarDate): Date {
  return instantOfLocal(date, '00:00:00');
}

/** The instant at which the next day begins: the open end of a day. */
export function endOfDay(date: CalendarDate): Date {
  return startOfDay(addDays(date, 1));
}

/**
 * The instant of a wall-clock time in the district, for a camera that wrote its time without an offset.
 * @param time `HH:mm` or `HH:mm:ss`
 * @throws RangeError when the time is none
 */
export function instantOfLocal(date: CalendarDate, time: string): Date {
  const asIfUtc = Date.parse(`${date}T${time}Z`);
  if (!/^\d{2}:\d{2}(:\d{2})?$/.test(time) || Number.isNaN(asIfUtc))
    throw new RangeError(`not a time: ${time}`);
  // The offset is asked at a guess and again at the answer, which settles the summer time of 1986 to 1991.
  const guess = asIfUtc - offsetMinutes(new Date(asIfUtc)) * 60_000;
  return new Date(asIfUtc - offsetMinutes(new Date(guess)) * 60_000);
}

/** The district's offset at an instant, as RFC 3339 writes it: `+08:00`. */
export function districtOffset(instant: Date): string {
  const minutes = offsetMinutes(instant);
  const two = (part: number): string => String(Math.trunc(part)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

/** An instant in the district's own time with its offset, for papers and exports: `2026-05-07T09:15:00+08:00`. */
export function toLocalIso(instant: Date): string {
  const { date, time } = wallTime(instant);
  return `${date}T${time}${districtOffset(instant)}`;
}

/** For people: `2026年5月7日 09:15` or `7 May 2026, 09:15`. */
export function formatInstant(instant: Date, language: TimeLanguage): string {
  const { date, time } = wallTime(instant);
  const minute = time.slice(0, 5);
  return `${formatDay(date, language)}${language === 'en' ? ',' : ''} ${minute}`;
}

/** For people: `2026年5月7日` or `7 May 2026`. */
export function formatDay(date: CalendarDate, language: TimeLanguage): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  if (language === 'zh-CN') return `${year}年${month}月${day}日`;
  return `${day} ${englishMonth.format(new Date(`${date}T00:00:00Z`))} ${year}`;
}

/** Of a month or a year (`2026-05`, `2026`): `2026年5月` or `May 2026`. */
export function formatMonth(text: string, language: TimeLanguage): string {
  const [year, month] = text.split('-');
  if (month === undefined) return language === 'en' ? text : `${text}年`;
  if (language === 'zh-CN') return `${year}年${Number(month)}月`;
  return `${englishMonth.format(new Date(`${text}-01T00:00:00Z`))} ${year}`;
}

function wallTime(instant: Date): WallTime {
  const found = Object.fromEntries(parts.formatToParts(instant).map((part) => [part.type, part.value]));
  const year = String(found['year']).padStart(4, '0');
  return {
    date: calendarDate(`${year}-${found['month']}-${found['day']}`),
    time: `${found['hour']}:${found['minute']}:${found['second']}`,
  };
}

const steadyOffsets = new Map<number, number | null>();

/** Minutes ahead of UTC all through a year (UTC); null where they change in it, and for years long past. */
function steadyOffset(year: number): number | null {
  const known = steadyOffsets.get(year);
  if (known !== undefined) return known;
  const months = Array.from({ length: 13 }, (_, month) => new Date(Date.UTC(year, month)));
  const isRecent = year >= 1970 && year < 9999;
  const [first, ...others] = isRecent ? months.map(offsetMinutes) : [];
  const steady = first !== undefined && others.every((offset) => offset === first) ? first : null;
  steadyOffsets.set(year, steady);
  return steady;
}

function offsetMinutes(instant: Date): number {
  const { date, time } = wallTime(instant);
  const wholeSecond = Math.floor(instant.getTime() / 1000) * 1000;
  return Math.round((Date.parse(`${date}T${time}Z`) - wholeSecond) / 60_000);
}
