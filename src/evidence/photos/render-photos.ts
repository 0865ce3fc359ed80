import { Injectable, Logger } from '@nestjs/common';
import { systemActor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { Does, JobHandler } from '../../platform/jobs/job';
import { FileStorage } from '../../platform/storage/file-storage';
import { keepFiles } from '../../platform/storage/kept-files';
import { render, Renditions } from '../images/render';
import { DECODING } from '../images/slots';
import { PhotoRepository } from './photo.repository';
import { renderPhotos } from './render-photos.job';

/**
 * Makes the renditions of photos, in the background or at once for somebody who looks before that. A file that the
 * decoder can't read is marked as failed, with the reason, and not tried again; what may pass (a full disk, the
 * database away) fails the job, and the queue tries again.
 */
@Injectable()
@Does(renderPhotos)
export class RenderPhotos implements JobHandler<{ photoIds: readonly string[] }> {
  private readonly log = new Logger('photos');
  private readonly underway = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly photos: PhotoRepository,
    private readonly storage: FileStorage,
  ) {}

  async execute({ photoIds }: { photoIds: readonly string[] }): Promise<void> {
    for (const id of photoIds) await this.one(id);
  }

  /** Once, however many ask for it at the same time. */
  one(photoId: string): Promise<void> {
    const running = this.underway.get(photoId);
    if (running) return running;
    const work = this.make(photoId).finally(() => this.underway.delete(photoId));
    this.underway.set(photoId, work);
    return work;
  }

  private async make(photoId: string): Promise<void> {
    const acting = this.database.as(systemActor('jobs'));
    const photo = await acting.read((tx) => this.photos.keys(tx, photoId));
    if (photo.renditionState !== 'pending') return;
    const renditions = await DECODING.run(async () =>
      this.attempt(await this.storage.read(photo.storageKey)),
    );
    if (renditions instanceof Error) {
      this.log.warn(`photo ${photoId} can't be rendered: ${renditions.message}`);
      await acting.write((tx) => this.photos.unrenderable(tx, photoId, renditions.message));
      return;
    }
    const screen = await this.storage.put(renditions.screen);
    const thumbnail = await this.storage.put(renditions.thumbnail);
    await acting.write(async (tx) => {
      await keepFiles(tx, this.storage, [screen.key, thumbnail.key]);
      await this.photos.rendered(tx, photoId, screen.key, thumbnail.key);
    });
  }

  private async attempt(content: Buffer): Promise<Renditions | Error> {
    try {
      return await render(content);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}
