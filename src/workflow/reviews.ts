import { DateName, ReviewLevel } from '../rules/dossier';

/** One of the three reviews: who gives it, by the length of their area's code, and which date it fixes. */
export interface Review {
  readonly level: 1 | 2 | 3;
  readonly key: ReviewLevel;
  readonly areaDigits: 12 | 9 | 6;
  readonly date: DateName;
}

/** The three reviews of an application, in their order. Level 0 is the submission. */
export const REVIEWS: readonly Review[] = [
  { level: 1, key: 'community', areaDigits: 12, date: 'communityOpinionOn' },
  { level: 2, key: 'street', areaDigits: 9, date: 'streetOpinionOn' },
  { level: 3, key: 'district', areaDigits: 6, date: 'districtOpinionOn' },
];

/** The review that somebody of this area gives; null above the district. */
export function reviewOf(areaCode: string): Review | null {
  return REVIEWS.find(({ areaDigits }) => areaDigits === areaCode.length) ?? null;
}
