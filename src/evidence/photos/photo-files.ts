import { Injectable } from '@nestjs/common';
import { Actor, systemActor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { Problem } from '../../platform/problems/problem';
import { FileStorage } from '../../platform/storage/file-storage';
import { FileToSend } from '../files/send-file';
import { unreadable } from '../images/image-problems';
import { PhotoKeys, PhotoRepository } from './photo.repository';
import { RenderPhotos } from './render-photos';

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
};
const SHA256 = /^[0-9a-f]{64}$/;

/** The pictures behind the rows, for those who look at them and for papers. */
@Injectable()
export class PhotoFiles {
  constructor(
    private readonly database: Database,
    private readonly photos: PhotoRepository,
    private readonly renditions: RenderPhotos,
    private readonly storage: FileStorage,
  ) {}

  /**
   * A rendition that the actor may see: upright JPEG without metadata.
   * @throws Problem not-found, unreadable-image, in-progress where it could not be made at once
   */
  async rendition(actor: Actor, photoId: string, kind: 'screen' | 'thumbnail'): Promise<FileToSend> {
    const photo = await this.rendered(
      await this.database.as(actor).read((tx) => this.photos.keys(tx, photoId)),
    );
    const key = kind === 'screen' ? photo.screenKey : photo.thumbnailKey;
    return {
      key: key!,
      mediaType: 'image/jpeg',
      name: `${photoId}-${kind}.jpg`,
      bytes: null,
      isInline: true,
    };
  }

  /**
   * The bytes as they came, with everything the camera wrote into them, and whatever stands behind the picture's end:
   * some phones put a second picture there. Its type is ours, and so is the ending of its name: saved to a disk, a
   * photo that is a web page too stays a photo. @throws Problem not-found
   */
  async original(actor: Actor, photoId: string): Promise<FileToSend> {
    const photo = await this.database.as(actor).read((tx) => this.photos.keys(tx, photoId));
    const name = `${photo.originalName.replace(/\.[^.]*$/, '') || photoId}.${ENDINGS[photo.mediaType]}`;
    return { key: photo.storageKey, mediaType: photo.mediaType, name, bytes: photo.bytes, isInline: true };
  }

  /**
   * For papers that the system makes: the upright JPEG, 1280 pixels on its long side, made on the spot where the
   * job has not run yet. Asks nobody's permission: whoever makes the paper has asked it.
   * @param photo its id, or the SHA-256 of its original in hexadecimal
   * @throws Problem not-found, unreadable-image
   */
  async screenJpeg(photo: string): Promise<Buffer> {
    const found = await this.database
      .as(systemActor('jobs'))
      .read((tx) => (SHA256.test(photo) ? this.photos.keysBySha256(tx, photo) : this.photos.keys(tx, photo)));
    return this.storage.read((await this.rendered(found)).screenKey!);
  }

  private async rendered(photo: PhotoKeys): Promise<PhotoKeys> {
    let current = photo;
    if (current.renditionState === 'pending') {
      await this.renditions.now(photo.id);
      current = await this.database.as(systemActor('jobs')).read((tx) => this.photos.keys(tx, photo.id));
    }
    if (current.renditionState === 'pending') throw new Problem('in-progress');
    if (current.renditionState === 'failed')
      throw unreadable(new Error(`photo ${photo.id} was not rendered`));
    return current;
  }
}
