import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { invalid, Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { ConsentRepository } from './consent.repository';
import { WithdrawConsentDto } from './consents.dto';
import { HouseholdRepository } from './household.repository';

/** A household withdraws a consent: it stays on record, with the day from which it no longer holds. */
@Injectable()
export class WithdrawConsent {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly consents: ConsentRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found; conflict when it was withdrawn already; invalid-input for an impossible day */
  async execute(
    actor: Actor,
    householdId: string,
    consentId: string,
    { withdrawnOn }: WithdrawConsentDto,
  ): Promise<{ id: string }> {
    if (withdrawnOn > localDay(this.clock.now()))
      throw invalid({ field: 'withdrawnOn', key: 'households.consent.withdrawnInTheFuture' });
    return this.database.as(actor).write(async (tx) => {
      const household = await this.households.get(tx, householdId);
      const consent = await this.consents.lock(tx, householdId, consentId);
      if (consent.withdrawnOn !== null) throw new Problem('conflict');
      if (withdrawnOn < consent.givenOn)
        throw invalid({ field: 'withdrawnOn', key: 'households.consent.withdrawnBeforeGiven' });
      await this.consents.withdraw(tx, consentId, withdrawnOn);
      await this.history.record(tx, {
        kind: 'consent.withdrawn',
        subject: { type: 'consent', id: consentId },
        areaCode: household.areaCode,
        householdId,
        data: { kind: consent.kind, textVersion: consent.textVersion, on: withdrawnOn },
      });
      return { id: consentId };
    });
  }
}
