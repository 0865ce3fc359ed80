/** Stands in the place of each hidden sign of a number that stood there in full. Whoever writes masks uses a star. */
export const BLACK = '█';

/** Kinds of numbers of people, from the longest to the shortest. */
export type NumberKind = 'certificateNumber' | 'idNumber' | 'bankCard' | 'phone';

/** How a number of each kind looks once it is blackened: what it was can still be told, the number itself can't. */
export const BLACKENED: Readonly<Record<NumberKind, RegExp>> = {
  certificateNumber: /\d{4}█{10}\d{3}[\dX]██/g,
  idNumber: /\d{4}█{10}\d{3}[\dX](?!█)/g,
  bankCard: /\d{4}█{8}\d{4}/g,
  phone: /\d{3}█{4}\d{4}/g,
};

const BIRTH_DATE = /^\d{6}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;

/** Whether the seventh to the fourteenth sign are a day of birth. */
export const hasBirthDate = (digits: string): boolean => BIRTH_DATE.test(digits);

/** Luhn's sum, which every bank card satisfies and nine of ten other numbers do not. */
export function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
