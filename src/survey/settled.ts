import { invalid, Problem } from '../platform/problems/problem';
import { Retrofit } from '../workflow/retrofit.entity';

/**
 * The household signs a plan that was drawn up on what was seen and said at home: from then on the record of both is
 * what was signed upon, and it is settled too where the retrofit ended.
 * @throws Problem conflict
 */
export function refuseSettled({ planAgreedOn, endedOn }: Pick<Retrofit, 'planAgreedOn' | 'endedOn'>): void {
  if (planAgreedOn !== null || endedOn !== null) throw new Problem('conflict');
}

/** A correction that corrects nothing would stand in the history with a reason for nothing. */
export function noChange(): Problem {
  return invalid({ field: 'reason', key: 'survey.correct.nothing' });
}
