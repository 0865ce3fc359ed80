import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { FieldError, Problem, refuseIf } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { futureFindings, orderFindings } from '../workflow/order-findings';
import { ContractRepository } from './contract.repository';
import { ContractDto } from './contractors.dto';
import { Award, Decision, DecisionWaiver, ProcurementRepository } from './procurement.repository';

/** A supervisor records a signed contract. It rests on a collective decision that came before it (C06), or on a waiver of that. */
@Injectable()
export class SignContract {
  constructor(
    private readonly database: Database,
    private readonly contracts: ContractRepository,
    private readonly procurement: ProcurementRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem invalid-input, not-found for the programme, unknown-reference, already-exists for the number, rule-broken C06 C13 */
  async execute(actor: Actor, programmeId: string, input: ContractDto): Promise<{ id: string }> {
    districtOf(actor);
    return this.database.as(actor).write(async (tx) => {
      const areaCode = await this.procurement.areaOfProgramme(tx, programmeId);
      const decision = input.decisionId ? await this.procurement.holdDecision(tx, input.decisionId) : null;
      const award = input.awardId ? await this.procurement.holdAward(tx, input.awardId) : null;
      const waiver = input.c06WaiverId ? await this.procurement.holdWaiver(tx, input.c06WaiverId) : null;
      refuseFaults(programmeId, input, { decision, award, waiver });
      const grounds = { decidedOn: decision?.heldOn ?? null, awardedOn: award?.awardedOn ?? null };
      const field = decision ? 'signedOn' : 'decisionId';
      refuseIf([
        ...orderFindings(
          waiver ? [] : ['C06'],
          { decidedOn: grounds.decidedOn, contractSignedOn: input.signedOn },
          field,
        ),
        ...futureFindings('contractSignedOn', input.signedOn, localDay(this.clock.now()), 'signedOn'),
      ]);
      const id = await this.contracts.insert(tx, programmeId, areaCode, input, grounds);
      await this.history.record(tx, {
        kind: 'contract.signed',
        subject: { type: 'contract', id },
        areaCode,
        data: { programmeId, ...input, ...grounds },
      });
      return { id };
    });
  }
}

/** What the parts of a contract must agree on, each fault at its field. */
function refuseFaults(
  programmeId: string,
  input: ContractDto,
  {
    decision,
    award,
    waiver,
  }: { decision: Decision | null; award: Award | null; waiver: DecisionWaiver | null },
): void {
  const errors: FieldError[] = [];
  const fault = (field: keyof ContractDto, key: string, on: string | null = null): void =>
    void errors.push({ field, key: `contractors.contract.${key}`, params: { on } });
  if (input.decisionId && decision?.programmeId !== programmeId) fault('decisionId', 'otherDecision');
  if (input.awardId && award?.programmeId !== programmeId) fault('awardId', 'otherAward');
  else if (award && award.contractorId !== input.contractorId) fault('awardId', 'awardOfAnother');
  else if (award && award.awardedOn > input.signedOn) fault('signedOn', 'beforeAward', award.awardedOn);
  if (input.c06WaiverId && waiver?.programmeId !== programmeId) fault('c06WaiverId', 'otherWaiver');
  else if (waiver && waiver.documentDate >= input.signedOn)
    fault('signedOn', 'waiverTooLate', waiver.documentDate);
  if (input.worksFrom > input.worksUntil) fault('worksUntil', 'worksReversed', input.worksFrom);
  if (errors.length > 0) throw new Problem('invalid-input', { errors });
}
