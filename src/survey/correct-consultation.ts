import { Injectable } from '@nestjs/common';
import { changesOf } from '../history/changes';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Json } from '../platform/database/database';
import { invalid, notFound, Problem } from '../platform/problems/problem';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { consultedParty } from './consulted-party';
import { noChange, refuseSettled } from './settled';
import { CorrectConsultationDto } from './survey.dto';
import { Consultation, SurveyRepository } from './survey.repository';

const WORDS = ['consulted', 'consultedName', 'reasonNotSelf', 'wishes', 'readAloud'] as const;

type ConsultationWords = Record<(typeof WORDS)[number], Json> & Pick<Consultation, (typeof WORDS)[number]>;

/**
 * Puts right who was asked and what they said, with the reason; the history keeps what stood there before. The answer
 * itself is not corrected: a household that declined has ended its retrofit.
 */
@Injectable()
export class CorrectConsultation {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly surveys: SurveyRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, stale-version, invalid-input also where nothing differs, conflict where there is no consultation or it is settled */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: CorrectConsultationDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const before = await this.surveys.consultation(tx, retrofitId);
      if (!before) throw new Problem('conflict');
      refuseSettled(retrofit);
      const names = await this.surveys.names(tx, retrofit.personId);
      if (!names) throw notFound();
      const { party, missing } = consultedParty(names, input);
      if (missing.length > 0) throw invalid(...missing);
      const after: ConsultationWords = { ...party, wishes: input.wishes, readAloud: input.readAloud };
      const changes = changesOf<(typeof WORDS)[number]>({ ...before }, after, WORDS);
      if (Object.keys(changes).length === 0) throw noChange();
      await this.surveys.correctConsultation(tx, retrofitId, after);
      await this.retrofits.change(tx, retrofit, {});
      await this.history.record(tx, {
        kind: 'consultation.corrected',
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
