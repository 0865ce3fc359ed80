import { defineJob } from '../../platform/jobs/job';

/** Removes files that no row names, once a day at night. */
export const sweepFiles = defineJob<Record<string, never>>({
  name: 'sweep-files',
  retries: 1,
  expireSeconds: 3600,
  cron: '40 18 * * *', // 02:40 in the districts
});
