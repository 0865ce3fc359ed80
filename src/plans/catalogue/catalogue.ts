import { DisabilityCategory } from '../../households/identity/certificate-number';
import { ALERTING_ITEMS } from './alerting';
import { BATHROOM_ITEMS } from './bathroom';
import { BEDROOM_ITEMS } from './bedroom';
import { CatalogueItem } from './catalogue-item';
import { DEVICE_ITEMS } from './devices';
import { DOOR_ITEMS } from './doors';
import { ENTRANCE_ITEMS } from './entrance';
import { KITCHEN_ITEMS } from './kitchen';
import { SAFETY_ITEMS } from './safety';

/**
 * The items that counties build and hand out, gathered from their published lists. Seeded into the database, where
 * an office sets its own prices; what is not in the list of its programme cannot be planned (M02).
 */
export const CATALOGUE: readonly CatalogueItem[] = [
  ...ENTRANCE_ITEMS,
  ...DOOR_ITEMS,
  ...BATHROOM_ITEMS,
  ...KITCHEN_ITEMS,
  ...BEDROOM_ITEMS,
  ...ALERTING_ITEMS,
  ...SAFETY_ITEMS,
  ...DEVICE_ITEMS,
];

const BY_CODE = new Map(CATALOGUE.map((item) => [item.code, item]));

/** The seeded item of a code; undefined for a code that an office added. */
export function catalogueItem(code: string): CatalogueItem | undefined {
  return BY_CODE.get(code);
}

/** What is usual for a category, in the catalogue's order: for proposing items in a plan. */
export function itemsFor(category: DisabilityCategory): CatalogueItem[] {
  return CATALOGUE.filter(({ categories }) => categories.includes(category));
}
