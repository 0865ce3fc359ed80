import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { broken, Problem } from '../platform/problems/problem';
import { addYears, CalendarDate } from '../platform/time/calendar-date';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { RetrofitRepository } from './retrofit.repository';
import { OpenRetrofitDto } from './retrofits.dto';

/** Opens the file of one household in one programme: the row on which all seven steps stand. */
@Injectable()
export class OpenRetrofit {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem unknown-reference for what the actor may not know of; rule-broken P04 for a programme of another
   *   district, P05 (409) for a second file in one programme, P05 (422) within the bar period of an accepted one
   */
  async execute(actor: Actor, input: OpenRetrofitDto): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const areaCode = await this.retrofits.areaOfPerson(tx, input.householdId, input.personId);
      if (areaCode === null) throw unknown('personId');
      const programme = await this.retrofits.programmeTerms(tx, input.programmeId);
      if (programme === null) throw unknown('programmeId');
      await this.refuseBarred(tx, input, programme.barYears);
      const id = await this.retrofits.insert(tx, { ...input, areaCode, ...programme });
      await this.history.record(tx, {
        kind: 'retrofit.opened',
        subject: { type: 'retrofit', id },
        areaCode,
        retrofitId: id,
        householdId: input.householdId,
        data: { programmeId: input.programmeId, personId: input.personId },
      });
      return { id };
    });
  }

  private async refuseBarred(tx: Tx, input: OpenRetrofitDto, barYears: number): Promise<void> {
    if (barYears === 0) return;
    const acceptedOn = await this.retrofits.lastAcceptance(tx, input);
    if (acceptedOn === null) return;
    const barredUntil: CalendarDate = addYears(acceptedOn, barYears);
    if (barredUntil <= localDay(this.clock.now())) return;
    throw broken([{ rule: 'P05', facts: { problem: 'barred', acceptedOn, barredUntil } }]);
  }
}

function unknown(field: string): Problem {
  return new Problem('unknown-reference', { errors: [{ field, key: 'validation.choice' }] });
}
