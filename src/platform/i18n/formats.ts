import { formatDecimal } from '../numbers/decimal';
import { formatYuan } from '../numbers/money';
import { isCalendarDate } from '../time/calendar-date';
import { formatDay as formatCalendarDay } from '../time/district-time';
import { Language } from './texts';

/** What stands where a value is not known. */
export const NONE = '—';

/** 2026-05-07 → 2026年5月7日, 7 May 2026; a dash for none. What is no date stands as it is. */
export function formatDay(day: string | null | undefined, language: Language): string {
  if (!day) return NONE;
  return isCalendarDate(day) ? formatCalendarDay(day, language) : day;
}

/** Fen → 1,234.50 元, ¥1,234.50; a dash for none. */
export function formatMoney(fen: number | string | null | undefined, language: Language): string {
  if (fen === null || fen === undefined || fen === '') return NONE;
  const yuan = formatYuan(Number(fen));
  return language === 'zh-CN' ? `${yuan} 元` : `¥${yuan}`;
}

/** 1234.5 → 1,234.5 in both languages; a dash for none. */
export function formatNumber(value: number | string | null | undefined, decimals = 2): string {
  return value === null || value === undefined || value === ''
    ? NONE
    : formatDecimal(Number(value), decimals);
}

/** 2 and 个 → 2 个, 12.50 and m² → 12.5 m²; a dash for none. */
export function formatQuantity(value: number | string | null | undefined, unit = ''): string {
  const amount = formatNumber(value, 2);
  return unit === '' || amount === NONE ? amount : `${amount} ${unit}`;
}
