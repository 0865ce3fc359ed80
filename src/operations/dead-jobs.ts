import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { DeadJob, Jobs } from '../platform/jobs/jobs';
import { notFound } from '../platform/problems/problem';

/** Background work that failed to the end: somebody must see it, and may let it run once more. */
@Injectable()
export class DeadJobs {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly history: History,
  ) {}

  /** The newest first. The queue belongs to no area, so it is read with the system's sight. */
  async list(actor: Actor): Promise<DeadJob[]> {
    return this.database.as(actor).read((tx) => tx.withSystemSight(() => this.jobs.dead(tx)));
  }

  /** @throws Problem not-found for a job that is not dead (any more) */
  async retry(actor: Actor, id: string): Promise<void> {
    const job = (await this.list(actor)).find((dead) => dead.id === id);
    if (!job) throw notFound();
    await this.database.as(actor).write((tx) =>
      this.history.record(tx, {
        kind: 'job.retried',
        subject: { type: 'job', id },
        areaCode: actor.areaCode,
        data: { name: job.name },
      }),
    );
    await this.jobs.retry(job.name, id);
  }
}
