import { defineJob } from '../platform/jobs/job';

/** Reads or applies what an import has still before it. */
export const continueImport = defineJob<{ importId: string }>({
  name: 'continue-import',
  retries: 3,
  expireSeconds: 3600,
});

/** Finds imports whose worker is gone, every minute. */
export const resumeImports = defineJob<Record<string, never>>({
  name: 'resume-imports',
  retries: 0,
  expireSeconds: 60,
  cron: '* * * * *',
});
