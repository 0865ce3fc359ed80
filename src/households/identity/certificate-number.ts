import { CalendarDate } from '../../platform/time/calendar-date';
import { toHalfWidth } from '../../platform/numbers/half-width';
import { accepted, Parsed, refused } from '../../platform/numbers/parsed';
import { IdNumber, IdNumberFault, parseIdNumber } from './id-number';

declare const certificateNumberBrand: unique symbol;

/** A disability certificate's number: identity number (18), category (1), grade (1). The brand says that it passed P02. */
export type CertificateNumber = string & { readonly [certificateNumberBrand]: 'CertificateNumber' };

/** 1 sight, 2 hearing, 3 speech, 4 physical, 5 intellectual, 6 mental, 7 multiple. */
export const DISABILITY_CATEGORIES = [1, 2, 3, 4, 5, 6, 7] as const;
export type DisabilityCategory = (typeof DISABILITY_CATEGORIES)[number];

/** 1 is the severest, 4 the lightest. */
export const DISABILITY_GRADES = [1, 2, 3, 4] as const;
export type DisabilityGrade = (typeof DISABILITY_GRADES)[number];

export type CertificateNumberFault =
  | 'empty'
  | 'wrongLength'
  | 'wrongSigns'
  | 'wrongIdNumber'
  | 'unknownCategory'
  | 'unknownGrade'
  | 'otherPersonsIdNumber'
  | 'otherCategory'
  | 'otherGrade';

export interface ReadCertificateNumber {
  readonly number: CertificateNumber;
  readonly idNumber: IdNumber;
  readonly category: DisabilityCategory;
  readonly grade: DisabilityGrade;
}

/** What the form says beside the number, each as far as it was filled in. */
export interface CertificateFields {
  readonly idNumber?: IdNumber;
  readonly category?: number;
  readonly grade?: number;
}

/**
 * Rule P02: twenty signs that agree with the fields beside them. Some offices print a mark of reissue (B1, B2 …)
 * behind the twenty; it is cut off before reading (unverified practice, and harmless: the twenty are checked).
 */
export function parseCertificateNumber(
  input: string,
  today: CalendarDate,
  fields: CertificateFields = {},
): Parsed<ReadCertificateNumber, CertificateNumberFault> {
  const text = toHalfWidth(input)
    .replace(/[\s-]/g, '')
    .toUpperCase()
    .replace(/^(.{20})B\d$/, '$1');
  if (text === '') return refused('empty');
  if (!/^[0-9A-Z]*$/.test(text)) return refused('wrongSigns');
  if (text.length !== 20) return refused('wrongLength');
  if (!/^\d{17}[\dX]\d\d$/.test(text)) return refused('wrongSigns');
  const person = parseIdNumber(text.slice(0, 18), today);
  if (!person.ok) return refused('wrongIdNumber');
  const [category, grade] = [Number(text[18]), Number(text[19])];
  if (!isDisabilityCategory(category)) return refused('unknownCategory');
  if (!isDisabilityGrade(grade)) return refused('unknownGrade');
  const read = { number: text as CertificateNumber, idNumber: person.value.number, category, grade };
  const contradiction = contradictionOf(read, fields);
  return contradiction === null ? accepted(read) : refused(contradiction);
}

/** For a message that says more than "wrong ID number": the fault of the first eighteen signs. */
export function idNumberFaultOf(input: string, today: CalendarDate): IdNumberFault | null {
  const read = parseIdNumber(toHalfWidth(input).replace(/[\s-]/g, '').slice(0, 18), today);
  return read.ok ? null : read.reason;
}

/**
 * As the identity number, `4103**********123443`, and the last two signs hidden as well: category and grade are
 * health data (X01). `4103**********1234**`.
 */
export function maskCertificateNumber(number: string): string {
  if (number.length < 20) return '*'.repeat(number.length);
  return `${number.slice(0, 4)}${'*'.repeat(10)}${number.slice(14, 18)}${'*'.repeat(number.length - 18)}`;
}

export function isDisabilityCategory(value: number): value is DisabilityCategory {
  return (DISABILITY_CATEGORIES as readonly number[]).includes(value);
}

export function isDisabilityGrade(value: number): value is DisabilityGrade {
  return (DISABILITY_GRADES as readonly number[]).includes(value);
}

function contradictionOf(
  read: ReadCertificateNumber,
  fields: CertificateFields,
): CertificateNumberFault | null {
  if (fields.idNumber !== undefined && fields.idNumber !== read.idNumber) return 'otherPersonsIdNumber';
  if (fields.category !== undefined && fields.category !== read.category) return 'otherCategory';
  if (fields.grade !== undefined && fields.grade !== read.grade) return 'otherGrade';
  return null;
}
