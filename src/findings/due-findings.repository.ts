import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { CalendarDate } from '../platform/time/calendar-date';

/** Whose findings must be looked at anew: one retrofit, or a programme as a whole. */
export type DueSubject =
  | { readonly retrofitId: string; readonly programmeId: null }
  | { readonly retrofitId: null; readonly programmeId: string };

/** Seconds that a look which failed waits for the first time; each further time twice as long, up to an hour. */
const FIRST_WAIT_S = 5;

/** The queue of subjects whose findings are due. Its instants are the machine's, not the application's clock. */
@Injectable()
export class DueFindingsRepository {
  /** The subjects that are due the longest, each once. */
  async oldest(tx: ReadTx, limit: number): Promise<DueSubject[]> {
    const rows = await tx.sql<DueSubject>(
      `SELECT retrofit_id AS "retrofitId", programme_id AS "programmeId" FROM findings_due
        WHERE not_before <= now() ORDER BY id LIMIT $1`,
      [limit],
    );
    const known = new Set<string>();
    return rows.filter(({ retrofitId, programmeId }) => {
      const id = retrofitId ?? programmeId;
      return known.has(id) ? false : known.add(id);
    });
  }

  /**
   * Takes a subject off the queue with this transaction; false where another process has done it.
   * @param patience whether to wait for another process that has it in hand, or to leave it to that one
   */
  async take(tx: Tx, { retrofitId, programmeId }: DueSubject, patience: 'wait' | 'leave'): Promise<boolean> {
    const taken = await tx.change(
      `DELETE FROM findings_due WHERE id IN (SELECT id FROM findings_due
         WHERE ${retrofitId === null ? 'programme_id' : 'retrofit_id'} = $1 AND not_before <= now() ORDER BY id FOR UPDATE ${patience === 'wait' ? '' : 'SKIP LOCKED'})`,
      [retrofitId ?? programmeId],
    );
    return taken > 0;
  }

  /** Puts a subject off whose look failed. */
  async postpone(tx: Tx, { retrofitId, programmeId }: DueSubject): Promise<void> {
    await tx.change(
      `UPDATE findings_due SET tries = tries + 1, not_before = now() + least(make_interval(secs => $2 * 2 ^ least(tries, 10)), interval '1 hour')
        WHERE ${retrofitId === null ? 'programme_id' : 'retrofit_id'} = $1 AND not_before <= now()`,
      [retrofitId ?? programmeId, FIRST_WAIT_S],
    );
  }

  /** Makes due whatever the calendar alone can change: what is not finished, and all of a programme that runs. */
  async addByCalendar(tx: Tx, today: CalendarDate): Promise<void> {
    const running = `p.starts_on <= $1 AND p.ends_on >= $1`;
    await tx.change(
      `INSERT INTO findings_due (retrofit_id)
       SELECT r.id FROM retrofits r JOIN programmes p ON p.id = r.programme_id
        WHERE r.ended_on IS NULL AND (r.signed_on IS NULL OR (${running}))
          AND NOT EXISTS (SELECT FROM findings_due d WHERE d.retrofit_id = r.id)
        ORDER BY r.id`,
      [today],
    );
    await tx.change(
      `INSERT INTO findings_due (programme_id)
       SELECT p.id FROM programmes p
        WHERE ((${running}) OR EXISTS (SELECT FROM retrofits r WHERE r.programme_id = p.id AND r.ended_on IS NULL AND r.signed_on IS NULL))
          AND NOT EXISTS (SELECT FROM findings_due d WHERE d.programme_id = p.id)
        ORDER BY p.id`,
      [today],
    );
  }
}
