import fc from 'fast-check';
import { aCertificateNumber, anIdNumber, anyIdNumber } from '../../../test/builders/identity';
import { calendarDate } from '../../platform/time/calendar-date';
import { idNumberFaultOf, maskCertificateNumber, parseCertificateNumber } from './certificate-number';

const today = calendarDate('2026-05-07');
const idNumber = anIdNumber({ bornOn: '1956-03-08' });

describe('A certificate number', () => {
  it('tells the person, the category and the grade', () => {
    expect(parseCertificateNumber(`${idNumber}42`, today)).toEqual({
      ok: true,
      value: { number: `${idNumber}42`, idNumber, category: 4, grade: 2 },
    });
  });

  it('is read without the mark of a renewed certificate', () => {
    expect(parseCertificateNumber(`${idNumber}42b1`, today)).toMatchObject({
      ok: true,
      value: { number: `${idNumber}42` },
    });
  });

  it.each([
    ['', 'empty'],
    [idNumber, 'wrongLength'],
    [`${idNumber}4X`, 'wrongSigns'],
    [`${idNumber}4二`, 'wrongSigns'],
    [`${idNumber}02`, 'unknownCategory'],
    [`${idNumber}82`, 'unknownCategory'],
    [`${idNumber}40`, 'unknownGrade'],
    [`${idNumber}45`, 'unknownGrade'],
    ['41990019561308001142', 'wrongIdNumber'],
  ])('is refused as "%s": %s', (text, reason) =>
    expect(parseCertificateNumber(text, today)).toEqual({ ok: false, reason }),
  );

  it('must agree with each field that stands beside it', () => {
    const number = `${idNumber}42`;
    const refusal = (fields: Parameters<typeof parseCertificateNumber>[2]) =>
      parseCertificateNumber(number, today, fields);
    expect(refusal({ idNumber, category: 4, grade: 2 })).toMatchObject({ ok: true });
    expect(refusal({ idNumber: anIdNumber() })).toEqual({ ok: false, reason: 'otherPersonsIdNumber' });
    expect(refusal({ category: 1 })).toEqual({ ok: false, reason: 'otherCategory' });
    expect(refusal({ grade: 1 })).toEqual({ ok: false, reason: 'otherGrade' });
  });

  it('is accepted for every person, category and grade there is', () => {
    fc.assert(
      fc.property(
        anyIdNumber,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 4 }),
        (person, category, grade) => {
          const number = aCertificateNumber(person, { category, grade });
          const fields = { idNumber: person, category, grade };
          expect(parseCertificateNumber(number, today, fields)).toMatchObject({ ok: true, value: fields });
        },
      ),
    );
  });

  it('can say what is wrong with the identity number in it', () => {
    expect(idNumberFaultOf('41990019561308001142', today)).toBe('impossibleBirthDate');
    expect(idNumberFaultOf(`${idNumber}42`, today)).toBeNull();
  });

  it('is masked with its health data', () => {
    expect(maskCertificateNumber('41030219560308123442')).toBe('4103**********1234**');
    expect(maskCertificateNumber('short')).toBe('*****');
  });
});
