import fc from 'fast-check';
import { calendarDate } from './calendar-date';
import {
  districtOffset,
  endOfDay,
  formatDay,
  formatInstant,
  instantOfLocal,
  localDay,
  startOfDay,
  toLocalIso,
} from './district-time';

describe('The time of the district', () => {
  it('turns to the next day at 16:00 UTC', () => {
    expect(localDay(new Date('2026-05-07T15:59:59.999Z'))).toBe('2026-05-07');
    expect(localDay(new Date('2026-05-07T16:00:00Z'))).toBe('2026-05-08');
    expect(localDay(new Date('2025-12-31T16:00:00Z'))).toBe('2026-01-01');
  });

  it('begins and ends a day where the day of an instant says so', () => {
    const day = calendarDate('2026-05-07');
    expect(startOfDay(day).toISOString()).toBe('2026-05-06T16:00:00.000Z');
    expect(endOfDay(day).toISOString()).toBe('2026-05-07T16:00:00.000Z');
    expect(localDay(new Date(endOfDay(day).getTime() - 1))).toBe(day);
  });

  it('is eight hours ahead, nine in the summers of 1986 to 1991', () => {
    expect(districtOffset(new Date('2026-05-07T00:00:00Z'))).toBe('+08:00');
    expect(districtOffset(new Date('1988-07-01T00:00:00Z'))).toBe('+09:00');
    expect(instantOfLocal(calendarDate('1988-07-01'), '09:00').toISOString()).toBe(
      '1988-07-01T00:00:00.000Z',
    );
  });

  it('reads the wall time of a camera that gave no offset', () => {
    expect(instantOfLocal(calendarDate('2026-05-07'), '09:15:30').toISOString()).toBe(
      '2026-05-07T01:15:30.000Z',
    );
    for (const time of ['9:15', '25:00', '09:60:00', '']) {
      expect(() => instantOfLocal(calendarDate('2026-05-07'), time)).toThrow(RangeError);
    }
  });

  it('writes instants and days in both languages', () => {
    const instant = new Date('2026-05-07T01:05:09Z');
    expect(formatInstant(instant, 'zh-CN')).toBe('2026年5月7日 09:05');
    expect(formatInstant(instant, 'en')).toBe('7 May 2026, 09:05');
    expect(formatInstant(new Date('2026-05-07T16:00:00Z'), 'en')).toBe('8 May 2026, 00:00');
    expect(formatDay(calendarDate('2026-11-30'), 'en')).toBe('30 Nov 2026');
    expect(toLocalIso(instant)).toBe('2026-05-07T09:05:09+08:00');
  });

  it('names the day of every instant as its local writing does, in summer time and out of it', () => {
    const seconds = fc.integer({ min: -2_500_000_000, max: 7_000_000_000 });
    fc.assert(
      fc.property(seconds, (second) => {
        const instant = new Date(second * 1000);
        expect(localDay(instant)).toBe(toLocalIso(instant).slice(0, 10));
      }),
    );
    expect(localDay(new Date('1988-07-01T15:30:00Z'))).toBe('1988-07-02');
    expect(() => localDay(new Date(Number.NaN))).toThrow(RangeError);
  });

  it('loses no second between an instant and its local writing', () => {
    const seconds = fc.integer({ min: 700_000_000, max: 4_000_000_000 });
    fc.assert(
      fc.property(
        seconds,
        (second) => new Date(toLocalIso(new Date(second * 1000))).getTime() === second * 1000,
      ),
    );
  });
});
