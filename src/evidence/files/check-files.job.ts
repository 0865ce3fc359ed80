import { defineJob } from '../../platform/jobs/job';

/** Reads some of the stored files again, the longest unchecked first, once a day at night, after the sweep. */
export const checkFiles = defineJob<Record<string, never>>({
  name: 'check-files',
  retries: 2,
  expireSeconds: 6 * 3600,
  cron: '10 19 * * *', // 03:10 in the districts
});
