import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Problem } from '../platform/problems/problem';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { PlanRepository } from './plan.repository';

/** Takes back a variation that the household has not agreed to; the plan in force stays. */
@Injectable()
export class WithdrawVariation {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly plans: PlanRepository,
    private readonly history: History,
  ) {}

  async execute(actor: Actor, retrofitId: string, seenVersion: number | null): Promise<{ planId: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const open = (await this.plans.revisions(tx, retrofitId)).find(
        (plan) => plan.agreedOn === null && plan.withdrawnAt === null && plan.revision > 1,
      );
      if (!open) throw new Problem('conflict');
      await this.plans.withdraw(tx, open.id);
      await this.retrofits.change(tx, retrofit, {});
      await this.history.record(tx, {
        kind: 'variation.withdrawn',
        subject: { type: 'plan', id: open.id },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { revision: open.revision },
      });
      return { planId: open.id };
    });
  }
}
