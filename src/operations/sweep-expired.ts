import { Injectable } from '@nestjs/common';
import { systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Does, JobHandler } from '../platform/jobs/job';
import { Clock } from '../platform/time/clock';
import { sweepExpired } from './sweep-expired.job';

/** A phone that was offline longer than this sends its work as new; until then a retry is answered as before. */
const IDEMPOTENCY_DAYS = 30;

/** Deletes the answers to old retries, sessions that ended, and sign-ins that failed long ago. No record of the work itself is ever swept. */
@Injectable()
@Does(sweepExpired)
export class SweepExpired implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    const oldest = new Date(now.getTime() - IDEMPOTENCY_DAYS * 86_400_000);
    await this.database.as(systemActor('jobs')).write(async (tx) => {
      await tx.change('DELETE FROM idempotency_keys WHERE created_at < $1', [oldest]);
      await tx.change('DELETE FROM sessions WHERE expire < $1', [now]);
      await tx.change('DELETE FROM sign_in_failures WHERE forgotten_at < $1', [now]);
    });
  }
}
