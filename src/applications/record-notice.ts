import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { broken, Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { DossierRepository } from '../workflow/dossier.repository';
import { refuseBroken, withDates } from '../workflow/proposed-dates';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { ApplicationRepository } from './application.repository';
import { RecordNoticeDto } from './applications.dto';

/** Where and when the list with this household hung out. Its length is looked at when the works start (rule C03). */
@Injectable()
export class RecordNotice {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly applications: ApplicationRepository,
    private readonly dossiers: DossierRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, conflict without an application or once works started, rule-broken C03, C13 */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: RecordNoticeDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    const { noticeFrom, noticeUntil, place } = input;
    if (noticeUntil < noticeFrom)
      throw broken([{ rule: 'C03', facts: {}, fixAt: { page: 'notice', field: 'noticeUntil' } }]);
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const application = await this.applications.find(tx, retrofitId);
      if (!application || retrofit.startedOn !== null) throw new Problem('conflict');
      const dossier = await this.dossiers.load(tx, retrofitId);
      const proposed = withDates(dossier, { noticeFrom, noticeUntil }, this.clock.now());
      refuseBroken(['C13'], proposed, { date: 'noticeFrom', field: 'noticeFrom' });
      await this.applications.setNotice(tx, retrofitId, input);
      await this.retrofits.change(tx, retrofit, {});
      const { noticeFrom: from, noticeUntil: until } = application;
      await this.history.record(tx, {
        kind: 'application.noticeRecorded',
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { from: noticeFrom, until: noticeUntil, place, before: from && { from, until } },
      });
      return { id: retrofitId };
    });
  }
}
