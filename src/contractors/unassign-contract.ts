import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { AssignmentRepository } from './assignment.repository';
import { refuseEach } from './assignment-faults';
import { ContractRepository } from './contract.repository';
import { UnassignContractDto } from './contractors.dto';
import { recordOnRetrofits } from './retrofit-entries';

/** A supervisor takes retrofits out of a contract, before their works start: all of them, or none. */
@Injectable()
export class UnassignContract {
  constructor(
    private readonly database: Database,
    private readonly contracts: ContractRepository,
    private readonly assignments: AssignmentRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found for the contract; conflict that says of each retrofit why it can't leave */
  async execute(
    actor: Actor,
    contractId: string,
    { retrofitIds, reason }: UnassignContractDto,
  ): Promise<{ unassigned: string[] }> {
    districtOf(actor);
    return this.database.as(actor).write(async (tx) => {
      const contract = await this.contracts.lock(tx, contractId, null);
      const found = await this.assignments.lock(tx, retrofitIds);
      refuseEach(retrofitIds, found, ({ contractId: under, startedOn }) =>
        under !== contractId ? 'notUnderIt' : startedOn !== null ? 'started' : null,
      );
      const retrofits = [...found.values()];
      const unassigned = retrofits.map(({ id }) => id);
      await this.assignments.set(tx, unassigned, null);
      const { number, contractorName } = contract;
      const subject = { type: 'contract', id: contractId };
      await recordOnRetrofits(this.history, tx, 'contract.unassigned', subject, retrofits, () => ({
        number, contractorName, reason,
      })); // prettier-ignore
      return { unassigned };
    });
  }
}
