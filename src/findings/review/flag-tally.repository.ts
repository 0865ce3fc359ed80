import { Injectable } from '@nestjs/common';
import { ReadTx } from '../../platform/database/database';
import { CalendarDate } from '../../platform/time/calendar-date';
import { endOfDay, startOfDay } from '../../platform/time/district-time';

/** Flags found in a period at the retrofits of one contractor, and what became of them: `opened` is the sum of the others. */
export interface FlagTally {
  readonly contractorId: string;
  readonly contractorName: string;
  readonly opened: number;
  readonly open: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly cured: number;
  /** The cause is gone, whether or not somebody had decided. */
  readonly closed: number;
}

const MOST_CONTRACTORS = 500;

@Injectable()
export class FlagTallyRepository {
  /** By the contractor's name: it is a count, and no ranking. */
  async ofContractors(tx: ReadTx, from: CalendarDate, until: CalendarDate): Promise<FlagTally[]> {
    const of = (state: string): string => `count(*) FILTER (WHERE f.state = '${state}')::int AS ${state}`;
    return tx.sql<FlagTally>(
      `SELECT c.id AS "contractorId", c.name AS "contractorName", count(*)::int AS opened,
              ${['open', 'accepted', 'rejected', 'cured', 'closed'].map(of).join(', ')}
         FROM findings f JOIN retrofits r ON r.id = f.retrofit_id JOIN contractors c ON c.id = r.contractor_id
        WHERE f.mode = 'flag' AND f.opened_at >= $1 AND f.opened_at < $2
        GROUP BY c.id, c.name ORDER BY c.name, c.id LIMIT ${MOST_CONTRACTORS}`,
      [startOfDay(from), endOfDay(until)],
    );
  }
}
