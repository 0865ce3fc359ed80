import { defineJob } from '../platform/jobs/job';

/** Asks the whole rule book of every record in a run's scope. A million records take minutes. */
export const runAudit = defineJob<{ runId: string }>({
  name: 'run-audit',
  retries: 3,
  expireSeconds: 3600,
});
