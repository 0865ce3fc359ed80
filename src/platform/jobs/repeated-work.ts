/**
 * Work that a process does again and again, with a pause after each turn, so that it never overtakes itself. For
 * looks that are too frequent for the calendar and cost next to nothing when there is nothing to do.
 */
export class RepeatedWork {
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private isStopped = false;
  private isFailing = false;

  /** @param onFault told the first of several faults in a row; work goes on after each */
  constructor(
    private readonly pauseMs: number,
    private readonly work: () => Promise<void>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.turn = this.once().then(() => {
        if (!this.isStopped) this.start();
      });
    }, this.pauseMs);
  }

  /** Waits for the turn that runs now; there is none after it. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.turn;
  }

  private async once(): Promise<void> {
    try {
      await this.work();
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.onFault(error);
      this.isFailing = true;
    }
  }
}
