import { Injectable } from '@nestjs/common';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { FieldError, invalid } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { History } from '../history/history';
import { checkPerson, faultsOfPerson } from './check-person';
import { HouseholdRepository } from './household.repository';
import { CreateHouseholdDto } from './households.dto';
import { PersonRepository } from './person.repository';

/** A caseworker takes up a household with its disabled people. */
@Injectable()
export class CreateHousehold {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly people: PersonRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem invalid-input (P01, P02), rule-broken P06 when somebody already belongs to a household, forbidden outside the actor's area */
  async execute(actor: Actor, input: CreateHouseholdDto): Promise<{ id: string }> {
    const faults = this.faultsOfPeople(input);
    if (faults.length > 0) throw invalid(...faults);
    const today = localDay(this.clock.now());
    const people = input.people.map((person) => checkPerson(person, today));
    return this.database.as(actor).write(async (tx) => {
      const id = await this.households.insert(tx, input);
      for (const person of people) await this.people.insert(tx, id, input.areaCode, person);
      await this.history.record(tx, {
        kind: 'household.created',
        subject: { type: 'household', id },
        areaCode: input.areaCode,
        householdId: id,
        data: { address: input.address, people: people.length },
      });
      return { id };
    });
  }
  /** P01 and P02 for all the people at once, each fault at its field. */
  faultsOfPeople({ people }: CreateHouseholdDto): FieldError[] {
    const today = localDay(this.clock.now());
    return (people ?? []).flatMap((person, index) => faultsOfPerson(person, today, `people[${index}].`));
  }
}
