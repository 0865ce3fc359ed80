import { SetMetadata } from '@nestjs/common';

/** A kind of background work: its name is also its queue's. */
export interface JobKind {
  readonly name: string;
  /** Tries after the first; each waits twice as long as the one before. */
  readonly retries: number;
  /** Seconds after which a running job counts as lost and is tried again. */
  readonly expireSeconds: number;
  /** Runs by the calendar when given (five fields of cron, UTC). */
  readonly cron?: string;
}

/** A job kind together with the type of its data, which only exists for the compiler. */
export interface JobDefinition<Data extends object> extends JobKind {
  readonly data?: Data;
}

export function defineJob<Data extends object>(
  definition: Omit<JobDefinition<Data>, 'data'>,
): JobDefinition<Data> {
  return definition;
}

export const JOB = 'tantu:job';

/** Marks the one provider that does a job; it is checked at start that each job has exactly one. */
export const Does = (job: JobKind) => SetMetadata(JOB, job.name);

export interface JobHandler<Data extends object = object> {
  /** Does the work once more or for the first time: a job may run twice, so its effect must be the same. */
  execute(data: Data): Promise<void>;
}
