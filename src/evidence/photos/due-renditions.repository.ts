import { Injectable } from '@nestjs/common';
import { Tx } from '../../platform/database/database';

/** Seconds for which a process has a photo in hand, unless it says that it still has. */
const LEASE_S = 15;

/** Photos whose renditions are not made yet. Its instants are the machine's, not the application's clock. */
@Injectable()
export class DueRenditionsRepository {
  /**
   * Takes photos in hand, those that wait longest first, and counts the try before it begins: so it is counted too
   * when it ends the process. What a process had in hand that is gone falls due by itself.
   */
  async take(tx: Tx, limit: number): Promise<{ photoId: string; tries: number }[]> {
    return tx.sql(
      `UPDATE renditions_due SET tries = tries + 1, not_before = now() + make_interval(secs => ${LEASE_S})
        WHERE photo_id IN (SELECT photo_id FROM renditions_due WHERE not_before <= now() ORDER BY not_before, photo_id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING photo_id AS "photoId", tries`,
      [limit],
    );
  }

  /** One photo, for somebody who looks at it now; null when nothing is due of it any more. */
  async takeOne(tx: Tx, photoId: string): Promise<{ photoId: string; tries: number } | null> {
    const [taken] = await tx.sql<{ photoId: string; tries: number }>(
      `UPDATE renditions_due SET tries = tries + 1, not_before = now() + make_interval(secs => ${LEASE_S}) WHERE photo_id = $1
       RETURNING photo_id AS "photoId", tries`,
      [photoId],
    );
    return taken ?? null;
  }

  /** Still in hand. */
  async hold(tx: Tx, photoIds: readonly string[]): Promise<void> {
    await tx.change(
      `UPDATE renditions_due SET not_before = now() + make_interval(secs => ${LEASE_S}) WHERE photo_id = ANY ($1)`,
      [photoIds],
    );
  }

  /**
   * Puts a photo off: the longer it has waited, the longer, up to an hour. A file that is gone for good is asked for
   * less and less, and one that is back is soon found.
   * @param seconds at the least
   * @param isItsFault false gives back the try, where something else was to blame
   */
  async postpone(tx: Tx, photoId: string, seconds: number, isItsFault: boolean): Promise<void> {
    await tx.change(
      `UPDATE renditions_due d SET tries = greatest(tries - $3::int, 0),
              not_before = now() + greatest(make_interval(secs => $2), least((now() - p.received_at) / 20, interval '1 hour'))
         FROM photos p WHERE p.id = d.photo_id AND d.photo_id = $1`,
      [photoId, seconds, isItsFault ? 0 : 1],
    );
  }

  async done(tx: Tx, photoId: string): Promise<void> {
    await tx.change('DELETE FROM renditions_due WHERE photo_id = $1', [photoId]);
  }
}
