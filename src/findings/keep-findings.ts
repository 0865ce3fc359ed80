import { BeforeApplicationShutdown, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { systemActor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { Jobs } from '../platform/jobs/jobs';
import { RepeatedWork } from '../platform/jobs/repeated-work';
import { Problem } from '../platform/problems/problem';
import { DueFindingsRepository, DueSubject } from './due-findings.repository';
import { RefreshFindings } from './refresh-findings';

/** Milliseconds between two looks for what is due. */
const PAUSE_MS = 2000;

/** How many rows of the queue a look takes at once. */
const BATCH = 200;

/**
 * Looks at a retrofit or a programme within seconds of whatever was recorded of it, in every process that works on
 * jobs. Each subject is a transaction of its own, so that one that fails holds up no other; it is tried again later.
 */
@Injectable()
export class KeepFindings implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('findings');
  private readonly looks: RepeatedWork;
  private isStopping = false;

  constructor(
    private readonly jobs: Jobs,
    private readonly database: Database,
    private readonly due: DueFindingsRepository,
    private readonly refresh: RefreshFindings,
  ) {
    this.looks = new RepeatedWork(
      PAUSE_MS,
      () => this.look(),
      (error) => this.log.warn(`not looked for the moment: ${String(error)}`),
    );
  }

  onApplicationBootstrap(): void {
    if (this.jobs.works) this.looks.start();
  }

  /** What is due by now is still due at the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.looks.stop();
  }

  /** For whoever looks at one retrofit: what is due of it is not left to the next turn. */
  async bringUpToDate(retrofitId: string): Promise<void> {
    await this.lookAt({ retrofitId, programmeId: null }, 'wait');
  }

  /** Until nothing is due that no other process has in hand, or this one ends. */
  private async look(): Promise<void> {
    let wasTaken: boolean;
    do {
      wasTaken = false;
      for (const subject of await this.asSystem().read((tx) => this.due.oldest(tx, BATCH))) {
        if (this.isStopping) return;
        wasTaken = (await this.lookAt(subject, 'leave')) || wasTaken;
      }
    } while (wasTaken);
  }

  private async lookAt(subject: DueSubject, patience: 'wait' | 'leave'): Promise<boolean> {
    try {
      return await this.asSystem().write(async (tx) => {
        const isTaken = await this.due.take(tx, subject, patience);
        if (isTaken) await this.ask(tx, subject);
        return isTaken;
      });
    } catch (error) {
      this.log.warn(`not looked at ${subject.retrofitId ?? subject.programmeId}: ${String(error)}`);
      await this.asSystem().write((tx) => this.due.postpone(tx, subject));
      return false;
    }
  }

  private async ask(tx: Tx, { retrofitId, programmeId }: DueSubject): Promise<void> {
    try {
      if (retrofitId !== null) await this.refresh.ofRetrofit(tx, retrofitId);
      else await this.refresh.ofProgramme(tx, programmeId);
    } catch (error) {
      // What does not exist has no findings, and nobody has to try it again.
      if (!(error instanceof Problem) || error.code !== 'not-found') throw error;
    }
  }

  private asSystem(): ReturnType<Database['as']> {
    return this.database.as(systemActor('jobs'));
  }
}
