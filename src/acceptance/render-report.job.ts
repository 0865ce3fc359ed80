import { defineJob } from '../platform/jobs/job';

/** Makes the PDF of an issued report. */
export const renderReport = defineJob<{ reportId: string }>({
  name: 'render-report',
  retries: 5,
  expireSeconds: 300,
});
