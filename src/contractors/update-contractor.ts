import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { changesOf } from '../history/changes';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { checkContractor } from './check-contractor';
import { CONTRACTOR_FIELDS, ContractorRepository } from './contractor.repository';
import { ContractorDto } from './contractors.dto';

/** A supervisor changes what is known of a contractor: a renewed licence, another contact. */
@Injectable()
export class UpdateContractor {
  constructor(
    private readonly database: Database,
    private readonly contractors: ContractorRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem invalid-input, not-found, stale-version, already-exists */
  async execute(
    actor: Actor,
    id: string,
    input: ContractorDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    districtOf(actor);
    const checked = checkContractor(input);
    return this.database.as(actor).write(async (tx) => {
      const before = await this.contractors.lock(tx, id, seenVersion);
      await this.contractors.update(tx, id, checked);
      await this.history.record(tx, {
        kind: 'contractor.changed',
        subject: { type: 'contractor', id },
        areaCode: before.areaCode,
        data: { changes: changesOf(before, checked, CONTRACTOR_FIELDS) },
      });
      return { id };
    });
  }
}
