import { toHalfWidth } from '../platform/numbers/half-width';
import { accepted, Parsed, refused } from '../platform/numbers/parsed';

/** Why a unified social credit code was not taken; each has its text `contractors.creditCode.<reason>`. */
export type CreditCodeFault = 'empty' | 'wrongLength' | 'wrongSigns' | 'wrongCheckSign';

/** GB 32100-2015, table 2: digits and capitals without I, O, S, V and Z; a sign's value is its place. */
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;
/** Department, kind of body, six digits of the division, nine signs of the organisation, check sign. */
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** Reads a unified social credit code 统一社会信用代码 as people type it: with blanks, small letters, full width. */
export function parseCreditCode(input: string): Parsed<string, CreditCodeFault> {
  const code = toHalfWidth(input).replace(/[\s-]/g, '').toUpperCase();
  if (code === '') return refused('empty');
  if (code.length !== LENGTH) return refused('wrongLength');
  if (!FORM.test(code)) return refused('wrongSigns');
  return code.endsWith(creditCodeCheckSign(code.slice(0, -1))) ? accepted(code) : refused('wrongCheckSign');
}

/** The last sign of a code from the seventeen before it: weights 3^i modulo 31 (GB 32100-2015, section 5.3). */
export function creditCodeCheckSign(signs: string): string {
  let weight = 1;
  let sum = 0;
  for (const sign of signs) {
    sum += SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % SIGNS.length;
  }
  return SIGNS[(SIGNS.length - (sum % SIGNS.length)) % SIGNS.length]!;
}
