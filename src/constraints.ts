import { accessConstraints } from './access/access.constraints';
import { acceptanceConstraints } from './acceptance/acceptance.constraints';
import { applicationsConstraints } from './applications/applications.constraints';
import { auditConstraints } from './audit/audit.constraints';
import { contractorsConstraints } from './contractors/contractors.constraints';
import { evidenceConstraints } from './evidence/evidence.constraints';
import { findingsConstraints } from './findings/findings.constraints';
import { historyConstraints } from './history/history.constraints';
import { householdsConstraints } from './households/households.constraints';
import { importsConstraints } from './imports/imports.constraints';
import { plansConstraints } from './plans/plans.constraints';
import { platformConstraints } from './platform/problems/platform.constraints';
import { ConstraintMeanings } from './platform/problems/constraint-problems';
import { programmesConstraints } from './programmes/programmes.constraints';
import { waiversConstraints } from './waivers/waivers.constraints';
import { workflowConstraints } from './workflow/workflow.constraints';

/** Every named constraint of the database and what its breach means; a test asks the catalog for any left out. */
export const CONSTRAINTS: ConstraintMeanings = {
  ...platformConstraints,
  ...accessConstraints,
  ...historyConstraints,
  ...householdsConstraints,
  ...programmesConstraints,
  ...applicationsConstraints,
  ...plansConstraints,
  ...contractorsConstraints,
  ...workflowConstraints,
  ...evidenceConstraints,
  ...acceptanceConstraints,
  ...importsConstraints,
  ...waiversConstraints,
  ...findingsConstraints,
  ...auditConstraints,
};
