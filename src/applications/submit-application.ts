import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { FieldError, invalid, notFound } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { DossierRepository } from '../workflow/dossier.repository';
import { alreadyRecorded, refuseBefore, refuseBroken, userIdOf, withDates } from '../workflow/proposed-dates';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { contentHash } from '../workflow/application-content';
import { ApplicationRepository, NewApplication } from './application.repository';
import { SubmitApplicationDto } from './applications.dto';

/** A household applies: the person, the guardian, or somebody for them, who says why. */
@Injectable()
export class SubmitApplication {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly applications: ApplicationRepository,
    private readonly dossiers: DossierRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, already-exists, invalid-input, rule-broken C13, C15, P03 */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: SubmitApplicationDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    const userId = userIdOf(actor);
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      if (await this.applications.find(tx, retrofitId)) throw alreadyRecorded();
      const application = await this.complete(tx, retrofitId, retrofit.personId, input);
      await this.check(tx, retrofitId, input);
      await this.applications.insert(tx, application);
      await this.applications.insertStep(tx, {
        retrofitId,
        level: 0,
        verdict: 'agree',
        givenOn: input.appliedOn,
        preceding: null,
        userId,
        personName: application.applicantName,
        opinion: '',
        sealCaption: '',
        contentHash: contentHash(application, []),
      });
      await this.retrofits.change(tx, retrofit, {});
      await this.history.record(tx, {
        kind: 'application.submitted',
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { on: input.appliedOn, relation: input.applicantRelation, channel: input.channel },
      });
      return { id: retrofitId };
    });
  }

  private async complete(
    tx: Tx,
    retrofitId: string,
    personId: string,
    input: SubmitApplicationDto,
  ): Promise<NewApplication> {
    const { applicantRelation, channel, needs } = input;
    const names = await this.applications.names(tx, personId);
    if (!names) throw notFound();
    const known = { self: names.name, guardian: names.guardianName, proxy: null }[applicantRelation];
    const applicantName = applicantRelation === 'self' ? known : (input.applicantName ?? known);
    const proxyReason = input.proxyReason ?? '';
    const missing: FieldError[] = [];
    if (!applicantName) missing.push({ field: 'applicantName', key: 'validation.required' });
    if (applicantRelation === 'proxy' && proxyReason === '')
      missing.push({ field: 'proxyReason', key: 'validation.required' });
    if (!applicantName || missing.length > 0) throw invalid(...missing);
    return { retrofitId, applicantName, applicantRelation, proxyReason, channel, needs };
  }

  private async check(tx: Tx, retrofitId: string, { appliedOn }: SubmitApplicationDto): Promise<void> {
    const dossier = withDates(await this.dossiers.load(tx, retrofitId), { appliedOn }, this.clock.now());
    const field = { date: 'appliedOn', field: 'appliedOn' } as const;
    refuseBefore('application', dossier, field);
    refuseBroken(['P03'], dossier);
  }
}
