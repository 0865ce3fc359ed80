import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { broken, Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { alreadyRecorded, refuseBefore, refuseBroken, userIdOf, withDates } from '../workflow/proposed-dates';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { contentHash } from '../workflow/application-content';
import { ApplicationRepository, StoredApplication } from './application.repository';
import { GiveOpinionDto } from './applications.dto';
import { RetrofitOutcome } from './retrofit-outcome';
import { Review, reviewOf, REVIEWS } from '../workflow/reviews';
import { SignedContent } from '../workflow/signed-content';

/**
 * One of the three reviews. Whoever gives it does so at the level of their own area; the district's agreement
 * approves the retrofit and takes a place of the quota, a refusal ends it.
 */
@Injectable()
export class GiveOpinion {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly applications: ApplicationRepository,
    private readonly content: SignedContent,
    private readonly outcome: RetrofitOutcome,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem not-found, stale-version, forbidden above the district, conflict without an application,
   *   already-exists when the level has spoken (409), rule-broken C01, C13, F01, F02, P03, S02, S03, Q01 (409)
   */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: GiveOpinionDto,
    seenVersion: number | null,
  ): Promise<{ id: string; level: number }> {
    const userId = userIdOf(actor);
    const review = reviewOf(actor.areaCode);
    if (review === null) throw new Problem('forbidden');
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const application = await this.applications.find(tx, retrofitId);
      if (!application) throw new Problem('conflict', { facts: { reason: 'noApplication' } });
      refuseOutOfTurn(application, review, { userId, name: actor.name });
      const sealCaption = await this.applications.officeName(tx, actor.areaCode);
      await this.check(tx, retrofitId, review, input, { personName: actor.name, sealCaption });
      await this.applications.insertStep(tx, {
        retrofitId,
        level: review.level,
        verdict: input.verdict,
        givenOn: input.givenOn,
        preceding: application.steps[review.level - 1] ?? null,
        userId,
        personName: actor.name,
        opinion: input.opinion,
        sealCaption,
        contentHash: contentHash(application, application.steps),
      });
      await this.record(tx, retrofit, review, input);
      await this.conclude(tx, retrofit, review, input);
      return { id: retrofitId, level: review.level };
    });
  }

  private async check(
    tx: Tx,
    retrofitId: string,
    review: Review,
    { verdict, opinion, givenOn }: GiveOpinionDto,
    { personName, sealCaption }: { personName: string; sealCaption: string },
  ): Promise<void> {
    const field = { date: review.date, field: 'givenOn' };
    const found = await this.content.dossier(tx, retrofitId);
    const dossier = withDates(found.dossier, { [review.date]: givenOn }, this.clock.now());
    if (review.key !== 'district' || verdict === 'refuse')
      return refuseBroken(['C01', 'C13'], dossier, field);
    const given = {
      level: review.key,
      text: opinion,
      personId: tx.actor.id,
      personName,
      seal: sealCaption,
      on: givenOn,
      signedHash: null,
      currentHash: null,
    };
    const opinions = [...(dossier.application?.opinions ?? []), given];
    const application = dossier.application && { ...dossier.application, opinions };
    refuseBefore('approval', { ...dossier, application }, field);
  }

  private async record(tx: Tx, retrofit: Retrofit, review: Review, input: GiveOpinionDto): Promise<void> {
    await this.history.record(tx, {
      kind: 'opinion.given',
      subject: { type: 'retrofit', id: retrofit.id },
      areaCode: retrofit.areaCode,
      retrofitId: retrofit.id,
      householdId: retrofit.householdId,
      data: { level: review.key, verdict: input.verdict, on: input.givenOn, opinion: input.opinion },
    });
  }

  private async conclude(tx: Tx, retrofit: Retrofit, review: Review, input: GiveOpinionDto): Promise<void> {
    const { verdict, givenOn, opinion } = input;
    if (verdict === 'refuse')
      return this.outcome.end(tx, retrofit, { on: givenOn, reason: 'refused', note: opinion });
    if (review.key === 'district') await this.outcome.approve(tx, retrofit, givenOn);
    else await this.retrofits.change(tx, retrofit, {});
  }
}

/** Each level speaks once, after the one below it, and nobody speaks twice or for an application handed in by themselves. */
function refuseOutOfTurn(
  { steps, applicantRelation, applicantName }: StoredApplication,
  { level, key }: Review,
  reviewer: { userId: string; name: string },
): void {
  const opinions = steps.filter((step) => step.level > 0);
  if (opinions.some((step) => step.level === level)) throw alreadyRecorded();
  const isProxy = applicantRelation === 'proxy' && applicantName === reviewer.name;
  const own = opinions.find((step) => step.userId === reviewer.userId);
  if (isProxy || own !== undefined) {
    const other = REVIEWS.find((one) => one.level === own?.level)?.key ?? null;
    const facts = { problem: isProxy ? 'proxy' : 'samePerson', level: key, other, name: reviewer.name };
    throw broken([{ rule: 'S02', facts, fixAt: { page: 'opinions' } }]);
  }
  const missing = REVIEWS.filter((one) => one.level < level && !opinions.some((step) => step.level === one.level)); // prettier-ignore
  if (missing.length > 0)
    throw broken(
      missing.map((one) => ({
        rule: 'F01',
        facts: { level: one.key, missing: ['opinion'] },
        fixAt: { page: 'opinions', field: one.key },
      })),
    );
}
