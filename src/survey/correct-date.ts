import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { DossierRepository } from '../workflow/dossier.repository';
import { refuseBefore, withDates } from '../workflow/proposed-dates';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { CorrectDateDto } from './survey.dto';

/**
 * Puts the day of one of the first three steps right, with the reason. The old day stays in the history, the new one
 * is recorded now, so a late correction shows as one. After the acceptance, papers stand on these dates: then not.
 */
@Injectable()
export class CorrectDate {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly dossiers: DossierRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, conflict where the date is not recorded yet or the acceptance is, rule-broken */
  async execute(
    actor: Actor,
    retrofitId: string,
    { date, on, reason }: CorrectDateDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const before = retrofit[date];
      if (before === null || retrofit.acceptedOn !== null) throw new Problem('conflict');
      const dossier = withDates(await this.dossiers.load(tx, retrofitId), { [date]: on }, this.clock.now());
      refuseBefore('survey', dossier, { date, field: 'on' });
      await this.retrofits.change(tx, retrofit, { [date]: on });
      await this.history.record(tx, {
        kind: 'date.corrected',
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { date, before, after: on, reason },
      });
      return { id: retrofitId };
    });
  }
}
