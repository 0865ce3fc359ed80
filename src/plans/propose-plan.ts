import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { lineTotalFen } from '../platform/numbers/money';
import { FieldError, invalid, Problem, refuseIf } from '../platform/problems/problem';
import { DossierRepository } from '../workflow/dossier.repository';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { RULE_BOOK } from '../workflow/rule-book';
import { CATALOGUE } from './catalogue/catalogue';
import { NewLine, PlanRepository, StoredPlan } from './plan.repository';
import { PlanLineDto, ProposePlanDto } from './plans.dto';

/**
 * Writes down what is to be built: the plan, or once that is agreed a variation of it. A proposal that nobody
 * has agreed to yet is replaced by the next.
 */
@Injectable()
export class ProposePlan {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly plans: PlanRepository,
    private readonly dossiers: DossierRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, stale-version, conflict once accepted, invalid-input, rule-broken M01 M02 M03 */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: ProposePlanDto,
    seenVersion: number | null,
  ): Promise<{ planId: string; revision: number }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      if (retrofit.acceptedOn) throw new Problem('conflict');
      const revisions = await this.plans.revisions(tx, retrofitId);
      const open = revisions.find((plan) => plan.agreedOn === null && plan.withdrawnAt === null);
      const revision = open?.revision ?? (revisions.at(-1)?.revision ?? 0) + 1;
      const isVariation = revisions.some((plan) => plan.agreedOn !== null);
      if (isVariation && !input.reason) throw invalid({ field: 'reason', key: 'plans.reason.required' });
      const totalFen = input.lines.reduce(
        (sum, line) => sum + lineTotalFen(line.quantity, line.unitPriceFen),
        0,
      );
      const planId = await this.draft(tx, retrofitId, open, revision, input.reason ?? '', totalFen);
      await this.plans.insertLines(
        tx,
        retrofitId,
        planId,
        await this.linesOf(tx, retrofitId, input.lines, revisions),
      );
      await this.plans.removeUnusedItems(tx, retrofitId);
      await this.plans.keepPeerPrices(tx, planId);
      refuseIf(
        RULE_BOOK.stopping(RULE_BOOK.check(await this.dossiers.load(tx, retrofitId), ['M01', 'M02', 'M03'])),
      );
      await this.retrofits.change(tx, retrofit, {});
      await this.history.record(tx, {
        kind: isVariation ? 'variation.proposed' : 'plan.proposed',
        subject: { type: 'plan', id: planId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { revision, items: input.lines.length, totalFen, reason: input.reason ?? '' },
      });
      return { planId, revision };
    });
  }

  private async draft(
    tx: Tx,
    retrofitId: string,
    open: StoredPlan | undefined,
    revision: number,
    reason: string,
    totalFen: number,
  ): Promise<string> {
    if (!open) return this.plans.insertPlan(tx, retrofitId, revision, reason, totalFen);
    await this.plans.updateDraft(tx, open.id, reason, totalFen);
    return open.id;
  }

  /** Items of earlier revisions keep their identity: photos and devices hang on it. */
  private async linesOf(
    tx: Tx,
    retrofitId: string,
    lines: readonly PlanLineDto[],
    revisions: readonly StoredPlan[],
  ): Promise<NewLine[]> {
    const known = new Map(
      revisions.flatMap((plan) => plan.lines.map((line) => [line.itemId, line] as const)),
    );
    const used = new Set<string>();
    const result: NewLine[] = [];
    for (const [index, line] of lines.entries()) {
      checkLine(line, `lines[${index}].`);
      const before = line.itemId ? known.get(line.itemId) : undefined;
      const isSame =
        before !== undefined &&
        before.catalogueCode === line.catalogueCode &&
        before.roomId === line.roomId &&
        !used.has(before.itemId);
      const itemId = isSame
        ? before.itemId
        : await this.plans.insertItem(tx, retrofitId, line.catalogueCode, line.roomId);
      used.add(itemId);
      const dimensions = Object.fromEntries(
        line.dimensions.flatMap(({ key, value }) =>
          value === null || value === undefined ? [] : [[key, value]],
        ),
      );
      result.push({
        itemId,
        quantity: line.quantity,
        unitPriceFen: line.unitPriceFen,
        dimensions,
        note: line.note ?? '',
      });
    }
    return result;
  }
}

function checkLine(line: PlanLineDto, path: string): void {
  const item = CATALOGUE.find(({ code }) => code === line.catalogueCode);
  const errors: FieldError[] = [];
  if (!item) errors.push({ field: `${path}catalogueCode`, key: 'validation.choice' });
  for (const [index, { key }] of line.dimensions.entries()) {
    if (item && !item.requirements.some((requirement) => requirement.key === key)) {
      errors.push({ field: `${path}dimensions[${index}].key`, key: 'validation.choice' });
    }
  }
  if (errors.length > 0) throw new Problem('invalid-input', { errors });
}
