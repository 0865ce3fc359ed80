import { BeforeApplicationShutdown, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { Jobs } from '../platform/jobs/jobs';
import { RepeatedWork } from '../platform/jobs/repeated-work';
import { SealHistory } from './seal-history';

/** Milliseconds between two looks for entries without a seal. */
const PAUSE_MS = 2000;

/** How far back a look goes, in milliseconds: no act takes so long from its entry to its commit. */
const LOOK_BACK_MS = 10 * 60_000;

/**
 * Seals within seconds of a commit, in every process that works on jobs. It looks by itself: a writer who had to
 * call it (NOTIFY takes one lock for all commits of the database) would queue behind the others. A look reads the
 * youngest ids only; the first of a process goes over the whole history, for what was recorded while none ran.
 */
@Injectable()
export class KeepSealing implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('history');
  private readonly looks: RepeatedWork;
  private sealedUntil: Date | null = null;

  constructor(
    private readonly jobs: Jobs,
    private readonly seal: SealHistory,
  ) {
    this.looks = new RepeatedWork(
      PAUSE_MS,
      () => this.look(),
      (error) => this.log.warn(`not sealed for the moment: ${String(error)}`),
    );
  }

  onApplicationBootstrap(): void {
    if (this.jobs.works) this.looks.start();
  }

  /** The last requests have been answered by now: an installation that was stopped in order is sealed to its end. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.jobs.works) return;
    await this.looks.stop();
    await this.look().catch((error: unknown) => this.log.warn(`not sealed at the end: ${String(error)}`));
  }

  private async look(): Promise<void> {
    // The machine's clock, not the application's: it is what ids are made with.
    const began = new Date();
    if (this.sealedUntil === null) await this.seal.execute();
    else await this.seal.sealSince(new Date(this.sealedUntil.getTime() - LOOK_BACK_MS));
    this.sealedUntil = began;
  }
}
