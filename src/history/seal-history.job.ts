import { defineJob } from '../platform/jobs/job';

/** Chains what was recorded since the last run. Every minute by the calendar; an act's own enqueueing makes it seconds. */
export const sealHistory = defineJob<Record<string, never>>({
  name: 'seal-history',
  retries: 5,
  expireSeconds: 300,
  cron: '* * * * *',
});
