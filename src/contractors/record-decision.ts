import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { invalid, refuseIf } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { futureFindings } from '../workflow/order-findings';
import { DecisionDto } from './contractors.dto';
import { ProcurementRepository } from './procurement.repository';

/** A supervisor records a collective decision: who met, when, and what was decided. */
@Injectable()
export class RecordDecision {
  constructor(
    private readonly database: Database,
    private readonly procurement: ProcurementRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem invalid-input, not-found for the programme, rule-broken C13 */
  async execute(actor: Actor, programmeId: string, input: DecisionDto): Promise<{ id: string }> {
    districtOf(actor);
    if (new Set(input.attendees).size < input.attendees.length)
      throw invalid({ field: 'attendees', key: 'contractors.decision.attendeeTwice' });
    return this.database.as(actor).write(async (tx) => {
      const areaCode = await this.procurement.areaOfProgramme(tx, programmeId);
      refuseIf(futureFindings('decidedOn', input.heldOn, localDay(this.clock.now()), 'heldOn'));
      const id = await this.procurement.insertDecision(tx, programmeId, areaCode, input);
      await this.history.record(tx, {
        kind: 'decision.recorded',
        subject: { type: 'decision', id },
        areaCode,
        data: { programmeId, ...input },
      });
      return { id };
    });
  }
}
