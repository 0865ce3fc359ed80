import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addYears,
  calendarDate,
  compareDates,
  daysBetween,
  earliest,
  isCalendarDate,
  latest,
  parseCalendarDate,
} from './calendar-date';

const someDay = fc
  .integer({ min: -25_000, max: 45_000 })
  .map((days) => addDays(calendarDate('1970-01-01'), days));

describe('A calendar date', () => {
  it.each(['2026-05-07', '2024-02-29', '0001-01-01', '9999-12-31'])('is %s', (text) => {
    expect(isCalendarDate(text)).toBe(true);
    expect(calendarDate(text)).toBe(text);
  });

  it.each([
    '2026-5-7',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '0000-01-01',
    '2026-05-07T00:00',
    ' 2026-05-07',
    'infinity',
    '',
    '２０２６-05-07',
  ])('is not "%s"', (text) => {
    expect(isCalendarDate(text)).toBe(false);
    expect(() => calendarDate(text)).toThrow(RangeError);
  });

  it('is never something other than text', () => {
    expect([null, undefined, 20260507, new Date(), ['2026-05-07']].filter(isCalendarDate)).toEqual([]);
  });

  it('moves over months, leap days and years', () => {
    expect(addDays(calendarDate('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(calendarDate('2023-12-31'), 1)).toBe('2024-01-01');
    expect(addDays(calendarDate('2024-03-01'), -1)).toBe('2024-02-29');
    expect(() => addDays(calendarDate('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(calendarDate('2024-01-01'), Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
  });

  it('keeps its day over years, the leap day becoming the 28th', () => {
    expect(addYears(calendarDate('2024-02-29'), 1)).toBe('2025-02-28');
    expect(addYears(calendarDate('2024-02-29'), 4)).toBe('2028-02-29');
    expect(addYears(calendarDate('2024-05-07'), -2)).toBe('2022-05-07');
  });

  it('adds months and stays within a shorter one', () => {
    expect(addMonths(calendarDate('2026-06-20'), 24)).toBe('2028-06-20');
    expect(addMonths(calendarDate('2026-11-30'), 3)).toBe('2027-02-28');
    expect(addMonths(calendarDate('2024-01-31'), 1)).toBe('2024-02-29');
    expect(addMonths(calendarDate('2026-01-31'), -1)).toBe('2025-12-31');
    expect(addMonths(calendarDate('2026-12-01'), 0)).toBe('2026-12-01');
  });

  it('counts days so that adding them leads to the other date', () => {
    fc.assert(fc.property(someDay, someDay, (a, b) => addDays(a, daysBetween(a, b)) === b));
  });

  it('sorts as the days follow one another', () => {
    fc.assert(
      fc.property(someDay, someDay, (a, b) => {
        expect(Math.sign(compareDates(a, b))).toBe(Math.sign(daysBetween(b, a)));
        expect([earliest(a, b), latest(b, a)]).toEqual([a, b].sort(compareDates));
      }),
    );
  });
});

describe('A date typed into a form', () => {
  it.each([
    '2026-05-07',
    '2026-5-7',
    '2026/5/7',
    '2026.05.7',
    '20260507',
    '2026年5月7日',
    '2026 年 5 月 7 号',
    '２０２６年５月７日',
    '２０２６／５／７',
    '\u30002026-05-07 ',
    '2026。5。7',
  ])('is understood as 7 May 2026 from "%s"', (text) =>
    expect(parseCalendarDate(text)).toEqual({ ok: true, value: '2026-05-07' }),
  );

  it.each([
    ['', 'empty'],
    ['　', 'empty'],
    ['7/5/2026', 'notADate'],
    ['tomorrow', 'notADate'],
    ['2026-05', 'notADate'],
    ['26-05-07', 'notADate'],
    ['2026-05-07 09:00', 'notADate'],
    ['2026-02-30', 'noSuchDay'],
    ['2026年13月1日', 'noSuchDay'],
    ['0222-05-07', 'implausibleYear'],
    ['2202-05-07', 'implausibleYear'],
  ])('is refused from "%s" because: %s', (text, reason) =>
    expect(parseCalendarDate(text)).toEqual({ ok: false, reason }),
  );

  it('gives back every plausible day that was written strictly, and never throws on any text', () => {
    fc.assert(
      fc.property(someDay, (date) => expect(parseCalendarDate(date)).toEqual({ ok: true, value: date })),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => typeof parseCalendarDate(text).ok === 'boolean'),
    );
  });
});
