import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { checkPerson } from './check-person';
import { HouseholdRepository } from './household.repository';
import { PersonDto } from './households.dto';
import { PersonRepository } from './person.repository';

/** Another disabled person of a household. */
@Injectable()
export class AddPerson {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly people: PersonRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, invalid-input (P01, P02), rule-broken P06 when they already belong to a household */
  async execute(actor: Actor, householdId: string, input: PersonDto): Promise<{ id: string }> {
    const person = checkPerson(input, localDay(this.clock.now()));
    return this.database.as(actor).write(async (tx) => {
      const { areaCode } = await this.households.lock(tx, householdId, null);
      const id = await this.people.insert(tx, householdId, areaCode, person);
      await this.history.record(tx, {
        kind: 'person.added',
        subject: { type: 'person', id },
        areaCode,
        householdId,
        data: { name: person.name },
      });
      return { id };
    });
  }
}
