import { Injectable } from '@nestjs/common';
import { systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Does, JobHandler } from '../platform/jobs/job';
import { Jobs } from '../platform/jobs/jobs';
import { continueImport, resumeImports } from './continue-import.job';
import { ImportRepository } from './import.repository';

/** No batch takes this long: who has not got on since is gone. */
const STALLED_SECONDS = 60;

/** Sets imports going again whose worker was killed in the middle. */
@Injectable()
@Does(resumeImports)
export class ResumeImports implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly jobs: Jobs,
  ) {}

  async execute(): Promise<void> {
    await this.database.as(systemActor('jobs')).write(async (tx) => {
      for (const importId of await this.imports.stalled(tx, STALLED_SECONDS))
        await this.jobs.enqueue(tx, continueImport, { importId });
    });
  }
}
