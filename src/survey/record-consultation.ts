import { Injectable } from '@nestjs/common';
import { RetrofitOutcome } from '../applications/retrofit-outcome';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { invalid, notFound } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { DossierRepository } from '../workflow/dossier.repository';
import { alreadyRecorded, refuseBefore, withDates } from '../workflow/proposed-dates';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { consultedParty } from './consulted-party';
import { RecordConsultationDto } from './survey.dto';
import { Consultation, SurveyRepository } from './survey.repository';

/** Step 3: the household is asked what it wants. When it wants nothing, the retrofit ends there. */
@Injectable()
export class RecordConsultation {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly surveys: SurveyRepository,
    private readonly dossiers: DossierRepository,
    private readonly outcome: RetrofitOutcome,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, already-exists, invalid-input, rule-broken C04, C13 */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: RecordConsultationDto,
    seenVersion: number | null,
  ): Promise<{ id: string; ended: boolean }> {
    const { consultedOn } = input;
    const now = this.clock.now();
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      if (retrofit.consultedOn !== null) throw alreadyRecorded();
      const consultation = await this.complete(tx, retrofit.personId, input);
      const dossier = withDates(await this.dossiers.load(tx, retrofitId), { consultedOn }, now);
      refuseBefore('survey', dossier, { date: 'consultedOn', field: 'consultedOn' });
      await this.surveys.insertConsultation(tx, retrofitId, consultation);
      await this.history.record(tx, {
        kind: 'consultation.recorded',
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { on: consultedOn, consulted: consultation.consulted, agrees: consultation.agrees },
      });
      if (consultation.agrees) await this.retrofits.change(tx, retrofit, { consultedOn });
      else {
        const end = { on: localDay(now), reason: 'householdDeclined', note: consultation.refusalReason } as const; // prettier-ignore
        await this.outcome.end(tx, retrofit, end, { consultedOn });
      }
      return { id: retrofitId, ended: !consultation.agrees };
    });
  }

  private async complete(tx: Tx, personId: string, input: RecordConsultationDto): Promise<Consultation> {
    const names = await this.surveys.names(tx, personId);
    if (!names) throw notFound();
    const { party, missing } = consultedParty(names, input);
    const refusalReason = input.refusalReason ?? '';
    const agrees = input.answer === 'agree';
    if (!agrees && !refusalReason) missing.push({ field: 'refusalReason', key: 'validation.required' });
    if (missing.length > 0) throw invalid(...missing);
    const { wishes, readAloud } = input;
    return { ...party, wishes, readAloud, agrees, refusalReason: agrees ? '' : refusalReason };
  }
}
