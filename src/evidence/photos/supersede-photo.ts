import { Injectable } from '@nestjs/common';
import { History } from '../../history/history';
import { Actor } from '../../platform/database/actor';
import { Database, ReadTx } from '../../platform/database/database';
import { invalid, Problem } from '../../platform/problems/problem';
import { Retrofit } from '../../workflow/retrofit.entity';
import { RetrofitRepository } from '../../workflow/retrofit.repository';
import { closedByAcceptance, takesPhotos } from './after-acceptance';
import { photoLocked } from './photo-locked';
import { PhotoRepository, PhotoRow } from './photo.repository';
import { SupersedePhotoDto } from './photos.dto';

/** Puts another photo in the place of one that shows the wrong thing. Both stay, with the reason. */
@Injectable()
export class SupersedePhoto {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly photos: PhotoRepository,
    private readonly history: History,
  ) {}

  /**
   * @throws Problem not-found, forbidden (a contractor, a photo that staff took), conflict when it is superseded
   *   already, invalid-input when the other one can't take its place, rule-broken E08 (before photos, works begun;
   *   photos that an acceptance rests on)
   */
  async execute(
    actor: Actor,
    photoId: string,
    input: SupersedePhotoDto,
  ): Promise<{ id: string; retrofitId: string }> {
    return this.database.as(actor).write(async (tx) => {
      const { retrofitId } = await this.photos.get(tx, photoId);
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      const photo = await this.photos.get(tx, photoId);
      if (actor.role === 'contractor' && photo.uploaderRole !== 'contractor') throw new Problem('forbidden');
      if (photo.supersededBy !== null) throw new Problem('conflict');
      if (photo.stage === 'before' && retrofit.startedOn !== null) throw photoLocked(photo.stage);
      if (!(await this.isOpen(tx, retrofit, photo))) throw closedByAcceptance('acceptedOnPhoto', 'byPhotoId');
      const all = await this.photos.ofRetrofit(tx, retrofitId);
      if (!replacements(photo, all).some(({ id }) => id === input.byPhotoId))
        throw invalid({ field: 'byPhotoId', key: 'validation.choice' });
      await this.photos.supersede(tx, photoId, input.byPhotoId, input.reason);
      await this.history.record(tx, {
        kind: 'photo.superseded',
        subject: { type: 'photo', id: photoId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { byPhotoId: input.byPhotoId, reason: input.reason },
      });
      return { id: photoId, retrofitId };
    });
  }

  /** What was accepted was accepted on these photos; only one of a cure that came later can be put right. */
  async isOpen(tx: ReadTx, retrofit: Retrofit, photo: PhotoRow): Promise<boolean> {
    if (retrofit.acceptedOn === null) return true;
    const complaints = await this.photos.openComplaints(tx, retrofit.id);
    return (
      takesPhotos(retrofit, complaints, photo.itemId) && (await this.photos.cameAfterAcceptance(tx, photo.id))
    );
  }
}

/** The photos that can take another's place: of the same stage and place, and in force themselves. */
export function replacements(photo: PhotoRow, all: readonly PhotoRow[]): PhotoRow[] {
  return all.filter(
    (other) =>
      other.id !== photo.id &&
      other.supersededBy === null &&
      other.stage === photo.stage &&
      other.itemId === photo.itemId &&
      other.roomId === photo.roomId,
  );
}
