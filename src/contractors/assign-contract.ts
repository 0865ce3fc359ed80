import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { AssignedRetrofit, AssignmentRepository } from './assignment.repository';
import { AssignmentFault, refuseEach } from './assignment-faults';
import { Contract, ContractRepository } from './contract.repository';
import { AssignContractDto } from './contractors.dto';
import { recordOnRetrofits } from './retrofit-entries';

/** A supervisor puts retrofits under a contract, before their works start: all of them, or none. */
@Injectable()
export class AssignContract {
  constructor(
    private readonly database: Database,
    private readonly contracts: ContractRepository,
    private readonly assignments: AssignmentRepository,
    private readonly history: History,
  ) {}

  /**
   * With a reason, retrofits are also taken over from another contract.
   * @throws Problem not-found for the contract; conflict that says of each retrofit why it can't be taken
   */
  async execute(actor: Actor, contractId: string, input: AssignContractDto): Promise<{ assigned: string[] }> {
    districtOf(actor);
    const reason = input.reason ?? null;
    return this.database.as(actor).write(async (tx) => {
      const contract = await this.contracts.lock(tx, contractId, null);
      const found = await this.assignments.lock(tx, input.retrofitIds);
      refuseEach(input.retrofitIds, found, (retrofit) => faultOf(retrofit, contract, reason));
      const retrofits = [...found.values()];
      const assigned = retrofits.map(({ id }) => id);
      await this.assignments.set(tx, assigned, contract);
      const { number, signedOn, contractorName } = contract;
      const subject = { type: 'contract', id: contractId };
      await recordOnRetrofits(this.history, tx, 'contract.assigned', subject, retrofits, (retrofit) => ({
        number, signedOn, contractorName, replaced: retrofit.contractNumber, reason,
      })); // prettier-ignore
      return { assigned };
    });
  }
}

function faultOf(
  retrofit: AssignedRetrofit,
  contract: Contract,
  reason: string | null,
): AssignmentFault | null {
  if (retrofit.programmeId !== contract.programmeId) return 'otherProgramme';
  if (retrofit.endedOn !== null) return 'ended';
  if (retrofit.startedOn !== null) return 'started';
  if (retrofit.planAgreedOn === null) return 'noPlan';
  if (retrofit.contractId === contract.id) return 'sameContract';
  if (contract.c06WaiverId && retrofit.c06WaivedBy === null) return 'noWaiver';
  if (retrofit.c06WaivedBy !== null && retrofit.c06WaivedBy >= contract.signedOn) return 'lateWaiver';
  return retrofit.contractId !== null && reason === null ? 'otherContract' : null;
}
