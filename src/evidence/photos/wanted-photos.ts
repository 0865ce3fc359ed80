import { PHOTO_STAGES, PhotoStage } from '../../plans/catalogue/catalogue-item';
import { Role } from '../../platform/database/actor';
import { paths } from '../../paths';
import { beforesOf } from './photo-pairs';
import { PlannedItem, Room } from './photo-places.repository';
import { PhotoRow } from './photo.repository';

export interface WantedPhoto {
  readonly stage: PhotoStage;
  readonly isThere: boolean;
  /** What was before the works can't be photographed any more. */
  readonly isTooLate: boolean;
  /** For an after photo: the before photos that it should be taken from the same side as. */
  readonly likes: readonly LikePhoto[];
}

export interface LikePhoto {
  readonly likePhotoId: string;
  readonly url: string;
  /** Whether an after photo says that it stands beside this one. */
  readonly isMirrored: boolean;
}

/** The stages of which somebody may add photos now. */
export function stagesOpenTo(role: Role | 'system', hasBegun: boolean): PhotoStage[] {
  return PHOTO_STAGES.filter((stage) => stage !== 'before' || (role !== 'contractor' && !hasBegun));
}

/**
 * What the catalogue asks for an item, and what of it is there. The photo from before may be one of its room, because
 * the survey comes before the plan that names the items; rule E01 sees it the same way.
 */
export function wantedOf(item: PlannedItem, photos: readonly PhotoRow[], hasBegun: boolean): WantedPhoto[] {
  const inForce = photos.filter(({ supersededBy }) => supersededBy === null);
  const has = (stage: PhotoStage): boolean =>
    inForce.some(
      (photo) =>
        photo.stage === stage &&
        (photo.itemId === item.id || (stage === 'before' && photo.roomId === item.roomId)),
    );
  return item.item.requiredPhotos.map((stage) => ({
    stage,
    isThere: has(stage),
    isTooLate: stage === 'before' && hasBegun,
    likes: stage === 'after' ? likesOf(item, inForce) : [],
  }));
}

function likesOf(item: PlannedItem, inForce: readonly PhotoRow[]): LikePhoto[] {
  return beforesOf(item, inForce).map(({ id }) => ({
    likePhotoId: id,
    url: paths.photos.screen(id),
    isMirrored: inForce.some(({ pairedWith, itemId }) => pairedWith === id && itemId === item.id),
  }));
}

/** Before there is a plan, each room is photographed as it is. */
export function wantedOfRoom(room: Room, photos: readonly PhotoRow[], hasBegun: boolean): WantedPhoto[] {
  const isThere = photos.some((photo) => photo.roomId === room.id && photo.stage === 'before' && photo.supersededBy === null); // prettier-ignore
  return [{ stage: 'before', isThere, isTooLate: hasBegun, likes: [] }];
}
