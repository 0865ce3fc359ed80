import { DateName, Dossier } from './dossier';

/** The acts of a retrofit that a gate can hold up, in their order. */
export const MILESTONES = [
  'application',
  'approval',
  'survey',
  'planAgreement',
  'start',
  'completion',
  'acceptance',
  'signature',
  'closing',
] as const;

export type Milestone = (typeof MILESTONES)[number];

/** The date whose presence says that a milestone was passed. */
const DATE_OF: Record<Milestone, DateName> = {
  application: 'appliedOn',
  approval: 'approvedOn',
  survey: 'surveyedOn',
  planAgreement: 'planAgreedOn',
  start: 'startedOn',
  completion: 'completedOn',
  acceptance: 'acceptedOn',
  signature: 'signedOn',
  closing: 'signedOn',
};

export function isPast(milestone: Milestone, dossier: Dossier): boolean {
  return dossier.dates[DATE_OF[milestone]] !== undefined;
}
