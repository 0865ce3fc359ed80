import { defineJob } from '../platform/jobs/job';

/** Makes due what the calendar alone can change, every night at 17:10 UTC (01:10 in the district). */
export const recheckFindings = defineJob<Record<string, never>>({
  name: 'recheck-findings',
  retries: 3,
  expireSeconds: 600,
  cron: '10 17 * * *',
});
