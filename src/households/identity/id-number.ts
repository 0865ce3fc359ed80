import { calendarDate, CalendarDate, isCalendarDate } from '../../platform/time/calendar-date';
import { toHalfWidth } from '../../platform/numbers/half-width';
import { accepted, Parsed, refused } from '../../platform/numbers/parsed';

declare const idNumberBrand: unique symbol;

/**
 * A resident's identity number (GB 11643): division code (6), birth date (8), sequence (3, odd for men), check
 * sign (ISO 7064 MOD 11-2, 0–9 or X). The brand says that it passed rule P01.
 */
export type IdNumber = string & { readonly [idNumberBrand]: 'IdNumber' };

/** Why a number is none, in the order in which it is looked at. */
export type IdNumberFault =
  | 'empty'
  | 'wrongLength'
  | 'wrongSigns'
  | 'unknownDivision'
  | 'impossibleBirthDate'
  | 'bornInTheFuture'
  | 'wrongCheckSign';

export type Sex = 'female' | 'male';

export interface ReadIdNumber {
  readonly number: IdNumber;
  readonly bornOn: CalendarDate;
  readonly sex: Sex;
  /** Where the number was first given out, which need not be where the person lives. */
  readonly divisionCode: string;
}

/**
 * First two digits of the codes that identity numbers begin with (GB/T 2260): the provinces, the regions whose
 * people hold residence permits (81, 82, 83) and foreigners with permanent residence (91).
 */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
);

const EARLIEST_BIRTH = calendarDate('1880-01-01');
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_SIGNS = '10X98765432';

/**
 * Rule P01. Full-width digits, a small x, spaces and hyphens between the digits are accepted and put straight.
 * @param today the district's local day, beyond which nobody is born
 */
export function parseIdNumber(input: string, today: CalendarDate): Parsed<ReadIdNumber, IdNumberFault> {
  const text = toHalfWidth(input).replace(/[\s-]/g, '').toUpperCase();
  if (text === '') return refused('empty');
  if (!/^[0-9A-Z]*$/.test(text)) return refused('wrongSigns');
  if (text.length !== 18) return refused('wrongLength');
  if (!/^\d{17}[\dX]$/.test(text)) return refused('wrongSigns');
  if (!PROVINCES.has(text.slice(0, 2))) return refused('unknownDivision');
  const bornOn = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  if (!isCalendarDate(bornOn) || bornOn < EARLIEST_BIRTH) return refused('impossibleBirthDate');
  if (bornOn > today) return refused('bornInTheFuture');
  if (checkSign(text.slice(0, 17)) !== text[17]) return refused('wrongCheckSign');
  const sex: Sex = Number(text[16]) % 2 === 1 ? 'male' : 'female';
  return accepted({ number: text as IdNumber, bornOn, sex, divisionCode: text.slice(0, 6) });
}

/** The eighteenth sign for the first seventeen digits. @throws RangeError unless there are seventeen digits */
export function checkSign(seventeenDigits: string): string {
  if (!/^\d{17}$/.test(seventeenDigits)) throw new RangeError('a check sign belongs to seventeen digits');
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(seventeenDigits[index]), 0);
  return CHECK_SIGNS[sum % 11]!;
}

/**
 * What is shown wherever a role does not need the number (X01): the first four and the last four signs, ten stars
 * between them: `4103**********1234`. Province and city, sequence and check sign stay, enough for an official to
 * tell two people apart; county and birth date are hidden. What is too short to be a number is hidden whole.
 */
export function maskIdNumber(number: string): string {
  if (number.length < 18) return '*'.repeat(number.length);
  return `${number.slice(0, 4)}${'*'.repeat(number.length - 8)}${number.slice(-4)}`;
}
