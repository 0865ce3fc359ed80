/** The one source of "now". Everything that asks the time has it given, so that a test can decide what day it is. */
export abstract class Clock {
  abstract now(): Date;
}

/** The machine's clock; the one that runs in the office. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands where it was put, for tests and for seeding a demo whose records have a past. */
export class MutableClock extends Clock {
  private instant: number;

  constructor(start: Date | string) {
    super();
    this.instant = MutableClock.read(start);
  }

  now(): Date {
    return new Date(this.instant);
  }

  set(instant: Date | string): void {
    this.instant = MutableClock.read(instant);
  }

  advance(by: {
    days?: number;
    hours?: number;
    minutes?: number;
    seconds?: number;
    milliseconds?: number;
  }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = by;
    this.instant += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
  }

  private static read(instant: Date | string): number {
    const value = new Date(instant).getTime();
    if (Number.isNaN(value)) throw new RangeError(`not an instant: ${String(instant)}`);
    return value;
  }
}
