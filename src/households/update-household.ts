import { Injectable } from '@nestjs/common';
import { changesOf } from '../history/changes';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Household } from './household.entity';
import { HouseholdRepository } from './household.repository';
import { HouseholdDetailsDto } from './households.dto';
import { detailsOf } from './households.presenter';

const FIELDS = [
  'areaCode', 'address', 'headName', 'phone', 'longitude', 'latitude', 'positionAccuracyM', 'tenure', 'hardship', 'annualIncomeFen',
  'memberCount', 'notes',
] as const; // prettier-ignore

/** A caseworker puts a household's details right. Its retrofits move with it when it belongs to another community. */
@Injectable()
export class UpdateHousehold {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, stale-version, unknown-reference, forbidden outside the actor's area */
  async execute(
    actor: Actor,
    id: string,
    input: HouseholdDetailsDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const before = await this.households.lock(tx, id, seenVersion);
      await this.households.update(tx, id, input);
      await this.history.record(tx, {
        kind: 'household.changed',
        subject: { type: 'household', id },
        areaCode: input.areaCode,
        householdId: id,
        data: { changes: changesOf(comparable(before), asStored(input), FIELDS) },
      });
      return { id };
    });
  }
}

type Details = Record<(typeof FIELDS)[number], string | number | null>;

function comparable(household: Household): Details {
  return detailsOf(household);
}

/** Fields that were left out count as empty. */
function asStored(input: HouseholdDetailsDto): Details {
  return Object.fromEntries(
    FIELDS.map((field) => [field, input[field] ?? (field === 'notes' ? '' : null)]),
  ) as Details;
}
