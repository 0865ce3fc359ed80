import { Injectable } from '@nestjs/common';
import { AuditKind } from '../history/audit-kinds';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Problem } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { Clock } from '../platform/time/clock';
import { DossierRepository } from '../workflow/dossier.repository';
import { lateDays } from '../workflow/late-days';
import { refuseBefore, withDates } from '../workflow/proposed-dates';
import { RetrofitRepository } from '../workflow/retrofit.repository';

/** The two dates of the works: which milestone each is, and what the history calls it. */
const WORKS_DATES = {
  startedOn: { milestone: 'start', kind: 'works.started' },
  completedOn: { milestone: 'completion', kind: 'works.completed' },
} as const satisfies Record<string, { milestone: 'start' | 'completion'; kind: AuditKind }>;

export type WorksDate = keyof typeof WORKS_DATES;

/**
 * Records that the works began or were finished. Everything that must come before them (approval, notice, plan,
 * contract, licence) is looked at first.
 */
@Injectable()
export class RecordWorksDate {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly dossiers: DossierRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns by how many days the entry is late, as somebody has to decide on (C14); 0 within the programme's limit
   * @throws Problem not-found, stale-version, conflict when it is recorded already, rule-broken with every rule that stops it
   */
  async execute(
    actor: Actor,
    retrofitId: string,
    date: WorksDate,
    on: CalendarDate,
    seenVersion: number | null,
  ): Promise<{ id: string; lateDays: number }> {
    const { milestone, kind } = WORKS_DATES[date];
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      if (retrofit[date] !== null) throw new Problem('conflict');
      const dossier = await this.dossiers.load(tx, retrofitId);
      refuseBefore(milestone, withDates(dossier, { [date]: on }, this.clock.now()), { date, field: date });
      await this.retrofits.change(tx, retrofit, { [date]: on });
      await this.history.record(tx, {
        kind,
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { on },
      });
      return { id: retrofitId, lateDays: lateDays(on, this.clock.now(), dossier.programme.lateEntryDays) };
    });
  }
}
