import { Injectable } from '@nestjs/common';
import { FlagDecisions } from '../findings/flag-decisions';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { invalid, refuseIf } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { Clock } from '../platform/time/clock';
import { QuotaLedger } from '../programmes/quota-ledger';
import { GrantedDossier } from '../waivers/acts-allowed';
import { Dossier } from '../rules/dossier';
import { Finding } from '../rules/finding';
import { refuseBefore, refuseBroken, withDates } from '../workflow/proposed-dates';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { RULE_BOOK } from '../workflow/rule-book';
import { SignedContent } from '../workflow/signed-content';
import { CompleteAcceptanceDto } from './acceptance.dto';
import { refused } from './acceptance-refusals';
import { DefectRepository } from './defect.repository';
import { acceptorOf } from './district-acceptor';
import { InspectionRepository } from './inspection.repository';
import { SignatureRepository } from './signature.repository';

/** What stands between a retrofit and its acceptance on a day, by the rule book. */
export function findingsBeforeAcceptance(dossier: GrantedDossier, on: CalendarDate, now: Date): Finding[] {
  return RULE_BOOK.stopping(RULE_BOOK.checkBefore('acceptance', withDates(dossier, { acceptedOn: on }, now)));
}

/** How many photos in force still wait to be compared with all others. */
export function waitingPhotos({ photos }: Dossier): number {
  return photos.filter(({ comparison }) => comparison === 'pending').length;
}

/** Step 6 is done: everything was inspected, passed and signed. Uses up the retrofit's place in the programme. */
@Injectable()
export class CompleteAcceptance {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly content: SignedContent,
    private readonly inspections: InspectionRepository,
    private readonly defects: DefectRepository,
    private readonly signatures: SignatureRepository,
    private readonly quota: QuotaLedger,
    private readonly flags: FlagDecisions,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, conflict (accepted already, photos not compared yet, open defects), invalid-input, rule-broken by any gate of acceptance */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: CompleteAcceptanceDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    const { acceptedOn } = input;
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      if (retrofit.acceptedOn !== null) throw refused('accepted');
      const { dossier, contentHash } = await this.content.dossier(tx, retrofitId);
      const acceptors = { id: retrofitId, acceptors: [acceptorOf(actor)], items: [] };
      refuseBroken(['S08'], { ...dossier, inspection: acceptors });
      const proposed = withDates(dossier, { acceptedOn }, this.clock.now());
      refuseBefore('acceptance', proposed, { date: 'acceptedOn', field: 'acceptedOn' });
      // What a photo looks like may still become a flag on which somebody has to decide.
      const waiting = waitingPhotos(dossier);
      if (waiting > 0) throw refused('photosWaiting', { count: waiting });
      refuseIf(await this.flags.undecided(tx, dossier));
      await this.assertFinished(tx, retrofitId, acceptedOn);
      await this.quota.use(tx, retrofit, acceptedOn);
      await this.retrofits.change(tx, retrofit, { acceptedOn });
      await this.history.record(tx, {
        kind: 'acceptance.completed',
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { acceptedOn, contentHash },
      });
      return { id: retrofitId };
    });
  }

  /** Nothing failed, nothing open, and nobody inspected or signed after the day of acceptance. */
  private async assertFinished(tx: Tx, retrofitId: string, acceptedOn: CalendarDate): Promise<void> {
    const open = await this.defects.open(tx, retrofitId);
    if (open.length > 0) throw refused('openDefects', { count: open.length });
    const inspection = await this.inspections.newest(tx, retrofitId);
    if (!inspection) throw refused('notInspected');
    if (inspection.result === 'defects') throw refused('defectsFound');
    const signed = (await this.signatures.standing(tx, retrofitId)).map(({ signedOn }) => signedOn);
    const last = [inspection.inspectedOn, ...signed].sort().at(-1)!;
    if (acceptedOn < last)
      throw invalid({
        field: 'acceptedOn',
        key: 'acceptance.acceptedOn.beforeSigning',
        params: { on: last },
      });
  }
}
