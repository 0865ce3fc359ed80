import { Problem } from '../../platform/problems/problem';
import { Retrofit } from '../../workflow/retrofit.entity';
import { OpenComplaint } from './photo.repository';

/**
 * Whether photos of an item can be added. What was accepted was accepted on the photos of that day; afterwards only
 * the cure of what the household complained of is shown.
 * @param itemId null for photos of a room
 */
export function takesPhotos(
  { acceptedOn }: Pick<Retrofit, 'acceptedOn'>,
  complaints: readonly OpenComplaint[],
  itemId: string | null,
): boolean {
  return acceptedOn === null || complaints.some((one) => one.itemId === null || one.itemId === itemId);
}

/** E08, with what to do instead. @param reason refused a new photo, or one in the place of another */
export function closedByAcceptance(reason: 'closedToPhotos' | 'acceptedOnPhoto', field: string): Problem {
  return new Problem('rule-broken', {
    findings: [{ rule: 'E08', facts: {}, fixAt: { page: 'photos', field } }],
    errors: [{ field, key: `evidence.refused.${reason}` }],
  });
}
