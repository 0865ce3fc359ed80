import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../../platform/database/database';
import { Fingerprint, Likeness, RADIUS } from './fingerprint';

/** A photo that waits to be compared, as far as it is. */
export interface PendingPhoto {
  readonly id: string;
  readonly storageKey: string;
  /** Whether its pixels can't be read: there is nothing to compare. */
  readonly isUnreadable: boolean;
}

/** Near by its hash; the second look is still to come. */
export interface NearPhoto {
  readonly id: string;
  /** Bits of 256 in which the nearest two hashes differ. */
  readonly distance: number;
}

export interface LikePair {
  readonly photoId: string;
  readonly otherId: string;
  readonly distance: number;
  readonly likeness: Likeness;
}

/** Every query of fingerprints and likenesses: for jobs, which see all districts. */
@Injectable()
export class LikenessRepository {
  /** The next ones behind one, without those that are still to be rendered. */
  async pending(tx: ReadTx, after: string | null, limit: number): Promise<PendingPhoto[]> {
    return tx.sql<PendingPhoto>(
      `SELECT f.id, coalesce(p.storage_key, o.storage_key) AS "storageKey", coalesce(p.rendition_state = 'failed', false) AS "isUnreadable"
         FROM photo_fingerprints f LEFT JOIN photos p ON p.id = f.photo_id LEFT JOIN found_photos o ON o.id = f.found_photo_id
        WHERE f.state = 'pending' AND p.rendition_state IS DISTINCT FROM 'pending' AND ($1::uuid IS NULL OR f.id > $1)
        ORDER BY f.id LIMIT $2`,
      [after, limit],
    );
  }

  /** Keeps what others are compared with; once, whoever else does it at the same time. */
  async keep(tx: Tx, id: string, { hashes, details }: Fingerprint): Promise<void> {
    const [kept] = await tx.sql<{ number: number }>(
      'UPDATE photo_fingerprints SET details = $2 WHERE id = $1 AND details IS NULL RETURNING number',
      [id, details],
    );
    if (!kept) return;
    await tx.change(
      `INSERT INTO photo_hashes (photo_number, hash) SELECT DISTINCT $1::int, ('x' || hash)::bit(256) FROM unnest($2::text[]) AS hash`,
      [kept.number, hashes.map(hex)],
    );
  }

  /** Exact: every other photo of which a kept hash is within the radius of a probe, in all districts. */
  async near(tx: ReadTx, id: string, { probes }: Fingerprint): Promise<NearPhoto[]> {
    return tx.sql<NearPhoto>(
      `SELECT f.id, n.distance FROM
         (SELECT number, min(distance) AS distance FROM near_photos(ARRAY(SELECT DISTINCT ('x' || probe)::bit(256) FROM unnest($2::text[]) AS probe), $3)
           GROUP BY number) n JOIN photo_fingerprints f USING (number)
        WHERE f.id <> $1 ORDER BY n.distance, f.id`,
      [id, probes.map(hex), RADIUS],
    );
  }

  async detailsOf(tx: ReadTx, ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const rows = await tx.sql<{ id: string; details: Buffer }>(
      'SELECT id, details FROM photo_fingerprints WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, details }) => [id, details]));
  }

  /** A pair that the other photo's job has found already stays as it is. */
  async pair(tx: Tx, { photoId, otherId, distance, likeness }: LikePair): Promise<void> {
    await tx.change(
      `INSERT INTO photo_likenesses (photo_id, other_id, distance, score, map, is_mirrored) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [photoId, otherId, distance, likeness.score, likeness.map, likeness.isMirrored],
    );
  }

  async compared(tx: Tx, id: string): Promise<void> {
    await tx.change(`UPDATE photo_fingerprints SET state = 'compared' WHERE id = $1`, [id]);
  }

  async failed(tx: Tx, id: string, fault: string): Promise<void> {
    await tx.change(
      `UPDATE photo_fingerprints SET state = 'failed', fault = $2 WHERE id = $1 AND state = 'pending'`,
      [id, fault.slice(0, 500)],
    );
  }
}

const hex = (hash: Buffer): string => hash.toString('hex');
