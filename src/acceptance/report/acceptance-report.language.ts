import { IntlMessageFormat } from 'intl-messageformat';
import type { Words } from './acceptance-report.content';
import { acceptanceReportTexts } from './acceptance-report.texts';

export type ReportLanguage = 'zh-CN' | 'en';
export type ReportTextKey = keyof typeof acceptanceReportTexts;

const compiled = new Map<string, IntlMessageFormat>();

/** Says everything on the report in one language and one time zone. */
export class ReportSpeech {
  private readonly side: 'zh' | 'en';
  private readonly instants: Intl.DateTimeFormat;

  constructor(
    readonly language: ReportLanguage,
    timeZone: string,
  ) {
    this.side = language === 'zh-CN' ? 'zh' : 'en';
    this.instants = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  }

  t(key: ReportTextKey, params: Record<string, string | number> = {}): string {
    const name = `${this.side}:${key}`;
    let message = compiled.get(name);
    if (!message) {
      message = new IntlMessageFormat(acceptanceReportTexts[key][this.side], this.language);
      compiled.set(name, message);
    }
    return String(message.format(params));
  }

  words(words: Words): string {
    return typeof words === 'string' ? words : words[this.side];
  }

  /** A formal date: 2026年3月5日; in English as it is. */
  date(date: string): string {
    const [year, month, day] = date.split('-');
    return this.side === 'zh' ? `${year}年${Number(month)}月${Number(day)}日` : date;
  }

  /** `2026-03-05 10:22` in the district's time. */
  instant(instant: string): string {
    const parts = new Map(
      this.instants.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
    );
    const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
    return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}`;
  }

  /** Section numbers: 一、二、…十一 in Chinese, 1. 2. … in English. */
  numbered(number: number, text: string): string {
    return this.side === 'zh' ? `${chineseNumeral(number)}、${text}` : `${number}. ${text}`;
  }
}

/** Fen as yuan with two decimals and thousands: 1,234.50. Throws a RangeError for parts of a fen. */
export function yuan(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`${fen} is no amount in fen`);
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

/** 1 to 19 in Chinese numerals. */
export function chineseNumeral(number: number): string {
  const ones = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  return number < 10 ? (ones[number] ?? '') : `十${ones[number - 10] ?? ''}`;
}
