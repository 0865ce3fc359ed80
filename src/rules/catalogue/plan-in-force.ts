import { CalendarDate } from '../../platform/time/calendar-date';
import { Dossier, InspectedItem, ItemFacts, PlanLine, PlanRevision } from '../dossier';
import { knows } from '../rule';

/** The newest plan or variation, agreed or not: what is about to be agreed, checked for money and catalogue. */
export function newestPlan(dossier: Dossier): PlanRevision | null {
  return dossier.plans.at(-1) ?? null;
}

/**
 * What the household had agreed to by a day; a variation agreed later does not change what was owed then. Where it
 * had agreed to nothing (the chronology says so), what was built is still held against the first plan.
 */
export function planInForce(dossier: Dossier, on: CalendarDate): PlanRevision | null {
  const agreed = dossier.plans.findLast(({ agreedOn }) => agreedOn !== null && agreedOn <= on);
  return agreed ?? dossier.plans[0] ?? null;
}

/** The day to which acceptance looks: that of the acceptance, or today while it is being prepared. */
export function acceptanceDay(dossier: Dossier): CalendarDate {
  return dossier.dates.acceptedOn?.on ?? dossier.today;
}

export interface DueItem {
  readonly item: ItemFacts;
  /** Null while it was not inspected. */
  readonly inspected: InspectedItem | null;
}

export interface PlannedItem extends DueItem {
  readonly line: PlanLine;
}

/** Every item of the plan in force on a day, by default that of acceptance, with what the newest inspection says of it. */
export function plannedItems(dossier: Dossier, on: CalendarDate = acceptanceDay(dossier)): PlannedItem[] {
  const planned: PlannedItem[] = [];
  for (const line of planInForce(dossier, on)?.lines ?? []) {
    const item = dossier.items.find(({ id }) => id === line.itemId);
    if (item !== undefined) planned.push({ item, line, inspected: inspectedItem(dossier, item.id) });
  }
  return planned;
}

/** What evidence is owed for at acceptance: the planned items or, where a ledger tells no plan, those accepted. */
export function dueItems(dossier: Dossier): readonly DueItem[] {
  if (knows(dossier, 'plans')) return plannedItems(dossier);
  return (dossier.inspection?.items ?? []).flatMap((inspected) => {
    const item = dossier.items.find(({ id }) => id === inspected.itemId);
    return item === undefined || inspected.acceptedQuantity === 0 ? [] : [{ item, inspected }];
  });
}

function inspectedItem(dossier: Dossier, id: string): InspectedItem | null {
  return dossier.inspection?.items.find(({ itemId }) => itemId === id) ?? null;
}

/** Stands where nobody says what an item is called; `terms.texts.ts` has words for it. An id is no name. */
const UNNAMED = 'unnamed';

/** An item is also named where it is no longer planned, or where only a ledger calls it anything. */
export function itemName(dossier: Dossier, itemId: string): string {
  return knownItemName(dossier, itemId) ?? UNNAMED;
}

export function knownItemName({ items, itemNames }: Dossier, itemId: string): string | null {
  return items.find(({ id }) => id === itemId)?.name ?? itemNames?.[itemId] ?? null;
}
