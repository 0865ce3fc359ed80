import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { invalid, Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { QuotaLedger } from '../programmes/quota-ledger';
import { DossierRepository } from '../workflow/dossier.repository';
import { userIdOf } from '../workflow/proposed-dates';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { refuseTooLate } from './waiver-refusals';
import { WaiverRepository, WaiverRow } from './waiver.repository';
import { DecideWaiverDto } from './waivers.dto';

/** A supervisor of the district, who is not the one who asked, approves or refuses; from then on the rule is waived. */
@Injectable()
export class DecideWaiver {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly dossiers: DossierRepository,
    private readonly waivers: WaiverRepository,
    private readonly quota: QuotaLedger,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem not-found, forbidden below the district and for one's own request, invalid-input for a refusal
   *   without a note, conflict when it is decided or withdrawn, impossible-value when the paper is not older than the act
   */
  async execute(actor: Actor, id: string, input: DecideWaiverDto): Promise<{ id: string }> {
    districtOf(actor);
    const userId = userIdOf(actor);
    const { verdict } = input;
    const note = input.note ?? '';
    if (verdict === 'refuse' && note === '') throw invalid({ field: 'note', key: 'waivers.fault.noNote' });
    return this.database.as(actor).write(async (tx) => {
      const { retrofitId } = await this.waivers.get(tx, id);
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      const waiver = await this.waivers.lock(tx, id);
      if (waiver.requestedBy === userId) throw new Problem('forbidden', { facts: { reason: 'ownRequest' } });
      if (waiver.decision !== null || waiver.withdrawnAt !== null)
        throw new Problem('conflict', { facts: { reason: 'decided' } });
      if (verdict === 'approve') await this.approve(tx, retrofit, waiver, note);
      else await this.waivers.decide(tx, id, 'refused', note);
      await this.history.record(tx, {
        kind: verdict === 'approve' ? 'waiver.approved' : 'waiver.refused',
        subject: { type: 'waiver', id },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { rule: waiver.rule, note },
      });
      return { id };
    });
  }

  /** Works before the programme take their place in advance; a place that is reserved already becomes one. */
  private async approve(tx: Tx, retrofit: Retrofit, waiver: WaiverRow, note: string): Promise<void> {
    refuseTooLate(await this.dossiers.load(tx, retrofit.id), waiver);
    await this.waivers.decide(tx, waiver.id, 'approved', note);
    if (waiver.rule === 'C12') await this.quota.bookAnew(tx, retrofit, localDay(this.clock.now()));
  }
}
