import { FieldError, Problem } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { parseCertificateNumber } from './identity/certificate-number';
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

/**
 * Rules P01 and P02 on what was typed, each fault at its field.
 * @param path how the form names the person, e.g. `people[0].`
 * @throws Problem invalid-input
 */
export function checkPerson(person: PersonDto, today: CalendarDate, path = ''): CheckedPerson {
  const errors: FieldError[] = [];
  const fault = (field: keyof PersonDto, key: string): void =>
    void errors.push({ field: `${path}${field}`, key });
  const name = parsePersonName(person.name);
  if (!name.ok) fault('name', `households.name.${name.reason}`);
  const id = parseIdNumber(person.idNumber, today);
  if (!id.ok) fault('idNumber', `households.idNumber.${id.reason}`);
  const certificate = checkCertificate(person, id.ok ? id.value.number : undefined, today, fault);
  if (person.diedOn && person.diedOn > today) fault('diedOn', 'households.died.inTheFuture');
  if (person.diedOn && id.ok && person.diedOn < id.value.bornOn)
    fault('diedOn', 'households.died.beforeBirth');
  if (Boolean(person.guardianName) !== Boolean(person.guardianRelation))
    fault(person.guardianName ? 'guardianRelation' : 'guardianName', 'households.guardian.whole');
  if (errors.length > 0 || !id.ok || !name.ok) throw new Problem('invalid-input', { errors });
  const { number, bornOn, sex } = id.value;
  return { ...person, name: name.value, idNumber: number, bornOn, sex, certificateNumber: certificate };
}

function checkCertificate(
  person: PersonDto,
  idNumber: IdNumber | undefined,
  today: CalendarDate,
  fault: (field: keyof PersonDto, key: string) => void,
): string | null {
  if (!person.certificateNumber) {
    if (person.category || person.grade || person.certificateValidFrom)
      fault('certificateNumber', 'households.certificate.numberMissing');
    return null;
  }
  const read = parseCertificateNumber(person.certificateNumber, today, {
    idNumber,
    category: person.category ?? undefined,
    grade: person.grade ?? undefined,
  });
  if (!person.certificateValidFrom) fault('certificateValidFrom', 'households.certificate.validFromMissing');
  if (
    person.certificateValidFrom &&
    person.certificateValidUntil &&
    person.certificateValidUntil <= person.certificateValidFrom
  ) {
    fault('certificateValidUntil', 'households.certificate.periodReversed');
  }
  if (!read.ok) {
    fault('certificateNumber', `households.certificate.${read.reason}`);
    return null;
  }
  person.category = read.value.category;
  person.grade = read.value.grade;
  return read.value.number;
}
