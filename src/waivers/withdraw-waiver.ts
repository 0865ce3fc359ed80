import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { may } from '../access/permissions';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { QuotaLedger } from '../programmes/quota-ledger';
import { DossierRepository } from '../workflow/dossier.repository';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { restsOnWaiver } from './acts-allowed';
import { WaiverRepository, WaiverRow } from './waiver.repository';
import { WithdrawWaiverDto } from './waivers.dto';

/** Takes a request back, or a waiver on which nothing rests; it stays on the retrofit's page with the reason. */
@Injectable()
export class WithdrawWaiver {
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
   * @throws Problem not-found, forbidden for another's request and, once approved, below the district's supervisor;
   *   conflict when it is refused or withdrawn already, still-in-use when something rests on it
   */
  async execute(actor: Actor, id: string, { reason }: WithdrawWaiverDto): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const { retrofitId } = await this.waivers.get(tx, id);
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      const waiver = await this.waivers.lock(tx, id);
      refuseOthers(actor, waiver);
      if (waiver.decision === 'refused' || waiver.withdrawnAt !== null)
        throw new Problem('conflict', { facts: { reason: 'decided' } });
      if (
        waiver.decision === 'approved' &&
        restsOnWaiver(await this.dossiers.load(tx, retrofitId), waiver.rule)
      )
        // prettier-ignore
        throw new Problem('still-in-use');
      await this.waivers.withdraw(tx, id, reason);
      if (waiver.rule === 'C12') await this.quota.bookAnew(tx, retrofit, localDay(this.clock.now()));
      await this.history.record(tx, {
        kind: 'waiver.withdrawn',
        subject: { type: 'waiver', id },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { rule: waiver.rule, reason },
      });
      return { id };
    });
  }
}

/** Whoever asked takes the request back, and nobody else; what was decided is the district's. */
function refuseOthers(actor: Actor, waiver: WaiverRow): void {
  if (waiver.decision === null) {
    if (waiver.requestedBy !== actor.id)
      throw new Problem('forbidden', { facts: { reason: 'notOwnRequest' } });
    return;
  }
  if (!may(actor.role, 'waiver.decide')) throw new Problem('forbidden');
  districtOf(actor);
}
