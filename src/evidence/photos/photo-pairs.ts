import { PlannedItem } from './photo-places.repository';
import { PhotoRow } from './photo.repository';

/** What was and what is, from the same side. */
export interface PhotoPair {
  readonly before: PhotoRow;
  readonly after: PhotoRow;
}

type Place = Pick<PlannedItem, 'id' | 'roomId'>;

/**
 * The before photos that an after photo of an item may stand beside, those of the item itself first. The survey comes
 * before the plan that names the items, so that one of its room does as well.
 */
export function beforesOf({ id, roomId }: Place, photos: readonly PhotoRow[]): PhotoRow[] {
  const befores = photos.filter(({ stage, supersededBy }) => stage === 'before' && supersededBy === null);
  return [
    ...befores.filter(({ itemId }) => itemId === id),
    ...befores.filter((photo) => photo.itemId === null && photo.roomId === roomId),
  ];
}

/** The after photos of an item, each beside the one that it says; where none says any, the first beside the first. */
export function pairsOf(place: Place, photos: readonly PhotoRow[]): PhotoPair[] {
  const afters = photos.filter(
    ({ itemId, stage, supersededBy }) => itemId === place.id && stage === 'after' && supersededBy === null,
  );
  const said = afters.flatMap((after) => {
    const before = photos.find(({ id }) => id === after.pairedWith);
    return before ? [{ before, after }] : [];
  });
  if (said.length > 0) return said;
  const before = photos.find(
    ({ itemId, stage, supersededBy }) => itemId === place.id && stage === 'before' && supersededBy === null,
  );
  return before && afters[0] ? [{ before, after: afters[0] }] : [];
}
