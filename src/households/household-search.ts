import { Injectable } from '@nestjs/common';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Page } from '../platform/http/paging';
import { toHalfWidth } from '../platform/numbers/half-width';
import { HouseholdRepository, HouseholdRow, HouseholdSort } from './household.repository';
import { NumberSeal } from './identity/sealed-number';

export interface HouseholdSearchInput {
  search: string | null;
  area: string | null;
  hardship: string | null;
  tenure: string | null;
  sort: HouseholdSort | null;
  limit: number | null;
  after: string | null;
}

/** Finds households by what somebody has at hand: a name, an address, an ID number, a certificate number. */
@Injectable()
export class HouseholdSearch {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly seal: NumberSeal,
  ) {}

  async execute(actor: Actor, input: HouseholdSearchInput): Promise<Page<HouseholdRow>> {
    const words = input.search ? toHalfWidth(input.search).trim() : null;
    const number = words?.replace(/[\s-]/g, '').toUpperCase();
    const isNumber = number !== undefined && /^\d{17}[\dX](\d\d)?$/.test(number);
    return this.database.as(actor).read((tx) =>
      this.households.list(tx, {
        words: isNumber ? null : words,
        numberHash: isNumber ? this.seal.hash(number) : null,
        areaCode: input.area,
        hardship: input.hardship,
        tenure: input.tenure,
        sort: input.sort ?? 'newest',
        limit: input.limit ?? 50,
        after: input.after,
      }),
    );
  }
}
