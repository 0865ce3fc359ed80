import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { FieldError, invalid, notFound, Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { DossierRepository } from '../workflow/dossier.repository';
import { refuseBefore, withDates } from '../workflow/proposed-dates';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { RecordMeasurementsDto } from './survey.dto';
import { SurveyRepository } from './survey.repository';

/** Step 2: what the tape says, place by place. More can be measured until the household has agreed to the plan. */
@Injectable()
export class RecordMeasurements {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly surveys: SurveyRepository,
    private readonly dossiers: DossierRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, conflict after the plan's agreement, already-exists, invalid-input, rule-broken C04, C13 */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: RecordMeasurementsDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.lockOpen(tx, retrofitId, seenVersion);
      await this.checkRooms(tx, retrofitId, input);
      const measuredOn = await this.checkDate(tx, retrofit, input);
      for (const measurement of input.measurements)
        await this.surveys.insertMeasurement(tx, retrofitId, measurement);
      await this.retrofits.change(tx, retrofit, { measuredOn });
      await this.history.record(tx, {
        kind: 'measurement.recorded',
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { on: measuredOn, places: input.measurements.length },
      });
      return { id: retrofitId };
    });
  }

  /** A line that was typed wrongly is taken out and entered anew. @throws Problem not-found, conflict after the plan's agreement */
  async remove(
    actor: Actor,
    retrofitId: string,
    measurementId: string,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.lockOpen(tx, retrofitId, seenVersion);
      const all = await this.surveys.measurements(tx, retrofitId);
      const line = all.find(({ id }) => id === measurementId);
      if (!line) throw notFound();
      await this.surveys.removeMeasurement(tx, retrofitId, measurementId);
      await this.retrofits.change(tx, retrofit, {});
      const { roomName, what, place, valueMm } = line;
      await this.history.record(tx, {
        kind: 'measurement.removed',
        subject: { type: 'measurement', id: measurementId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { room: roomName, what, place, valueMm },
      });
      return { id: measurementId };
    });
  }

  private async lockOpen(tx: Tx, retrofitId: string, seenVersion: number | null): Promise<Retrofit> {
    const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
    if (retrofit.planAgreedOn !== null) throw new Problem('conflict');
    return retrofit;
  }

  private async checkRooms(
    tx: Tx,
    retrofitId: string,
    { measurements }: RecordMeasurementsDto,
  ): Promise<void> {
    const known = new Set((await this.surveys.rooms(tx, retrofitId)).map(({ id }) => id));
    const errors = measurements.flatMap(({ roomId }, index): FieldError[] =>
      known.has(roomId) ? [] : [{ field: `measurements[${index}].roomId`, key: 'validation.choice' }],
    );
    if (errors.length > 0) throw invalid(...errors);
  }

  /** The day stands once it is recorded; a wrong one is corrected by its own act, with a reason. */
  private async checkDate(
    tx: Tx,
    retrofit: Retrofit,
    input: RecordMeasurementsDto,
  ): Promise<NonNullable<Retrofit['measuredOn']>> {
    if (retrofit.measuredOn !== null) {
      if (input.measuredOn && input.measuredOn !== retrofit.measuredOn)
        throw invalid({ field: 'measuredOn', key: 'survey.measurement.dateStands' });
      return retrofit.measuredOn;
    }
    const { measuredOn } = input;
    if (!measuredOn) throw invalid({ field: 'measuredOn', key: 'validation.required' });
    const dossier = withDates(await this.dossiers.load(tx, retrofit.id), { measuredOn }, this.clock.now());
    refuseBefore('survey', dossier, { date: 'measuredOn', field: 'measuredOn' });
    return measuredOn;
  }
}
