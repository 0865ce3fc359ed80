import { sealHistory } from './history/seal-history.job';
import { JobKind } from './platform/jobs/job';

/** Every kind of background work; each has exactly one handler, checked at start. */
export const JOBS: readonly JobKind[] = [sealHistory];
