import { BeforeApplicationShutdown, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { systemActor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { Jobs } from '../../platform/jobs/jobs';
import { RepeatedWork } from '../../platform/jobs/repeated-work';
import { MOST_AT_ONCE } from '../images/renderers';
import { DueRenditionsRepository } from './due-renditions.repository';
import { RenderPhotos } from './render-photos';

/** Milliseconds between two looks for photos that wait. */
const PAUSE_MS = 500;

/** Photos in hand: those being decoded, and others that are read or written meanwhile. */
const IN_HAND = MOST_AT_ONCE + 2;

/** Milliseconds after which a process says again what it has in hand; a third of what it is believed for. */
const HOLD_MS = 5000;

/** Prepares photos within seconds of their arrival, in every process that works on jobs, a few at a time. */
@Injectable()
export class KeepRendering implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('photos');
  private readonly looks: RepeatedWork;
  private readonly running = new Set<Promise<void>>();
  private isStopping = false;

  constructor(
    private readonly jobs: Jobs,
    private readonly database: Database,
    private readonly due: DueRenditionsRepository,
    private readonly photos: RenderPhotos,
  ) {
    this.looks = new RepeatedWork(
      PAUSE_MS,
      () => this.look(),
      (error) => this.log.warn(`no photos are prepared for the moment: ${String(error)}`),
    );
  }

  onApplicationBootstrap(): void {
    if (this.jobs.works) this.looks.start();
  }

  /** What is in hand is finished; what waits is still there at the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.looks.stop();
  }

  /** Until nothing waits that no other process has in hand, or this one ends. */
  private async look(): Promise<void> {
    const holding = setInterval(() => void this.hold(), HOLD_MS);
    try {
      while (await this.refill()) await Promise.race(this.running);
    } finally {
      await Promise.allSettled(this.running);
      clearInterval(holding);
    }
  }

  /** @returns whether anything runs now */
  private async refill(): Promise<boolean> {
    const free = this.isStopping ? 0 : IN_HAND - this.running.size;
    const taken = free > 0 ? await this.acting().write((tx) => this.due.take(tx, free)) : [];
    for (const { photoId, tries } of taken) {
      const work = this.photos.taken(photoId, tries).finally(() => this.running.delete(work));
      this.running.add(work);
    }
    return this.running.size > 0;
  }

  private async hold(): Promise<void> {
    await this.acting()
      .write((tx) => this.due.hold(tx, this.photos.inHand))
      .catch((error: unknown) => this.log.warn(`photos in hand are not held: ${String(error)}`));
  }

  private acting(): ReturnType<Database['as']> {
    return this.database.as(systemActor('jobs'));
  }
}
