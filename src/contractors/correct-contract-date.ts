import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { invalid, refuseIf } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { futureFindings, orderFindings } from '../workflow/order-findings';
import { AssignmentRepository } from './assignment.repository';
import { ContractRepository } from './contract.repository';
import { CorrectDateDto } from './contractors.dto';
import { recordOnRetrofits } from './retrofit-entries';

/** A supervisor puts right a mistyped date of a contract; every retrofit under it is checked again. */
@Injectable()
export class CorrectContractDate {
  constructor(
    private readonly database: Database,
    private readonly contracts: ContractRepository,
    private readonly assignments: AssignmentRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, invalid-input before the award, rule-broken C06 C07 C13 */
  async execute(actor: Actor, id: string, { on, reason }: CorrectDateDto): Promise<{ id: string }> {
    districtOf(actor);
    return this.database.as(actor).write(async (tx) => {
      const contract = await this.contracts.lock(tx, id, null);
      if (contract.awardedOn && contract.awardedOn > on)
        throw invalid({ field: 'on', key: 'contractors.contract.beforeAward', params: { on: contract.awardedOn } }); // prettier-ignore
      const startedOn = await this.assignments.firstStartUnder(tx, id);
      const dates = { decidedOn: contract.decidedOn, contractSignedOn: on, startedOn };
      refuseIf([
        ...orderFindings(contract.c06WaiverId ? ['C07'] : ['C06', 'C07'], dates, 'on'),
        ...futureFindings('contractSignedOn', on, localDay(this.clock.now()), 'on'),
      ]);
      await this.contracts.setDate(tx, id, on);
      const subject = { type: 'contract', id };
      const data = { number: contract.number, changes: { signedOn: { before: contract.signedOn, after: on } }, reason }; // prettier-ignore
      const kind = 'contract.dateCorrected';
      await this.history.record(tx, { kind, subject, areaCode: contract.areaCode, data });
      const retrofits = await this.assignments.under(tx, id);
      await recordOnRetrofits(this.history, tx, kind, subject, retrofits, () => data);
      return { id };
    });
  }
}
