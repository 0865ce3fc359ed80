import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { FieldError, Problem, refuseIf } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { DossierRepository } from '../workflow/dossier.repository';
import { futureFindings } from '../workflow/order-findings';
import { refuseBefore, withDates } from '../workflow/proposed-dates';
import { compareSignature } from '../signatures/compare-signature';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { planHash } from './plan-content';
import { PlanRepository, StoredPlan } from './plan.repository';
import { AgreePlanDto } from './plans.dto';

/** The household agrees to the newest revision: the plan itself (step 4), or a variation of it. */
@Injectable()
export class AgreePlan {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly plans: PlanRepository,
    private readonly dossiers: DossierRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, conflict when nothing waits for agreement, invalid-input, rule-broken */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: AgreePlanDto,
    seenVersion: number | null,
  ): Promise<{ planId: string }> {
    explainProxy(input);
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const plan = (await this.plans.revisions(tx, retrofitId)).find(
        ({ agreedOn, withdrawnAt }) => agreedOn === null && withdrawnAt === null,
      );
      if (!plan || retrofit.acceptedOn) throw new Problem('conflict');
      const isVariation = retrofit.planAgreedOn !== null;
      await this.checkRules(tx, retrofitId, plan, input, isVariation);
      const contentHash = planHash(retrofitId, plan);
      await this.plans.agree(tx, plan.id, {
        on: input.agreedOn,
        name: input.name,
        relation: input.relation,
        contentHash,
      });
      await this.sign(tx, retrofit, plan, input, contentHash);
      await this.retrofits.change(tx, retrofit, isVariation ? {} : { planAgreedOn: input.agreedOn });
      await this.history.record(tx, {
        kind: isVariation ? 'variation.agreed' : 'plan.agreed',
        subject: { type: 'plan', id: plan.id },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: {
          revision: plan.revision,
          agreedOn: input.agreedOn,
          relation: input.relation,
          contentHash: contentHash.toString('hex'),
        },
      });
      return { planId: plan.id };
    });
  }

  private async checkRules(
    tx: Tx,
    retrofitId: string,
    plan: StoredPlan,
    input: AgreePlanDto,
    isVariation: boolean,
  ): Promise<void> {
    const now = this.clock.now();
    refuseIf(futureFindings('planAgreedOn', input.agreedOn, localDay(now), 'agreedOn'));
    const dossier = await this.dossiers.load(tx, retrofitId);
    const agreed = {
      ...dossier,
      plans: dossier.plans.map((one) => (one.id === plan.id ? { ...one, agreedOn: input.agreedOn } : one)),
    };
    const proposed = isVariation ? agreed : withDates(agreed, { planAgreedOn: input.agreedOn }, now);
    refuseBefore('planAgreement', proposed, { date: 'planAgreedOn', field: 'agreedOn' });
  }

  private async sign(
    tx: Tx,
    retrofit: Retrofit,
    plan: StoredPlan,
    input: AgreePlanDto,
    contentHash: Buffer,
  ): Promise<void> {
    const id = newId();
    await tx.change(
      `INSERT INTO signatures (id, retrofit_id, purpose, plan_id, signer_role, signer_name, relation, proxy_relation, proxy_reason, witness_name,
                               strokes, content_hash, signed_on, taken_by, taken_by_role)
       VALUES ($1, $2, 'planAgreement', $3, 'household', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [id, retrofit.id, plan.id, input.name, input.relation, input.proxyRelation ?? '', input.proxyReason ?? '', input.witnessName ?? '',
       JSON.stringify(input.strokes), contentHash, input.agreedOn, tx.actor.id, tx.actor.role], // prettier-ignore
    );
    await compareSignature(tx, { id, retrofitId: retrofit.id, strokes: input.strokes });
  }
}

/** S05: who agrees for somebody else says what they are to them, why, and who was there. */
function explainProxy(input: AgreePlanDto): void {
  if (input.relation !== 'proxy') return;
  const missing = (['proxyRelation', 'proxyReason', 'witnessName'] as const).filter((field) => !input[field]);
  if (missing.length > 0)
    throw new Problem('invalid-input', {
      errors: missing.map((field): FieldError => ({ field, key: 'validation.required' })),
    });
}
