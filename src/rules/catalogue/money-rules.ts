import { Dossier, SettlementLine } from '../dossier';
import { FindingDraft } from '../finding';
import { defineRule, knows, Rule } from '../rule';
import { acceptanceDay, itemName, newestPlan, planInForce } from './plan-in-force';
import { lineFen, pricePlausible } from './terms-rules';

/** A median of fewer says nothing. */
const FEWEST_PEERS = 5;

/** What the office's limit allows can still be far above what others paid. Facts: `item`, `priceFen`, `medianFen`, `count`, `limitFen` null. */
export const priceOutlier: Rule = defineRule({
  code: 'M03',
  key: 'price-outlier',
  mode: 'flag',
  waivable: false,
  because: pricePlausible.because,
  before: ['planAgreement'],
  needs: ['items', 'plans', 'prices', 'peers', 'programmeTerms'],
  *find(dossier) {
    for (const { itemId, unitPriceFen: priceFen } of newestPlan(dossier)?.lines ?? []) {
      const code = dossier.items.find(({ id }) => id === itemId)?.code ?? '';
      if (!Object.hasOwn(dossier.peerPrices, code)) continue;
      const { medianFen, count } = dossier.peerPrices[code]!;
      if (count < FEWEST_PEERS || priceFen <= medianFen * dossier.programme.peerFactor) continue;
      yield {
        subject: { type: 'item', id: itemId, part: 'peers' },
        facts: { item: itemName(dossier, itemId), priceFen, medianFen, count, limitFen: null },
        fixAt: { page: 'plan', field: itemId },
      };
    }
  },
});

/**
 * Budget (the plan in force at acceptance), accepted quantities and settlement, item by item; silent before there is
 * a settlement. Facts: `problem` quantity | amount; `item`, `planned`, `accepted` (null where it is not known),
 * `settled`, `plannedFen`, `settledFen`.
 */
export const threeAgree: Rule = defineRule({
  code: 'M04',
  key: 'three-agree',
  mode: 'gate',
  waivable: false,
  because: 'Irregularity 48; practice 1.4: accepted against application, budget and settlement item by item',
  before: ['acceptance', 'closing'],
  needs: ['items', 'plans', 'settlement', 'acceptedOn'],
  *find(dossier) {
    const { settlement } = dossier;
    if (settlement === null) return;
    const plan = planInForce(dossier, acceptanceDay(dossier));
    const ids = new Set([...(plan?.lines ?? []), ...settlement].map(({ itemId }) => itemId));
    for (const itemId of ids) {
      const line = plan?.lines.find((one) => one.itemId === itemId);
      const paid = settlement.filter((one) => one.itemId === itemId);
      yield* disagreement(dossier, itemId, {
        planned: line?.quantity ?? 0,
        accepted: acceptedQuantity(dossier, itemId),
        settled: sum(paid.map(({ quantity }) => quantity)),
        plannedFen: line === undefined ? 0 : lineFen(line.quantity, line.unitPriceFen),
        settledFen: settledAmount(paid),
      });
    }
  },
});

interface Sides {
  readonly planned: number;
  readonly accepted: number | null;
  readonly settled: number;
  readonly plannedFen: number;
  /** Null where only the sum of all items is known. */
  readonly settledFen: number | null;
}

function* disagreement(dossier: Dossier, itemId: string, sides: Sides): Iterable<FindingDraft> {
  const { planned, accepted, settled, plannedFen, settledFen } = sides;
  const isOff = !same(planned, settled) || (accepted !== null && !same(accepted, settled));
  if (!isOff && (settledFen === null || plannedFen === settledFen)) return;
  yield {
    subject: { type: 'item', id: itemId },
    facts: { problem: isOff ? 'quantity' : 'amount', item: itemName(dossier, itemId), ...sides },
    fixAt: { page: 'payments', field: itemId },
  };
}

function settledAmount(paid: readonly SettlementLine[]): number | null {
  let total = 0;
  for (const { amountFen } of paid) {
    if (amountFen === null) return null;
    total += amountFen;
  }
  return total;
}

/** Null where nobody inspected yet, or the papers do not say. */
function acceptedQuantity(dossier: Dossier, itemId: string): number | null {
  if (dossier.inspection === null || !knows(dossier, 'acceptedQuantities')) return null;
  return dossier.inspection.items.find((one) => one.itemId === itemId)?.acceptedQuantity ?? 0;
}

/** Of the newest plan, less the works of which nothing was accepted. Facts: `items` the devices. */
export const worksNotOnlyDevices: Rule = defineRule({
  code: 'M05',
  key: 'works-not-only-devices',
  mode: 'gate',
  waivable: false,
  because: 'Irregularity 56; practice 1.3: handing out devices instead of works is forbidden',
  before: ['planAgreement', 'acceptance'],
  needs: ['items', 'plans', 'programmeTerms'],
  *find(dossier) {
    const plan = newestPlan(dossier);
    if (!dossier.programme.worksRequired || plan === null) return;
    const planned = plan.lines.flatMap((line) =>
      dossier.items.flatMap(({ id, kind, name }) =>
        id === line.itemId && line.quantity > 0 ? [{ ...line, kind, name }] : [],
      ),
    );
    const devices = planned.filter(({ kind }) => kind === 'device');
    const isBuilt = planned.some(
      ({ kind, itemId, quantity }) => kind === 'works' && (acceptedQuantity(dossier, itemId) ?? quantity) > 0,
    );
    if (isBuilt || devices.length === 0) return;
    yield {
      subject: { type: 'plan', id: plan.id },
      facts: { items: devices.map(({ name }) => name) },
      fixAt: { page: 'plan' },
    };
  },
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function same(a: number, b: number): boolean {
  return Math.round(a * 100) === Math.round(b * 100);
}
