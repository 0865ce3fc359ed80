import { CalendarDate } from '../../platform/time/calendar-date';
import { Dossier, InspectedItem, ItemFacts, PlanLine, PlanRevision } from '../dossier';

/** The newest plan or variation, agreed or not: what is about to be agreed, checked for money and catalogue. */
export function newestPlan(dossier: Dossier): PlanRevision | null {
  return dossier.plans.at(-1) ?? null;
}

/** What the household had agreed to by a day; a variation agreed later does not change what was owed then. */
export function planInForce(dossier: Dossier, on: CalendarDate): PlanRevision | null {
  return dossier.plans.findLast(({ agreedOn }) => agreedOn !== null && agreedOn <= on) ?? null;
}

/** The day to which acceptance looks: that of the acceptance, or today while it is being prepared. */
export function acceptanceDay(dossier: Dossier): CalendarDate {
  return dossier.dates.acceptedOn?.on ?? dossier.today;
}

export interface DueItem {
  readonly item: ItemFacts;
  readonly line: PlanLine;
  /** Null while it was not inspected. */
  readonly inspected: InspectedItem | null;
}

/** Every item of the plan in force at acceptance, with what the newest inspection says of it. */
export function dueItems(dossier: Dossier): DueItem[] {
  const plan = planInForce(dossier, acceptanceDay(dossier));
  return (plan?.lines ?? []).flatMap((line) => {
    const item = dossier.items.find(({ id }) => id === line.itemId);
    const inspected = dossier.inspection?.items.find(({ itemId }) => itemId === line.itemId) ?? null;
    return item === undefined ? [] : [{ item, line, inspected }];
  });
}

/** An item is also named where it is no longer planned. */
export function itemName(dossier: Dossier, itemId: string): string {
  return dossier.items.find(({ id }) => id === itemId)?.name ?? itemId;
}
