import { Injectable } from '@nestjs/common';
import { changesOf } from '../history/changes';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Json } from '../platform/database/database';
import { Problem } from '../platform/problems/problem';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { refuseHalfPosition } from './half-position';
import { noChange, refuseSettled } from './settled';
import { CorrectSurveyDto } from './survey.dto';
import { SiteSurvey, SurveyRepository } from './survey.repository';

const FACTS = [
  'dwelling',
  'storey',
  'condition',
  'needs',
  'longitude',
  'latitude',
  'positionAccuracyM',
] as const;

type SurveyFacts = Record<(typeof FACTS)[number], Json> & Omit<SiteSurvey, 'surveyorName'>;

/** Puts right what the survey says of the dwelling, with the reason; the history keeps what stood there before. */
@Injectable()
export class CorrectSurvey {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly surveys: SurveyRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, stale-version, invalid-input also where nothing differs, conflict where there is no survey or it is settled */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: CorrectSurveyDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    refuseHalfPosition(input);
    const after = factsOf(input);
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const before = await this.surveys.survey(tx, retrofitId);
      if (!before) throw new Problem('conflict');
      refuseSettled(retrofit);
      const changes = changesOf(factsOf(before), after, FACTS);
      if (Object.keys(changes).length === 0) throw noChange();
      await this.surveys.correctSurvey(tx, retrofitId, after);
      await this.retrofits.change(tx, retrofit, {});
      await this.history.record(tx, {
        kind: 'survey.corrected',
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { changes, reason: input.reason },
      });
      return { id: retrofitId };
    });
  }
}

/** An accuracy belongs to a position; without one it says nothing. */
function factsOf(facts: Omit<SiteSurvey, 'surveyorName'>): SurveyFacts {
  const { dwelling, storey, condition, needs } = facts;
  const [longitude, latitude] = [facts.longitude ?? null, facts.latitude ?? null];
  const positionAccuracyM = longitude === null ? null : (facts.positionAccuracyM ?? null);
  return { dwelling, storey: storey ?? null, condition, needs, longitude, latitude, positionAccuracyM };
}
