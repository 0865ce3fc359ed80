import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { broken, invalid } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { currentVersion } from './consent-texts/consent-texts';
import { ConsentRepository } from './consent.repository';
import { GiveConsentDto } from './consents.dto';
import { HouseholdRepository } from './household.repository';

/** A household consents to one thing, to the words that are in use today. */
@Injectable()
export class GiveConsent {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly consents: ConsentRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found; invalid-input for a text that is no longer in use; rule-broken C13; already-exists when one is in force */
  async execute(actor: Actor, householdId: string, input: GiveConsentDto): Promise<{ id: string }> {
    if (input.textVersion !== currentVersion(input.kind))
      throw invalid({ field: 'textVersion', key: 'households.consent.outdatedText' });
    const today = localDay(this.clock.now());
    if (input.givenOn > today)
      throw broken([{ rule: 'C13', facts: {}, fixAt: { page: 'household', field: 'givenOn' } }]);
    return this.database.as(actor).write(async (tx) => {
      const household = await this.households.lock(tx, householdId, null);
      const id = await this.consents.insert(tx, householdId, household.areaCode, input);
      await this.history.record(tx, {
        kind: 'consent.given',
        subject: { type: 'consent', id },
        areaCode: household.areaCode,
        householdId,
        data: {
          kind: input.kind,
          textVersion: input.textVersion,
          by: input.givenByRelation,
          on: input.givenOn,
        },
      });
      return { id };
    });
  }
}
