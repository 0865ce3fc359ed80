import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { GrantedDossier } from '../waivers/acts-allowed';
import { DossierRepository } from '../workflow/dossier.repository';
import { refuseBroken, withDates } from '../workflow/proposed-dates';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { RecordInspectionDto } from './acceptance.dto';
import { refused } from './acceptance-refusals';
import { acceptorOf } from './district-acceptor';
import { inspectedFacts, itemsOfRound } from './inspection-round';
import {
  AgreedPlan,
  InspectionRepository,
  NewInspection,
  StoredInspectedItem,
} from './inspection.repository';
import { RoundConsequences } from './round-consequences';

/** Somebody of the district inspects every item on site; from the second round on, those that had failed. */
@Injectable()
export class RecordInspection {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly dossiers: DossierRepository,
    private readonly inspections: InspectionRepository,
    private readonly consequences: RoundConsequences,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem not-found, stale-version, conflict once accepted or without an agreed plan, invalid-input,
   *   rule-broken C10 (before the works are completed), C13, C16, C19, S08, T01 (an item passes that misses a requirement)
   */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: RecordInspectionDto,
    seenVersion: number | null,
  ): Promise<{ id: string; round: number }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      if (retrofit.acceptedOn !== null) throw refused('accepted');
      const dossier = await this.dossiers.load(tx, retrofitId);
      this.checkDay(actor, dossier, input);
      const { plan, inspection } = await this.roundOf(tx, retrofitId, input);
      this.checkItems(dossier, plan, inspection.items);
      const id = await this.inspections.insert(tx, retrofitId, inspection);
      await this.retrofits.change(tx, retrofit, {});
      await this.record(tx, retrofit, id, inspection);
      await this.consequences.apply(tx, retrofit, inspection);
      return { id, round: inspection.round };
    });
  }

  private checkDay(actor: Actor, dossier: GrantedDossier, { inspectedOn }: RecordInspectionDto): void {
    const inspection = { id: dossier.retrofitId, acceptors: [acceptorOf(actor)], items: [] };
    const proposed = withDates({ ...dossier, inspection }, { acceptedOn: inspectedOn }, this.clock.now());
    refuseBroken(['C10', 'C13', 'C16', 'S08'], proposed, { date: 'acceptedOn', field: 'inspectedOn' });
  }

  private async roundOf(
    tx: Tx,
    retrofitId: string,
    input: RecordInspectionDto,
  ): Promise<{ plan: AgreedPlan; inspection: NewInspection }> {
    const plan = await this.inspections.agreedPlan(tx, retrofitId, input.inspectedOn);
    if (!plan) throw refused('noPlan');
    const previous = await this.inspections.newest(tx, retrofitId);
    const { items, errors } = itemsOfRound(plan, input.items, previous);
    if (previous && input.inspectedOn < previous.inspectedOn)
      errors.push({
        field: 'inspectedOn',
        key: 'acceptance.inspectedOn.beforeLastRound',
        params: { on: previous.inspectedOn },
      });
    if (errors.length > 0) throw new Problem('invalid-input', { errors });
    const result = items.some((item) => item.result === 'defect') ? 'defects' : 'passed';
    const inspection: NewInspection = {
      round: (previous?.round ?? 0) + 1,
      planId: plan.id,
      inspectedOn: input.inspectedOn,
      result,
      opinion: input.opinion ?? '',
      items,
    };
    return { plan, inspection };
  }

  /** What passes must meet its requirements now: a round that can't be accepted would be signed for nothing. */
  private checkItems(dossier: GrantedDossier, plan: AgreedPlan, items: readonly StoredInspectedItem[]): void {
    const passing = items.filter(({ result }) => result === 'pass');
    const proposed: GrantedDossier = {
      ...dossier,
      plans: dossier.plans
        .filter(({ id }) => id === plan.id)
        .map((one) => ({
          ...one,
          lines: one.lines.filter((line) => passing.some(({ itemId }) => itemId === line.itemId)),
        })),
      inspection: {
        id: dossier.retrofitId,
        acceptors: [],
        items: passing.map((item) =>
          inspectedFacts(
            item,
            plan.lines.find(({ itemId }) => itemId === item.itemId)!,
          ),
        ),
      },
    };
    refuseBroken(['T01'], proposed);
  }

  private async record(tx: Tx, retrofit: Retrofit, id: string, inspection: NewInspection): Promise<void> {
    const { round, inspectedOn, result, items } = inspection;
    const defects = items.filter((item) => item.result === 'defect').length;
    await this.history.record(tx, {
      kind: 'inspection.recorded',
      subject: { type: 'inspection', id },
      areaCode: retrofit.areaCode,
      retrofitId: retrofit.id,
      householdId: retrofit.householdId,
      data: { round, inspectedOn, result, items: items.length, defects },
    });
  }
}
