import { defineJob } from '../platform/jobs/job';

/**
 * Goes over the whole history every hour for what the looks every few seconds (`keep-sealing.ts`) can't see: an
 * entry whose id is not of its time, written with psql or on a machine whose clock is wrong.
 */
export const sealHistory = defineJob<Record<string, never>>({
  name: 'seal-history',
  retries: 5,
  expireSeconds: 300,
  cron: '17 * * * *',
});
