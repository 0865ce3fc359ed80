import { Injectable } from '@nestjs/common';
import { may } from '../access/permissions';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { notFound, Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { DateName } from '../rules/dossier';
import { DossierRepository } from '../workflow/dossier.repository';
import { refuseBefore, withDates } from '../workflow/proposed-dates';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { ApplicationRepository } from './application.repository';
import { CorrectOpinionDateDto } from './applications.dto';
import { reviewOf, REVIEWS } from '../workflow/reviews';

/** The submission's day is the caseworkers' to correct, an opinion's its own level's. */
export function mayCorrectDate(actor: Actor, level: number): boolean {
  return level === 0
    ? may(actor.role, 'application.write')
    : may(actor.role, 'application.review') && reviewOf(actor.areaCode)?.level === level;
}

/**
 * Puts right the day of the application or of an opinion. What was said stays as it is; the date is recorded anew,
 * so that the page shows when. The next opinion and the approval follow by foreign key and may refuse it.
 */
@Injectable()
export class CorrectOpinionDate {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly applications: ApplicationRepository,
    private readonly dossiers: DossierRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, forbidden at another level, conflict after the acceptance, rule-broken C01, C02, C13, C15 */
  async execute(
    actor: Actor,
    retrofitId: string,
    { level, givenOn, reason }: CorrectOpinionDateDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    if (!mayCorrectDate(actor, level)) throw new Problem('forbidden');
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const step = (await this.applications.find(tx, retrofitId))?.steps.find((one) => one.level === level);
      if (!step) throw notFound();
      if (retrofit.acceptedOn !== null) throw new Problem('conflict', { facts: { reason: 'accepted' } });
      const date: DateName = REVIEWS.find((one) => one.level === level)?.date ?? 'appliedOn';
      const isApproval = level === 3 && retrofit.approvedOn !== null;
      const proposed = withDates(
        await this.dossiers.load(tx, retrofitId),
        { [date]: givenOn, ...(isApproval && { approvedOn: givenOn }) },
        this.clock.now(),
      );
      const milestone = level === 0 ? 'application' : 'survey';
      refuseBefore(milestone, proposed, { date, field: 'givenOn' }, { date: 'approvedOn', field: 'givenOn' });
      await this.applications.correctDate(tx, retrofitId, level, givenOn);
      await this.retrofits.change(tx, retrofit, {});
      await this.history.record(tx, {
        kind: 'opinion.dateCorrected',
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { date, before: step.givenOn, after: givenOn, reason },
      });
      return { id: retrofitId };
    });
  }
}
