import { CATALOGUE } from '../plans/catalogue/catalogue';
import { CatalogueItem, Requirement } from '../plans/catalogue/catalogue-item';

/** @throws Error for a code that the catalogue does not have */
export function itemOf(code: string): CatalogueItem {
  const item = CATALOGUE.find((one) => one.code === code);
  if (!item) throw new Error(`The catalogue has no item ${code}`);
  return item;
}

/** Measured at every item; a conditional requirement only where its condition holds. */
export const isAsked = (requirement: Requirement): boolean => requirement.appliesWhen === undefined;

/** A value that meets the requirement, as careful builders leave it. */
export function goodValue({ bound: { min, max } }: Requirement): number {
  if (min !== undefined && max !== undefined) return Math.round((min + max) / 2);
  return min ?? max ?? 0;
}
