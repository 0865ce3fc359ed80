import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { refuseIf } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { futureFindings, orderFindings } from '../workflow/order-findings';
import { AssignmentRepository } from './assignment.repository';
import { ContractRepository } from './contract.repository';
import { CorrectDateDto } from './contractors.dto';
import { ProcurementRepository } from './procurement.repository';
import { recordOnRetrofits } from './retrofit-entries';

/** A supervisor puts right a mistyped date of a collective decision; every contract that rests on it is checked again. */
@Injectable()
export class CorrectDecisionDate {
  constructor(
    private readonly database: Database,
    private readonly procurement: ProcurementRepository,
    private readonly contracts: ContractRepository,
    private readonly assignments: AssignmentRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, rule-broken C06 when a contract was signed before the new date, C13 */
  async execute(actor: Actor, id: string, { on, reason }: CorrectDateDto): Promise<{ id: string }> {
    districtOf(actor);
    return this.database.as(actor).write(async (tx) => {
      const decision = await this.procurement.lockDecision(tx, id);
      const contractSignedOn = await this.contracts.firstSignedUnder(tx, id);
      refuseIf([
        ...orderFindings(['C06'], { decidedOn: on, contractSignedOn }, 'on'),
        ...futureFindings('decidedOn', on, localDay(this.clock.now()), 'on'),
      ]);
      await this.procurement.setDecisionDate(tx, id, on);
      const subject = { type: 'decision', id };
      const data = { changes: { heldOn: { before: decision.heldOn, after: on } }, reason };
      const kind = 'decision.dateCorrected';
      await this.history.record(tx, { kind, subject, areaCode: decision.areaCode, data });
      const retrofits = await this.assignments.underDecision(tx, id);
      await recordOnRetrofits(this.history, tx, kind, subject, retrofits, () => data);
      return { id };
    });
  }
}
