import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { checkContractor } from './check-contractor';
import { ContractorRepository } from './contractor.repository';
import { ContractorDto } from './contractors.dto';

/** A supervisor takes a firm onto the district's list. */
@Injectable()
export class CreateContractor {
  constructor(
    private readonly database: Database,
    private readonly contractors: ContractorRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem invalid-input, already-exists for the same credit code */
  async execute(actor: Actor, input: ContractorDto): Promise<{ id: string }> {
    const areaCode = districtOf(actor);
    const checked = checkContractor(input);
    return this.database.as(actor).write(async (tx) => {
      const id = await this.contractors.insert(tx, areaCode, checked);
      const { name, creditCode, licenceNumber, licenceValidFrom, licenceValidUntil } = checked;
      await this.history.record(tx, {
        kind: 'contractor.created',
        subject: { type: 'contractor', id },
        areaCode,
        data: { name, creditCode, licenceNumber, licenceValidFrom, licenceValidUntil },
      });
      return { id };
    });
  }
}
