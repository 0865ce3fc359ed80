import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { invalid } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { DossierRepository } from '../workflow/dossier.repository';
import { alreadyRecorded, refuseBefore, userIdOf, withDates } from '../workflow/proposed-dates';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { refuseHalfPosition } from './half-position';
import { RecordSiteSurveyDto } from './survey.dto';
import { SurveyRepository } from './survey.repository';

/** Step 1, on the doorstep: the dwelling, what is hard in it, and the rooms that the later steps name. */
@Injectable()
export class RecordSiteSurvey {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly surveys: SurveyRepository,
    private readonly dossiers: DossierRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, already-exists, invalid-input, rule-broken C04, C13, C16 */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: RecordSiteSurveyDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    const surveyor = { id: userIdOf(actor), name: actor.name };
    refuseDoubleNames(input);
    refuseHalfPosition(input);
    const { surveyedOn } = input;
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      if (retrofit.surveyedOn !== null) throw alreadyRecorded();
      const dossier = withDates(await this.dossiers.load(tx, retrofitId), { surveyedOn }, this.clock.now());
      refuseBefore('survey', dossier, { date: 'surveyedOn', field: 'surveyedOn' });
      await this.surveys.insertSurvey(tx, retrofitId, input, surveyor);
      for (const room of input.rooms) await this.surveys.insertRoom(tx, retrofitId, room);
      await this.retrofits.change(tx, retrofit, { surveyedOn });
      await this.history.record(tx, {
        kind: 'survey.recorded',
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { on: surveyedOn, rooms: input.rooms.map(({ name }) => name) },
      });
      return { id: retrofitId };
    });
  }
}

function refuseDoubleNames({ rooms }: RecordSiteSurveyDto): void {
  const names = rooms.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice >= 0) throw invalid({ field: `rooms[${twice}].name`, key: 'survey.room.twice' });
}
