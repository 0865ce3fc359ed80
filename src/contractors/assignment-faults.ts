import { FieldError, Problem } from '../platform/problems/problem';
import { AssignedRetrofit } from './assignment.repository';

/** Why a retrofit can't come under a contract or leave it; each has its text `contractors.assign.fault.<fault>`. */
export const ASSIGNMENT_FAULTS = [
  'notFound', 'otherProgramme', 'ended', 'started', 'noPlan', 'sameContract', 'otherContract', 'notUnderIt', 'noWaiver', 'lateWaiver',
] as const; // prettier-ignore
export type AssignmentFault = (typeof ASSIGNMENT_FAULTS)[number];

/**
 * Asks of each retrofit what stands against it and reports every one, so that nobody has to try one by one.
 * @throws Problem conflict with an error for each retrofit that is refused, as `retrofitIds[0]`
 */
export function refuseEach(
  ids: readonly string[],
  found: ReadonlyMap<string, AssignedRetrofit>,
  faultOf: (retrofit: AssignedRetrofit) => AssignmentFault | null,
): void {
  const errors = ids.flatMap((id, index): FieldError[] => {
    const retrofit = found.get(id);
    const fault = retrofit ? faultOf(retrofit) : 'notFound';
    if (fault === null) return [];
    const params = { name: retrofit?.headName ?? null, number: retrofit?.contractNumber ?? null };
    return [{ field: `retrofitIds[${index}]`, key: `contractors.assign.fault.${fault}`, params }];
  });
  if (errors.length > 0) throw new Problem('conflict', { errors });
}
