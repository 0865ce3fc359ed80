import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { CalendarDate } from '../platform/time/calendar-date';

/** How far the retrofits of a programme are; `steps[n]` counts those with n of the seven steps done. */
export interface Progress {
  readonly steps: readonly number[];
  readonly ended: number;
  /** Not there yet, of those that go on: no agreed plan, works not started, works not completed. */
  readonly withoutPlan: number;
  readonly notStarted: number;
  readonly notFinished: number;
}

/** The first and the last day on which works started and acceptances were given, where C12 is not waived. */
export interface UsedPeriod {
  readonly firstStart: CalendarDate | null;
  readonly lastStart: CalendarDate | null;
  readonly firstAcceptance: CalendarDate | null;
  readonly lastAcceptance: CalendarDate | null;
}

/** Read-only counts over the retrofits of a programme. */
@Injectable()
export class ProgrammeProgressRepository {
  async progress(tx: ReadTx, programmeId: string): Promise<Progress> {
    const [counts] = await tx.sql<Progress>(
      `SELECT ARRAY(SELECT count(r.id)::int FROM generate_series(0, 7) AS step
                      LEFT JOIN retrofits r ON r.programme_id = $1 AND r.ended_on IS NULL AND r.steps_done = step
                     GROUP BY step ORDER BY step) AS steps,
              count(*) FILTER (WHERE ended_on IS NOT NULL)::int AS ended,
              count(*) FILTER (WHERE ended_on IS NULL AND plan_agreed_on IS NULL)::int AS "withoutPlan",
              count(*) FILTER (WHERE ended_on IS NULL AND started_on IS NULL)::int AS "notStarted",
              count(*) FILTER (WHERE ended_on IS NULL AND completed_on IS NULL)::int AS "notFinished"
         FROM retrofits WHERE programme_id = $1`,
      [programmeId],
    );
    return counts!;
  }

  async usedPeriod(tx: ReadTx, programmeId: string): Promise<UsedPeriod> {
    const [period] = await tx.sql<UsedPeriod>(
      `SELECT min(started_on) AS "firstStart", max(started_on) AS "lastStart",
              min(accepted_on) AS "firstAcceptance", max(accepted_on) AS "lastAcceptance"
         FROM retrofits WHERE programme_id = $1 AND NOT 'C12' = ANY (waived_rules)`,
      [programmeId],
    );
    return period!;
  }
}
