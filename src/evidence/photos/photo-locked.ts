import { broken, Problem } from '../../platform/problems/problem';
import { PhotoStage } from '../../rules/dossier';

/** E08, told before the database has to: nothing of this stage is added or replaced any more. */
export function photoLocked(stage: PhotoStage, field?: string): Problem {
  const facts = { problem: 'locked', stage, on: null, startedOn: null };
  return broken([{ rule: 'E08', facts, fixAt: { page: 'photos', ...(field && { field }) } }]);
}
