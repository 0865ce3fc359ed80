import { Injectable } from '@nestjs/common';
import { systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Does, JobHandler } from '../platform/jobs/job';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { DueFindingsRepository } from './due-findings.repository';
import { recheckFindings } from './recheck-findings.job';

/** A day that passes breaks rules by itself (`watch`): a term that ran out, a visit that nobody made. */
@Injectable()
@Does(recheckFindings)
export class RecheckFindings implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly due: DueFindingsRepository,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const today = localDay(this.clock.now());
    await this.database.as(systemActor('jobs')).write((tx) => this.due.addByCalendar(tx, today));
  }
}
