import { acceptanceTexts } from './acceptance/acceptance.texts';
import { reportContentTexts } from './acceptance/report-content/report-content.texts';
import { accessTexts } from './access/access.texts';
import { areasTexts } from './access/areas/areas.texts';
import { tokensTexts } from './access/tokens/tokens.texts';
import { usersTexts } from './access/users/users.texts';
import { auditTexts } from './audit/audit.texts';
import { constructionTexts } from './construction/construction.texts';
import { dateHintsTexts } from './workflow/date-hints.texts';
import { findingsTexts } from './findings/findings.texts';
import { quickReasonsTexts } from './findings/review/quick-reasons.texts';
import { reviewTexts } from './findings/review/review.texts';
import { historyTexts } from './history/history.texts';
import { consentTexts } from './households/consent-texts/consent-texts.texts';
import { evidenceTexts } from './evidence/evidence.texts';
import { contractorsTexts } from './contractors/contractors.texts';
import { importsTexts } from './imports/imports.texts';
import { householdsTexts } from './households/households.texts';
import { jobsTexts } from './operations/jobs.texts';
import { operationsTexts } from './operations/operations.texts';
import { catalogueTexts } from './plans/catalogue/catalogue.texts';
import { plansTexts } from './plans/plans.texts';
import { FeatureTexts } from './platform/i18n/texts';
import { problemsTexts, validationTexts } from './platform/problems/problems.texts';
import { layoutTexts, navigationTexts } from './platform/views/layout.texts';
import { programmesTexts } from './programmes/programmes.texts';
import { waiversTexts } from './waivers/waivers.texts';
import { worklistTexts } from './reporting/worklist/worklist.texts';
import { ruleBookTexts } from './rule-book/rule-book.texts';
import { rulesTexts } from './rules/rules.texts';
import { workflowTexts } from './workflow/workflow.texts';
import { applicationsTexts } from './applications/applications.texts';
import { surveyTexts } from './survey/survey.texts';

/** Every text of the application. A feature that has texts is named here. */
export const TEXTS: readonly FeatureTexts[] = [
  problemsTexts,
  validationTexts,
  layoutTexts,
  navigationTexts,
  rulesTexts,
  findingsTexts,
  reviewTexts,
  quickReasonsTexts,
  auditTexts,
  ruleBookTexts,
  accessTexts,
  usersTexts,
  areasTexts,
  tokensTexts,
  historyTexts,
  operationsTexts,
  jobsTexts,
  worklistTexts,
  evidenceTexts,
  householdsTexts,
  consentTexts,
  programmesTexts,
  contractorsTexts,
  catalogueTexts,
  plansTexts,
  constructionTexts,
  dateHintsTexts,
  acceptanceTexts,
  reportContentTexts,
  workflowTexts,
  applicationsTexts,
  surveyTexts,
  importsTexts,
  waiversTexts,
];
