import { Injectable } from '@nestjs/common';
import { ReadTx } from '../../platform/database/database';
import { AffineMap, inverted } from './lay-over';

/** How two photos lie over one another, as the search for photos that look alike has found it. */
export interface Alignment {
  /** From the first one to the other, both upright, in parts of their width and height; a mirrored one is turned over by it. */
  readonly map: AffineMap;
  readonly isMirrored: boolean;
}

@Injectable()
export class ComparisonRepository {
  /** @returns null where nothing in common was found, and for photos of which the actor may not see both */
  async alignment(tx: ReadTx, photoId: string, otherId: string): Promise<Alignment | null> {
    const [row] = await tx.sql<{ first: string; map: number[]; isMirrored: boolean }>(
      `SELECT photo_id AS first, map, is_mirrored AS "isMirrored" FROM photo_likenesses
        WHERE (photo_id, other_id) IN (($1::uuid, $2::uuid), ($2::uuid, $1::uuid))`,
      [photoId, otherId],
    );
    if (!row) return null;
    const [xx, xy, x0, yx, yy, y0] = row.map as [number, number, number, number, number, number];
    const stored = { xx, xy, x0, yx, yy, y0 };
    const map = row.first === photoId ? stored : inverted(stored);
    return map && { map, isMirrored: row.isMirrored };
  }

  /** The key of a photo that an old ledger brought; null for one that is none, and for what the actor may not see. */
  async keyOfFound(tx: ReadTx, id: string): Promise<string | null> {
    const [row] = await tx.sql<{ key: string }>('SELECT storage_key AS key FROM found_photos WHERE id = $1', [
      id,
    ]);
    return row?.key ?? null;
  }
}
