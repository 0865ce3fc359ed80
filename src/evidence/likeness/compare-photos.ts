import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { Does, JobHandler } from '../../platform/jobs/job';
import { FileStorage } from '../../platform/storage/file-storage';
import { prepare } from '../images/render';
import { DECODING } from '../images/slots';
import { comparePhotos } from './compare-photos.job';
import { KeepFingerprint } from './keep-fingerprint';
import { LikenessFault, LikenessThread } from './likeness-thread';
import { LikenessRepository, PendingPhoto } from './likeness.repository';

const BATCH = 50;

/** A photo whose renditions are made is compared at once; this job takes up whatever else waits, until nothing does. */
@Injectable()
@Does(comparePhotos)
export class ComparePhotos implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly storage: FileStorage,
    private readonly likenesses: LikenessRepository,
    private readonly thread: LikenessThread,
    private readonly keep: KeepFingerprint,
  ) {}

  /** One that fails holds up no other. @throws what the first of those failed with, at the end */
  async execute(): Promise<void> {
    const acting = this.database.as(systemActor('jobs'));
    const faults: unknown[] = [];
    for (let after: string | null = null; ;) {
      const batch: PendingPhoto[] = await acting.read((tx) => this.likenesses.pending(tx, after, BATCH));
      for (const photo of batch) await this.one(photo).catch((error: unknown) => faults.push(error));
      if (batch.length < BATCH) break;
      after = batch.at(-1)!.id;
    }
    if (faults.length > 0) throw faults[0];
  }

  private async one({ id, storageKey, isUnreadable }: PendingPhoto): Promise<void> {
    if (isUnreadable) return this.keep.failed(id, 'its renditions failed');
    const content = await this.storage.read(storageKey);
    const made = await DECODING.run(() => prepare(content).catch((error: unknown) => String(error)));
    if (typeof made === 'string') return this.keep.failed(id, made);
    const fingerprint = await this.thread.fingerprintOf(made.grey).catch((error: unknown) => {
      if (error instanceof LikenessFault) return error;
      throw error;
    });
    if (fingerprint instanceof LikenessFault) await this.keep.failed(id, fingerprint.message);
    else await this.keep.execute(id, fingerprint);
  }
}
