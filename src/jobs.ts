import { runAudit } from './audit/run-audit.job';
import { renderReport } from './acceptance/render-report.job';
import { checkFiles } from './evidence/files/check-files.job';
import { sweepFiles } from './evidence/files/sweep-files.job';
import { comparePhotos } from './evidence/likeness/compare-photos.job';
import { recheckFindings } from './findings/recheck-findings.job';
import { sealHistory } from './history/seal-history.job';
import { sweepExpired } from './operations/sweep-expired.job';
import { continueImport, resumeImports } from './imports/continue-import.job';
import { JobKind } from './platform/jobs/job';

/** Every kind of background work; each has exactly one handler, checked at start. */
export const JOBS: readonly JobKind[] = [sealHistory, renderReport, sweepExpired, comparePhotos, sweepFiles, checkFiles, continueImport, resumeImports, recheckFindings, runAudit]; // prettier-ignore
