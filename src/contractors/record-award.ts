import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { refuseIf } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { futureFindings } from '../workflow/order-findings';
import { AwardDto } from './contractors.dto';
import { ProcurementRepository } from './procurement.repository';

/** A supervisor records how a contractor was chosen. */
@Injectable()
export class RecordAward {
  constructor(
    private readonly database: Database,
    private readonly procurement: ProcurementRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found for the programme, unknown-reference for the contractor, rule-broken C13 */
  async execute(actor: Actor, programmeId: string, input: AwardDto): Promise<{ id: string }> {
    districtOf(actor);
    return this.database.as(actor).write(async (tx) => {
      const areaCode = await this.procurement.areaOfProgramme(tx, programmeId);
      refuseIf(futureFindings('awardedOn', input.awardedOn, localDay(this.clock.now()), 'awardedOn'));
      const id = await this.procurement.insertAward(tx, programmeId, areaCode, input);
      await this.history.record(tx, {
        kind: 'award.recorded',
        subject: { type: 'award', id },
        areaCode,
        data: { programmeId, ...input },
      });
      return { id };
    });
  }
}
