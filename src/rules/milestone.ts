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

/** The date whose presence says that a milestone was reached. */
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

/** Works cannot be undone: once they began, or ended in any way, what should have come before them is past too. */
const WORKS: readonly Milestone[] = ['start', 'completion', 'acceptance', 'signature'];

/** The dates of which any one says that a milestone was passed. */
const PASSED_BY: Record<Milestone, readonly DateName[]> = {
  application: passedBy('application', ['approval', ...WORKS]),
  approval: passedBy('approval', WORKS),
  survey: passedBy('survey', WORKS),
  planAgreement: passedBy('planAgreement', WORKS),
  start: passedBy('start', WORKS),
  completion: passedBy('completion', WORKS.slice(2)),
  acceptance: passedBy('acceptance', WORKS.slice(3)),
  signature: passedBy('signature', []),
  closing: passedBy('closing', []),
};

function passedBy(milestone: Milestone, later: readonly Milestone[]): DateName[] {
  return [DATE_OF[milestone], ...later.map((one) => DATE_OF[one])];
}

/** Also of a milestone whose own date is missing: who never approved has not been asked too early. */
export function isPast(milestone: Milestone, { dates }: Dossier): boolean {
  return PASSED_BY[milestone].some((date) => dates[date] !== undefined);
}
