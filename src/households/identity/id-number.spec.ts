import fc from 'fast-check';
import { anIdNumber, anyIdNumber } from '../../../test/builders/identity';
import { calendarDate } from '../../platform/time/calendar-date';
import { checkSign, maskIdNumber, parseIdNumber } from './id-number';

const today = calendarDate('2026-05-07');

describe('An identity number', () => {
  it('tells the birth date, the sex and the division', () => {
    expect(parseIdNumber('11010519491231002X', today)).toEqual({
      ok: true,
      value: { number: '11010519491231002X', bornOn: '1949-12-31', sex: 'female', divisionCode: '110105' },
    });
    expect(parseIdNumber(anIdNumber({ sequence: 7 }), today)).toMatchObject({ value: { sex: 'male' } });
  });

  it.each([
    '11010519491231002x',
    '１１０１０５１９４９１２３１００２Ｘ',
    ' 110105 19491231 002X ',
    '110105-19491231-002x',
  ])('is read from "%s"', (text) =>
    expect(parseIdNumber(text, today)).toMatchObject({ ok: true, value: { number: '11010519491231002X' } }),
  );

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['110105491231002', 'wrongLength'],
    ['11010519491231002X1', 'wrongLength'],
    ['1101051949123100二X', 'wrongSigns'],
    ['X1010519491231002X', 'wrongSigns'],
    ['11010519491231002Y', 'wrongSigns'],
    ['99010519491231002X', 'unknownDivision'],
    ['11010519491331002X', 'impossibleBirthDate'],
    ['11010519490229002X', 'impossibleBirthDate'],
    ['11010500000101002X', 'impossibleBirthDate'],
    ['110105194912310021', 'wrongCheckSign'],
  ])('is refused as "%s": %s', (text, reason) =>
    expect(parseIdNumber(text, today)).toEqual({ ok: false, reason }),
  );

  it('of somebody not yet born is refused until the day of birth', () => {
    const number = anIdNumber({ bornOn: '2026-05-08' });
    expect(parseIdNumber(number, today)).toEqual({ ok: false, reason: 'bornInTheFuture' });
    expect(parseIdNumber(number, calendarDate('2026-05-08'))).toMatchObject({ ok: true });
  });

  it('is accepted whenever it is valid', () => {
    fc.assert(
      fc.property(anyIdNumber, (number) => expect(parseIdNumber(number, today)).toMatchObject({ ok: true })),
    );
  });

  it('is refused whenever one digit is wrong', () => {
    fc.assert(
      fc.property(anyIdNumber, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
        const digit = String((Number(number[place]) + by) % 10);
        return !parseIdNumber(number.slice(0, place) + digit + number.slice(place + 1), today).ok;
      }),
    );
  });

  it('is refused whenever two neighbouring digits are exchanged', () => {
    fc.assert(
      fc.property(anyIdNumber, fc.nat(15), (number, place) => {
        fc.pre(number[place] !== number[place + 1]);
        const exchanged =
          number.slice(0, place) + number[place + 1] + number[place] + number.slice(place + 2);
        return !parseIdNumber(exchanged, today).ok;
      }),
    );
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => typeof parseIdNumber(text, today).ok === 'boolean',
      ),
    );
  });

  it('has a check sign for seventeen digits and nothing else', () => {
    expect(checkSign('11010519491231002')).toBe('X');
    expect(() => checkSign('1101051949123100')).toThrow(RangeError);
  });

  it('is masked to its first and last four signs', () => {
    expect(maskIdNumber('410302195603081234')).toBe('4103**********1234');
    expect(maskIdNumber('12345678')).toBe('********');
    fc.assert(
      fc.property(anyIdNumber, (number) => {
        const masked = maskIdNumber(number);
        return masked.length === 18 && !masked.includes(number.slice(6, 14));
      }),
    );
  });
});

describe('The builder of identity numbers', () => {
  it('does not repeat itself', () => {
    const numbers = Array.from({ length: 5000 }, () => anIdNumber());
    expect(new Set(numbers).size).toBe(5000);
    expect(numbers.every((number) => parseIdNumber(number, today).ok)).toBe(true);
  });
});
