import { Injectable } from '@nestjs/common';
import { FlagDecisions } from '../findings/flag-decisions';
import { ReadTx } from '../platform/database/database';
import { CalendarDate } from '../platform/time/calendar-date';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { SignedContent } from '../workflow/signed-content';
import { AcceptanceState } from './acceptance.presenter';
import { findingsBeforeAcceptance, waitingPhotos } from './complete-acceptance';
import { DefectRepository } from './defect.repository';
import { InspectionRepository } from './inspection.repository';
import { SignatureRepository } from './signature.repository';

/** What is known of an acceptance, and what still stands in its way today. */
@Injectable()
export class AcceptanceQuery {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly content: SignedContent,
    private readonly inspections: InspectionRepository,
    private readonly defects: DefectRepository,
    private readonly signatures: SignatureRepository,
    private readonly flags: FlagDecisions,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found */
  async load(tx: ReadTx, retrofitId: string): Promise<AcceptanceState> {
    const retrofit = await this.retrofits.get(tx, retrofitId);
    const { dossier, contentHash } = await this.content.dossier(tx, retrofitId);
    const now = this.clock.now();
    const day: CalendarDate = retrofit.acceptedOn ?? localDay(now);
    return {
      retrofit,
      plan: await this.inspections.agreedPlan(tx, retrofitId, day),
      rounds: await this.inspections.rounds(tx, retrofitId),
      defects: await this.defects.list(tx, retrofitId),
      requiredSigners: dossier.programme.requiredSigners,
      signatures: await this.signatures.ofAcceptance(tx, retrofitId),
      contentHash,
      // What the rules know of the file is more than a contractor may.
      blocking: tx.actor.role === 'contractor' ? [] : findingsBeforeAcceptance(dossier, day, now),
      waitingPhotos: waitingPhotos(dossier),
      undecided: tx.actor.role === 'contractor' ? [] : await this.flags.undecided(tx, dossier),
    };
  }
}
