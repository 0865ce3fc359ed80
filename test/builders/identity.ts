import fc from 'fast-check';
import { addDays, calendarDate } from '../../src/platform/time/calendar-date';
import { checkSign, IdNumber } from '../../src/households/identity/id-number';
import { CertificateNumber } from '../../src/households/identity/certificate-number';

/** Starts anywhere, so that test files that share a database do not invent the same person. */
let next = Math.floor(Math.random() * 2_000_000_000);

export interface IdNumberTraits {
  /** `YYYY-MM-DD`; by default some day from 1940 to 1994. */
  bornOn?: string;
  /** Six digits; by default a county that does not exist. */
  division?: string;
  /** 0 to 999, odd for men. */
  sequence?: number;
}

/** A valid identity number of nobody; every call gives another one unless its traits say all of it. */
export function anIdNumber(traits: IdNumberTraits = {}): IdNumber {
  const turn = next++;
  const sequence = traits.sequence ?? turn % 1000;
  const division = traits.division ?? String(419_900 + (Math.floor(turn / 1000) % 100));
  const bornOn = traits.bornOn ?? addDays(calendarDate('1940-01-01'), Math.floor(turn / 100_000) % 20_000);
  const digits = division + bornOn.replaceAll('-', '') + String(sequence).padStart(3, '0');
  return (digits + checkSign(digits)) as IdNumber;
}

/** The certificate number that belongs to an identity number. */
export function aCertificateNumber(
  idNumber: IdNumber = anIdNumber(),
  { category = 4, grade = 1 }: { category?: number; grade?: number } = {},
): CertificateNumber {
  return `${idNumber}${category}${grade}` as CertificateNumber;
}

/** Valid identity numbers of people born between 1900 and 2025, for properties. */
export const anyIdNumber: fc.Arbitrary<IdNumber> = fc
  .record({
    division: fc.constantFrom('110101', '410404', '419001', '530102', '650100', '810000'),
    bornOn: fc
      .date({
        min: new Date('1900-01-01T00:00:00Z'),
        max: new Date('2025-12-31T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString().slice(0, 10)),
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map(anIdNumber);
