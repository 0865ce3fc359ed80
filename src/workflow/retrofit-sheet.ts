import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { CalendarDate } from '../platform/time/calendar-date';
import { DateName, Dossier } from '../rules/dossier';
import { Finding } from '../rules/finding';
import { CONSENT_KINDS, ConsentKind } from '../households/consent-texts/consent-texts';
import { DossierRepository } from './dossier.repository';
import { isForContractor } from './fix-paths';
import { waitingWaivers } from '../waivers/waiver-offer';
import { lateDays } from './late-days';
import {
  PersonFacts,
  PhotoCount,
  RetrofitSheetRepository,
  SheetFacts,
  SheetItem,
} from './retrofit-sheet.repository';
import { Retrofit } from './retrofit.entity';
import { RetrofitRepository } from './retrofit.repository';
import {
  allowedActions,
  dueActions,
  missingForApproval,
  missingNext,
  Standing,
  stateOf,
  Step,
  STEPS,
  StepState,
} from './steps';

/** A date as it was given, when the server learned of it, and by how many days that was late. */
export interface RecordedDate {
  readonly date: DateName;
  readonly on: CalendarDate;
  readonly recordedAt: Date | null;
  /** 0 where it was recorded within the programme's limit. */
  readonly lateDays: number;
}

export interface SheetStep {
  readonly step: Step;
  readonly state: StepState;
  readonly dates: readonly RecordedDate[];
  readonly recordedBy: string | null;
  readonly actions: readonly string[];
}

/** Everything about one retrofit that this actor may know, for its page and for the API. */
export interface Sheet {
  readonly retrofit: Retrofit;
  readonly facts: SheetFacts;
  /** Null for a contractor. */
  readonly person: PersonFacts | null;
  readonly steps: readonly SheetStep[];
  /** Dates of application and opinions; empty for a contractor. */
  readonly reviews: readonly RecordedDate[];
  readonly items: readonly SheetItem[];
  readonly photoCounts: readonly PhotoCount[];
  /** What stands before the next date, and before the approval. */
  readonly missing: readonly Finding[];
  /** By rule, the requests for a waiver that wait for a decision. */
  readonly waitingWaivers: ReadonlyMap<string, string>;
  /** Consents that the household has not in force while the retrofit goes on; empty for a contractor. */
  readonly missingConsents: readonly ConsentKind[];
  readonly allowedActions: readonly string[];
  /** Of those, what the retrofit waits for. */
  readonly dueActions: readonly string[];
}

const REVIEW_DATES: readonly DateName[] = [
  'appliedOn',
  'communityOpinionOn',
  'streetOpinionOn',
  'districtOpinionOn',
];

@Injectable()
export class RetrofitSheet {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly dossiers: DossierRepository,
    private readonly sheets: RetrofitSheetRepository,
  ) {}

  /** @throws Problem not-found, also for what the actor may not see */
  async load(tx: ReadTx, id: string): Promise<Sheet> {
    const { actor } = tx;
    const retrofit = await this.retrofits.get(tx, id);
    const dossier = await this.dossiers.load(tx, id);
    const standing: Standing = { dossier, ended: retrofit.endedOn !== null };
    const recordedBy = await this.sheets.recordedBy(tx, id, STEPS.map((step) => step.recordedAs)); // prettier-ignore
    const isContractor = actor.role === 'contractor';
    return {
      retrofit,
      facts: await this.sheets.facts(tx, id),
      person: await this.sheets.person(tx, id),
      steps: STEPS.map((step) => ({
        step,
        ...stateOf(step, standing, actor),
        dates: recordedDates(dossier, step.dates),
        recordedBy: recordedBy.get(step.recordedAs) ?? null,
      })),
      reviews: isContractor ? [] : recordedDates(dossier, REVIEW_DATES),
      items: await this.sheets.items(tx, id),
      photoCounts: await this.sheets.photoCounts(tx, id),
      missing: missingOf(standing).filter((finding) => !isContractor || mayKnow(finding)),
      waitingWaivers: await waitingWaivers(tx, id),
      missingConsents: isContractor ? [] : await this.missingConsents(tx, retrofit),
      allowedActions: allowedActions(standing, actor),
      dueActions: dueActions(standing, actor),
    };
  }

  private async missingConsents(tx: ReadTx, retrofit: Retrofit): Promise<ConsentKind[]> {
    if (retrofit.endedOn !== null || retrofit.signedOn !== null) return [];
    const inForce = await this.sheets.consents(tx, retrofit.householdId);
    return CONSENT_KINDS.filter((kind) => !inForce.includes(kind));
  }
}

/** One finding once, although it may stand before the approval and before the next date. */
function missingOf(standing: Standing): Finding[] {
  const seen = new Set<string>();
  return [...missingForApproval(standing), ...missingNext(standing)].filter((finding) => {
    const key = JSON.stringify([finding.rule, finding.subject, finding.facts]);
    return seen.has(key) ? false : seen.add(key);
  });
}

/** A contractor learns which date is missing, not what the application or the certificate says. */
function mayKnow({ subject, fixAt }: Finding): boolean {
  return subject.type === 'retrofit' || isForContractor(fixAt.page);
}

function recordedDates(dossier: Dossier, names: readonly DateName[]): RecordedDate[] {
  return names.flatMap((date) => {
    const fact = dossier.dates[date];
    return fact
      ? [{ date, ...fact, lateDays: lateDays(fact.on, fact.recordedAt, dossier.programme.lateEntryDays) }]
      : [];
  });
}
