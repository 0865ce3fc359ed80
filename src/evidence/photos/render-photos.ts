import { Injectable, Logger } from '@nestjs/common';
import { systemActor } from '../../platform/database/actor';
import { ActingDatabase, Database } from '../../platform/database/database';
import { FileStorage } from '../../platform/storage/file-storage';
import { keepFiles } from '../../platform/storage/kept-files';
import type { KeptRenditions } from '../images/render-process';
import { RendererLost, UnreadablePicture } from '../images/renderer';
import { Renderers } from '../images/renderers';
import { KeepFingerprint } from '../likeness/keep-fingerprint';
import { DueRenditionsRepository } from './due-renditions.repository';
import { PhotoRepository } from './photo.repository';

/** Tries that may end with a lost decoder: two can be chance, three are this file. */
const MOST_CRASHES = 3;

/** Tries that ended with the whole process, which hardly ever is the file's doing, as the decoder runs elsewhere. */
const MOST_TRIES = 12;

/** Seconds before the next try: after a lost decoder, and where the storage or the database is away. */
const AFTER_CRASH_S = 2;
const AFTER_FAULT_S = 10;

/** Why a photo has no renditions and never will; each has its words on the page. */
export const RENDITION_FAULTS = ['unreadable', 'crashed', 'tooLong'] as const;
export type RenditionFault = (typeof RENDITION_FAULTS)[number];

/**
 * Makes the renditions of a photo, in the background or at once for somebody who looks before that. A file that the
 * decoder can't read is marked as failed, with the reason, and not tried again; nor is one that ends the decoder three
 * times. What may pass (a full disk, the database away) is tried again until it has passed.
 */
@Injectable()
export class RenderPhotos {
  private readonly log = new Logger('photos');
  private readonly underway = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly photos: PhotoRepository,
    private readonly due: DueRenditionsRepository,
    private readonly renderers: Renderers,
    private readonly storage: FileStorage,
    private readonly fingerprints: KeepFingerprint,
  ) {}

  /** The photos that this process has in hand. */
  get inHand(): string[] {
    return [...this.underway.keys()];
  }

  /** For whoever looks before the background came to it: once, however many ask at the same time. */
  now(photoId: string): Promise<void> {
    return this.once(photoId, async () => {
      const taken = await this.acting().write((tx) => this.due.takeOne(tx, photoId));
      if (taken) await this.attempt(photoId, taken.tries);
    });
  }

  /** A photo that the background has taken in hand. What fails is put off and logged. */
  taken(photoId: string, tries: number): Promise<void> {
    return this.once(photoId, () =>
      this.attempt(photoId, tries).catch((error: unknown) => {
        this.log.warn(`photo ${photoId} is not prepared for the moment: ${String(error)}`);
      }),
    );
  }

  /** What was not the photo's fault costs it no try. @throws what that was */
  private async attempt(photoId: string, tries: number): Promise<void> {
    try {
      await this.make(photoId, tries);
    } catch (error) {
      await this.acting().write((tx) => this.due.postpone(tx, photoId, AFTER_FAULT_S, false));
      throw error;
    }
  }

  private once(photoId: string, work: () => Promise<void>): Promise<void> {
    const running = this.underway.get(photoId);
    if (running) return running;
    const begun = work().finally(() => this.underway.delete(photoId));
    this.underway.set(photoId, begun);
    return begun;
  }

  private async make(photoId: string, tries: number): Promise<void> {
    const photo = await this.acting().read((tx) => this.photos.keys(tx, photoId));
    if (photo.renditionState !== 'pending') return this.acting().write((tx) => this.due.done(tx, photoId));
    if (tries > MOST_TRIES) return this.giveUp(photoId, 'crashed', `${tries} tries ended with the process`);
    try {
      await this.keep(photoId, await this.renderers.prepare(photo.storageKey));
    } catch (error) {
      if (error instanceof UnreadablePicture) await this.giveUp(photoId, 'unreadable', error.message);
      else if (!(error instanceof RendererLost)) throw error;
      else if (tries >= MOST_CRASHES) await this.giveUp(photoId, error.reason, error.message);
      else await this.acting().write((tx) => this.due.postpone(tx, photoId, AFTER_CRASH_S, true));
    }
  }

  private async keep(
    photoId: string,
    { screenKey, thumbnailKey, fingerprint }: KeptRenditions,
  ): Promise<void> {
    await this.acting().write(async (tx) => {
      await keepFiles(tx, this.storage, [screenKey, thumbnailKey]);
      await this.photos.rendered(tx, photoId, screenKey, thumbnailKey);
      await this.due.done(tx, photoId);
    });
    await this.compare(photoId, fingerprint);
  }

  /** The photo can be shown whatever becomes of this; the job that compares what is left takes it up again. */
  private async compare(photoId: string, fingerprint: KeptRenditions['fingerprint']): Promise<void> {
    const compared =
      'fault' in fingerprint
        ? this.fingerprints.failed(photoId, fingerprint.fault)
        : this.fingerprints.execute(photoId, fingerprint);
    await compared.catch((error: unknown) => {
      this.log.warn(`photo ${photoId} is compared later: ${String(error)}`);
    });
  }

  private async giveUp(photoId: string, fault: RenditionFault, detail: string): Promise<void> {
    this.log.warn(`photo ${photoId} can't be prepared (${fault}): ${detail}`);
    await this.acting().write(async (tx) => {
      await this.photos.unrenderable(tx, photoId, `${fault}: ${detail}`);
      await this.due.done(tx, photoId);
    });
  }

  private acting(): ActingDatabase {
    return this.database.as(systemActor('jobs'));
  }
}
