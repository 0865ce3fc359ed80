import { Injectable, Logger } from '@nestjs/common';
import { systemActor } from '../../platform/database/actor';
import { ActingDatabase, Database } from '../../platform/database/database';
import { Fingerprint } from './fingerprint';
import { LikenessFault, LikenessThread } from './likeness-thread';
import { LikePair, LikenessRepository, NearPhoto } from './likeness.repository';

/** Photos whose details are in memory at once for the second look; up to 16 KB each. */
const BATCH = 100;

/**
 * Compares a photo with every other one, living or of an old ledger, in all districts. What it is found by is
 * committed before it is searched with: of two photos that come at the same moment, the one that is committed later
 * finds the other.
 */
@Injectable()
export class KeepFingerprint {
  private readonly log = new Logger('likeness');
  private readonly acting: ActingDatabase;

  constructor(
    database: Database,
    private readonly thread: LikenessThread,
    private readonly likenesses: LikenessRepository,
  ) {
    this.acting = database.as(systemActor('jobs'));
  }

  /** May run again for the same photo, with the same result. A pair that can't be computed marks it as failed. */
  async execute(photoId: string, fingerprint: Fingerprint): Promise<void> {
    try {
      await this.acting.write((tx) => this.likenesses.keep(tx, photoId, fingerprint));
      const pairs = await this.pairsOf(photoId, fingerprint);
      await this.acting.write(async (tx) => {
        for (const pair of pairs) await this.likenesses.pair(tx, pair);
        await this.likenesses.compared(tx, photoId);
      });
    } catch (error) {
      if (!(error instanceof LikenessFault)) throw error;
      await this.failed(photoId, error.message);
    }
  }

  /** Of a photo whose pixels nobody can read, or whose fingerprint can't be computed, there is nothing to compare. */
  async failed(photoId: string, fault: string): Promise<void> {
    this.log.warn(`photo ${photoId} can't be compared: ${fault}`);
    await this.acting.write((tx) => this.likenesses.failed(tx, photoId, fault));
  }

  private async pairsOf(photoId: string, fingerprint: Fingerprint): Promise<LikePair[]> {
    const near = await this.acting.read((tx) => this.likenesses.near(tx, photoId, fingerprint));
    const pairs: LikePair[] = [];
    for (let from = 0; from < near.length; from += BATCH)
      pairs.push(...(await this.secondLook(photoId, fingerprint.details, near.slice(from, from + BATCH))));
    return pairs;
  }

  private async secondLook(
    photoId: string,
    details: Buffer,
    near: readonly NearPhoto[],
  ): Promise<LikePair[]> {
    const known = await this.acting.read((tx) => this.likenesses.detailsOf(tx, near.map(({ id }) => id))); // prettier-ignore
    const others = near.map(({ id }) => ({ details: known.get(id)!, comesFirst: id < photoId }));
    const looks = await this.thread.likenessesOf(details, others);
    return near.flatMap(({ id, distance }, at) => {
      const likeness = looks[at];
      if (!likeness) return [];
      const [first, second] = id < photoId ? [id, photoId] : [photoId, id];
      return [{ photoId: first, otherId: second, distance, likeness }];
    });
  }
}
