import { BLACK, hasBirthDate, hasCheckDigit } from '../../rules/blackened';

/** Signs that people put between the digits of a number; odd spaces and long dashes among them. */
const BETWEEN = '[\\s\\u200b-\\u200d\\u2060\\ufeff.·\\-\\u2010-\\u2015－]';
/** No shorter text holds a number of somebody. */
const FEWEST = 11;
const WIDE = /[０-９ｘＸ]/g;
const WIDE_TO_PLAIN = 0xfee0;

/** Fifteen and more digits in a row: no date, no amount, no document is as long. */
const LONG = /(?<!\d)\d{14,}[\dXx](?!\d)/g;
const GROUPED = new RegExp(`(?<!\\d)\\d(?:${BETWEEN}?\\d){16}${BETWEEN}?[\\dXx](?:${BETWEEN}?\\d\\d)?(?!\\d)`, 'g'); // prettier-ignore
const GROUPED_CARD = /(?<!\d)[3-69]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?(?!\d)/g;
const PHONE = new RegExp(`(?<!\\d)(?:86${BETWEEN}?)?1[3-9]\\d(${BETWEEN}?)\\d{4}\\1\\d{4}(?!\\d)`, 'g');

/**
 * A text as it may be kept and shown: numbers of people that stand in it are blackened, so that it can still be told
 * which kind stood there in full (the audit's X01); a mask that somebody else wrote stays as it is. Nothing else
 * changes. The whole text stays only where it is sealed.
 */
export function withoutNumbers(input: string): string {
  if (input.length < FEWEST) return input;
  const text = plainDigits(input);
  const safe = withoutIdNumbersIn(text)
    .replace(LONG, (run) => blackCard(run) ?? hidden(run))
    .replace(GROUPED_CARD, (run) => blackCard(run.replace(/\D/g, '')) ?? run)
    .replace(PHONE, (run) => blackPhone(run.replace(/\D/g, '').slice(-11)));
  return safe === text ? input : safe;
}

/** The same for a text that is made of numbers, such as those of devices: only what is an ID number by its day of birth. */
export function withoutIdNumbers(input: string): string {
  if (input.length < FEWEST) return input;
  const text = plainDigits(input);
  const safe = withoutIdNumbersIn(text);
  return safe === text ? input : safe;
}

function withoutIdNumbersIn(text: string): string {
  return text.replace(GROUPED, (run) => {
    const bare = run.replace(/[^\dXx]/g, '').toUpperCase();
    if (!hasBirthDate(bare)) return run;
    const id = `${bare.slice(0, 4)}${BLACK.repeat(10)}${bare.slice(14, 18)}`;
    return bare.length === 20 ? id + BLACK.repeat(2) : id;
  });
}

function blackCard(digits: string): string | null {
  const isCard = digits.length >= 16 && digits.length <= 19 && /^[3-69]\d+$/.test(digits) && hasCheckDigit(digits); // prettier-ignore
  return isCard ? `${digits.slice(0, 4)}${BLACK.repeat(8)}${digits.slice(-4)}` : null;
}

const blackPhone = (digits: string): string => `${digits.slice(0, 3)}${BLACK.repeat(4)}${digits.slice(-4)}`;

/** A number of no kind that a rule knows. */
const hidden = (run: string): string => `${run.slice(0, 4)}${'*'.repeat(run.length - 8)}${run.slice(-4)}`;

function plainDigits(text: string): string {
  return text.replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - WIDE_TO_PLAIN));
}
