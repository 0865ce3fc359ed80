import { FieldError, Problem } from '../platform/problems/problem';
import { Parsed } from '../platform/numbers/parsed';
import { CalendarDate } from '../platform/time/calendar-date';
import { CertificateNumberFault, parseCertificateNumber, ReadCertificateNumber } from './identity/certificate-number'; // prettier-ignore
import { parsePersonName } from './identity/chinese-name';
import { IdNumber, parseIdNumber, Sex } from './identity/id-number';
import { PersonDto } from './households.dto';

/** A person whose numbers passed rules P01 and P02 and agree with one another. */
export interface CheckedPerson extends Omit<PersonDto, 'certificateNumber'> {
  idNumber: string;
  certificateNumber: string | null;
  bornOn: CalendarDate;
  sex: Sex;
}

/** A person as a form may hold one whose faults are still to be shown: what has no right form is not there. */
export type PartOfPerson = { [Field in keyof PersonDto]?: PersonDto[Field] | null };

/**
 * Rules P01 and P02 on what was typed, each fault at its field.
 * @param path how the form names the person, e.g. `people[0].`
 * @throws Problem invalid-input
 */
export function checkPerson(person: PersonDto, today: CalendarDate, path = ''): CheckedPerson {
  const name = parsePersonName(person.name);
  const id = parseIdNumber(person.idNumber, today);
  const errors = faultsOfPerson(person, today, path);
  if (errors.length > 0 || !id.ok || !name.ok) throw new Problem('invalid-input', { errors });
  const { number, bornOn, sex } = id.value;
  const read = readCertificate(person, today, number);
  const certificate = read?.ok
    ? { certificateNumber: read.value.number, category: read.value.category, grade: read.value.grade }
    : { certificateNumber: null };
  return { ...person, name: name.value, idNumber: number, bornOn, sex, ...certificate };
}

/** All that P01 and P02 have against what was typed, as far as it was typed. */
export function faultsOfPerson(person: PartOfPerson, today: CalendarDate, path = ''): FieldError[] {
  const errors: FieldError[] = [];
  const fault = (field: keyof PersonDto, key: string): void =>
    void errors.push({ field: `${path}${field}`, key });
  const name = typeof person.name === 'string' ? parsePersonName(person.name) : null;
  if (name && !name.ok) fault('name', `households.name.${name.reason}`);
  const id = typeof person.idNumber === 'string' ? parseIdNumber(person.idNumber, today) : null;
  if (id && !id.ok) fault('idNumber', `households.idNumber.${id.reason}`);
  certificateFaults(person, readCertificate(person, today, id?.ok ? id.value.number : undefined), fault);
  if (person.diedOn && person.diedOn > today) fault('diedOn', 'households.died.inTheFuture');
  if (person.diedOn && id?.ok && person.diedOn < id.value.bornOn)
    fault('diedOn', 'households.died.beforeBirth');
  if (Boolean(person.guardianName) !== Boolean(person.guardianRelation))
    fault(person.guardianName ? 'guardianRelation' : 'guardianName', 'households.guardian.whole');
  return errors;
}

/** Category and grade follow from the number, so they are read out of it. */
function readCertificate(
  { certificateNumber, category, grade }: PartOfPerson,
  today: CalendarDate,
  idNumber?: IdNumber,
): Parsed<ReadCertificateNumber, CertificateNumberFault> | null {
  if (!certificateNumber) return null;
  return parseCertificateNumber(certificateNumber, today, {
    idNumber,
    category: category ?? undefined,
    grade: grade ?? undefined,
  });
}

function certificateFaults(
  person: PartOfPerson,
  read: Parsed<ReadCertificateNumber, CertificateNumberFault> | null,
  fault: (field: keyof PersonDto, key: string) => void,
): void {
  const { category, grade, certificateValidFrom: from, certificateValidUntil: until } = person;
  if (!read) {
    if (category || grade || from) fault('certificateNumber', 'households.certificate.numberMissing');
    return;
  }
  if (!from) fault('certificateValidFrom', 'households.certificate.validFromMissing');
  if (from && until && until <= from) fault('certificateValidUntil', 'households.certificate.periodReversed');
  if (!read.ok) fault('certificateNumber', `households.certificate.${read.reason}`);
}

/**
 * The faults of a correction, in which numbers left empty stay as recorded: what only the recorded number can tell is
 * left to the act.
 */
export function faultsOfCorrection(typed: PartOfPerson, today: CalendarDate): FieldError[] {
  if (typed.certificateNumber) return faultsOfPerson(typed, today);
  return faultsOfPerson({ ...typed, category: null, grade: null, certificateValidFrom: null }, today);
}
