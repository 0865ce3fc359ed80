import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { systemActor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { FileStorage } from '../../platform/storage/file-storage';

/** Longer side in pixels: prints well at the size that a report gives a photo. */
const LONGER_SIDE = 1200;

/** Photos as a report prints them: upright JPEGs, made of the rendition where there is one, else of the original. */
@Injectable()
export class ReportPictures {
  constructor(
    private readonly database: Database,
    private readonly storage: FileStorage,
  ) {}

  /** @throws Error when the photo is not there: no report is made with an empty place for it */
  async load(sha256: string): Promise<Buffer> {
    const [photo] = await this.database
      .as(systemActor('jobs'))
      .read((tx) =>
        tx.sql<{ key: string }>(
          `SELECT coalesce(screen_key, storage_key) AS key FROM photos WHERE sha256 = decode($1, 'hex')`,
          [sha256],
        ),
      );
    if (!photo) throw new Error(`no photo ${sha256}`);
    return sharp(await this.storage.read(photo.key))
      .rotate()
      .resize({ width: LONGER_SIDE, height: LONGER_SIDE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 82 })
      .toBuffer();
  }
}
