import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { notFound } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { ProgrammeDossier } from '../rules/dossier';

/** Gathers what is known of a programme as a whole, for the rules that look at no single retrofit. */
@Injectable()
export class ProgrammeDossierRepository {
  constructor(private readonly clock: Clock) {}

  /** @throws Problem not-found */
  async load(tx: ReadTx, programmeId: string): Promise<{ dossier: ProgrammeDossier; areaCode: string }> {
    const [row] = await tx.withSystemSight(() =>
      tx.sql<{
        name: string;
        year: number;
        areaCode: string;
        planBy: CalendarDate;
        granted: number;
        counted: number;
        planApprovedOn: CalendarDate | null;
        reported: ProgrammeDossier['reported'];
      }>(
        `SELECT p.name, p.year, p.area_code AS "areaCode", p.plan_by AS "planBy", p.plan_approved_on AS "planApprovedOn",
                -- What stood accepted on the day of the report.
                CASE WHEN p.reported_on IS NOT NULL THEN json_build_object('accepted', p.reported_accepted, 'supported', (SELECT count(*) FROM retrofits r
                  WHERE r.programme_id = p.id AND r.accepted_on <= p.reported_on)) END AS reported,
                coalesce(sum(CASE q.kind WHEN 'grant' THEN q.households WHEN 'transferIn' THEN q.households WHEN 'transferOut' THEN -q.households END), 0)::int AS granted,
                coalesce(sum(CASE q.kind WHEN 'reserve' THEN 1 WHEN 'advance' THEN 1 WHEN 'release' THEN -1 END), 0)::int AS counted
           FROM programmes p LEFT JOIN quota_entries q ON q.programme_id = p.id
          WHERE p.id = $1 GROUP BY p.id`,
        [programmeId],
      ),
    );
    if (!row) throw notFound();
    const { areaCode, granted, counted, ...rest } = row;
    return {
      areaCode,
      dossier: {
        ...rest,
        programmeId,
        today: localDay(this.clock.now()),
        quota: { granted, counted },
        unknown: [],
      },
    };
  }
}
