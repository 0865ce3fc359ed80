import { accepted, Parsed, refused } from './parsed';
import { toHalfWidth } from './half-width';

export type NumberFault = 'empty' | 'notANumber' | 'tooManyDecimals' | 'tooSmall' | 'tooLarge';

export interface DecimalLimits {
  /** How many digits may follow the point; 0 asks for a whole number. */
  readonly decimals: number;
  readonly min?: number;
  readonly max?: number;
}

/** Plain digits, or digits in groups of three; so that "1,2" is not taken for twelve, nor for one and a fifth. */
const DECIMAL = /^([+-])?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/;
/** Twelve digits before the point and up to three after it are exact in a double. */
const MAX_WHOLE_DIGITS = 12;

/**
 * Reads a number as people type it: full-width digits and signs, thousands in groups of three, spaces around it.
 * No exponent, no hexadecimal, no "Infinity".
 */
export function parseDecimal(input: string, limits: DecimalLimits): Parsed<number, NumberFault> {
  const text = toHalfWidth(input)
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/[。]/g, '.');
  if (text === '') return refused('empty');
  const match = DECIMAL.exec(text);
  if (match === null) return refused('notANumber');
  const whole = match[2]!.replace(/,/g, '').replace(/^0+(?=\d)/, '');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > limits.decimals) return refused('tooManyDecimals');
  if (whole.length > MAX_WHOLE_DIGITS) return refused(match[1] === '-' ? 'tooSmall' : 'tooLarge');
  const size = Number(`${whole}.${fraction}`);
  const value = match[1] === '-' && size !== 0 ? -size : size;
  if (limits.min !== undefined && value < limits.min) return refused('tooSmall');
  if (limits.max !== undefined && value > limits.max) return refused('tooLarge');
  return accepted(value);
}

/** A count or a measured length in whole millimetres. */
export function parseWholeNumber(
  input: string,
  limits: Omit<DecimalLimits, 'decimals'> = {},
): Parsed<number, NumberFault> {
  return parseDecimal(input, { decimals: 0, ...limits });
}

/** `1234.5` becomes `1,234.5`; the same in both languages. Trailing zeros are left out. */
export function formatDecimal(value: number, decimals: number): string {
  const [whole, fraction = ''] = Math.abs(value).toFixed(decimals).split('.') as [string, string?];
  const kept = fraction.replace(/0+$/, '');
  const written = groupThousands(whole) + (kept === '' ? '' : `.${kept}`);
  return value < 0 && written !== '0' ? `-${written}` : written;
}

/** Commas between groups of three digits. */
export function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
