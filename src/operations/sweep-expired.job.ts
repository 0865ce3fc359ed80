import { defineJob } from '../platform/jobs/job';

/** Clears away what has served its time, every night at 18:40 UTC (02:40 in the district). */
export const sweepExpired = defineJob<Record<string, never>>({
  name: 'sweep-expired',
  retries: 3,
  expireSeconds: 600,
  cron: '40 18 * * *',
});
