import { availableParallelism } from 'node:os';

/** Lets a few pieces of work run at once and the others wait for their turn. */
export class Slots {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly count: number) {}

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.count) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

/** Pictures in memory at once, in this process: an upload of many, renditions, all together. One processor is left to the pages. */
export const DECODING = new Slots(Math.max(1, Math.min(2, availableParallelism() - 1)));
