import { MutableClock, SystemClock } from './clock';

describe('A clock', () => {
  it('of the system gives the time of the machine', () => {
    const before = Date.now();
    const now = new SystemClock().now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('of a test stands still until it is moved', () => {
    const clock = new MutableClock('2026-05-07T01:00:00Z');
    clock.now().setFullYear(1999);
    expect(clock.now().toISOString()).toBe('2026-05-07T01:00:00.000Z');
    clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4, milliseconds: 5 });
    expect(clock.now().toISOString()).toBe('2026-05-08T03:03:04.005Z');
    clock.set(new Date('2022-09-07T00:00:00Z'));
    expect(clock.now().toISOString()).toBe('2022-09-07T00:00:00.000Z');
  });

  it('refuses an instant that is none', () => {
    expect(() => new MutableClock('yesterday')).toThrow(RangeError);
    expect(() => new MutableClock(new Date()).set('')).toThrow(RangeError);
  });
});
