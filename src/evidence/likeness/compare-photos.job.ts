import { defineJob } from '../../platform/jobs/job';

/** Compares photos that were rendered before anybody compared them, and those that came with old ledgers. */
export const comparePhotos = defineJob<Record<string, never>>({
  name: 'compare-photos',
  retries: 1,
  expireSeconds: 3600,
  cron: '*/5 * * * *',
});
