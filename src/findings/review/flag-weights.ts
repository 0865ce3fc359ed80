import { RuleCode } from '../../rules/rule-code';

/**
 * How much a flag weighs with whoever decides: what would be a false account if it is true comes first, what is mostly
 * carelessness last. The weights are ours and only sort; no two are equal, so that a list has one order. The inspection
 * of 2022 tells of what stands at the head: photos of other homes, of other years, one hand for several names.
 */
export const FLAG_WEIGHTS = {
  /** The photo shows another home, item or year: what it proves was perhaps never built. */
  E03: 100,
  /** One drawing of a signature under two names: somebody signed for somebody else. */
  S04: 95,
  /** The photo after the works is the one before them: nothing was built. */
  E04: 90,
  /** An editor left its trace: what the photo shows was perhaps changed. */
  E11: 80,
  /** Taken elsewhere; positions err, so less than the picture itself. */
  E05: 70,
  /** Taken in another year; clocks err more often than that. */
  E07: 60,
  /** More visits in a day than anybody makes. */
  G01: 50,
  /** The household was helped before, within the years that bar it. */
  P05: 45,
  /** Two households at one address. */
  P06: 40,
  /** A price far from those of its kind. */
  M03: 35,
  /** Works that took fewer days than concrete takes. */
  C20: 30,
  /** Time or place of a photo not known, or a clock that is off: common, and harmless alone. */
  E06: 25,
  /** A text that names another county: copied. */
  F03: 20,
  /** A contract long after the award. */
  C08: 15,
  /** Entered late. */
  C14: 10,
} as const satisfies Partial<Record<RuleCode, number>>;

export type FlagRule = keyof typeof FLAG_WEIGHTS;

/** Every rule whose findings are flags, the heaviest first. */
export const FLAG_RULES = (Object.keys(FLAG_WEIGHTS) as FlagRule[]).sort(
  (one, other) => FLAG_WEIGHTS[other] - FLAG_WEIGHTS[one],
);
