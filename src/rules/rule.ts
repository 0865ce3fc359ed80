import { Dossier } from './dossier';
import { Finding, FindingDraft } from './finding';
import { Milestone } from './milestone';
import { RuleCode } from './rule-code';

/**
 * What a broken rule does. `block`: refused on every path. `gate`: the step may be drafted, not completed.
 * `flag`: stored and marked, somebody must decide before acceptance. `watch`: raised by the calendar.
 */
export type RuleMode = 'block' | 'gate' | 'flag' | 'watch';

/** One rule of the catalogue: pure, knows no database and no clock beyond the dossier's `today`. */
export interface Rule {
  readonly code: RuleCode;
  /** Readable name, also the end of the database constraint's name where there is one. */
  readonly key: string;
  readonly mode: RuleMode;
  /** Whether an authorised exception to this rule exists for a single retrofit. */
  readonly waivable: boolean;
  /** Where the rule comes from, so that a reader can check it: row or section of the published practice. */
  readonly because: string;
  /** The milestones that this rule stands before; none means that it is looked at whenever anything is. */
  readonly before: readonly Milestone[];
  /** Yields nothing when the rule holds, or when it is waived for this retrofit. */
  check(dossier: Dossier): Iterable<Finding>;
}

export interface RuleDeclaration extends Omit<Rule, 'check'> {
  find(this: void, dossier: Dossier): Iterable<FindingDraft>;
}

/** Makes a rule of its declaration: puts its code on each finding, and keeps silent where the rule is waived. */
export function defineRule({ find, ...rule }: RuleDeclaration): Rule {
  return {
    ...rule,
    *check(dossier) {
      if (rule.waivable && dossier.waivers.includes(rule.code)) return;
      for (const draft of find(dossier)) yield { rule: rule.code, ...draft };
    },
  };
}
