import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Actor } from '../../platform/database/actor';
import { Database, ReadTx } from '../../platform/database/database';
import { FileStorage } from '../../platform/storage/file-storage';
import { DECODING } from '../images/slots';
import { PhotoFiles } from '../photos/photo-files';
import { ComparisonKind, comparisonPicture } from './comparison-pictures';
export type { Alignment } from './comparison.repository';
import { Alignment, ComparisonRepository } from './comparison.repository';

/** Changes whenever the same two photos would give another picture: what browsers have kept is then asked for anew. */
const VERSION = 1;

export interface PictureToMake {
  readonly etag: string;
  /** @throws whatever the decoder says of a rendition that it can't read */
  readonly make: () => Promise<Buffer>;
}

/** Two photos looked at as one. Whoever asks must be allowed to see both. */
@Injectable()
export class PhotoComparison {
  constructor(
    private readonly database: Database,
    private readonly comparisons: ComparisonRepository,
    private readonly files: PhotoFiles,
    private readonly storage: FileStorage,
  ) {}

  /** What is known of how two photos lie over one another; null where nothing in common was found. */
  alignment(tx: ReadTx, photoId: string, otherId: string): Promise<Alignment | null> {
    return this.comparisons.alignment(tx, photoId, otherId);
  }

  /**
   * Made of the screen renditions, or of what an old ledger brought, in the first one's frame. Few are made at once, as few pictures are decoded at once.
   * @throws Problem not-found for a photo that the actor may not see, unreadable-image
   */
  async picture(
    actor: Actor,
    photoId: string,
    otherId: string,
    kind: ComparisonKind,
  ): Promise<PictureToMake> {
    const key = await this.keyOf(actor, photoId);
    const otherKey = await this.keyOf(actor, otherId);
    const alignment = await this.database.as(actor).read((tx) => this.alignment(tx, photoId, otherId));
    const map = alignment?.map ?? null;
    return {
      etag: createHash('sha256')
        .update(JSON.stringify([VERSION, kind, key, otherKey, map]))
        .digest('hex'),
      make: () =>
        DECODING.run(async () =>
          comparisonPicture(kind, await this.storage.read(key), await this.storage.read(otherKey), map),
        ),
    };
  }

  private async keyOf(actor: Actor, id: string): Promise<string> {
    const found = await this.database.as(actor).read((tx) => this.comparisons.keyOfFound(tx, id));
    return found ?? (await this.files.rendition(actor, id, 'screen')).key;
  }
}
