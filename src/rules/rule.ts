import { Aspect, Dossier, ProgrammeDossier } from './dossier';
import { Finding, FindingDraft, RuleMode } from './finding';
import { Milestone } from './milestone';
import { RuleCode } from './rule-code';

interface RuleBase {
  readonly code: RuleCode;
  /** Readable name, also the end of the database constraint's name where there is one. */
  readonly key: string;
  readonly mode: RuleMode;
  /** Whether an authorised exception to this rule exists for a single retrofit. */
  readonly waivable: boolean;
  /** Where the rule comes from, so that a reader can check it: row or section of the published practice. */
  readonly because: string;
  /** What the rule cannot do without: it is not asked of a dossier whose source is silent about one of these. */
  readonly needs: readonly Aspect[];
  /** What it judges one by one: it is asked where some of these are told, and the audit says which were not. */
  readonly parts: readonly Aspect[];
  /** Whether it can judge a date of which only the month is known. */
  readonly judgesMonths?: boolean;
}

/** One rule of the catalogue: pure, knows no database and no clock beyond the dossier's `today`. */
export interface Rule extends RuleBase {
  /** The milestones that this rule stands before; none means that it is looked at whenever anything is. */
  readonly before: readonly Milestone[];
  /** Yields nothing when the rule holds, when it is waived for this retrofit, or when it cannot be judged. */
  check(dossier: Dossier): Iterable<Finding>;
}

/** A rule that looks at a programme as a whole. */
export interface ProgrammeRule extends RuleBase {
  check(dossier: ProgrammeDossier): Iterable<Finding>;
}

type Declaration<R extends { check: unknown }, D> = Omit<R, 'check' | 'needs' | 'parts'> & {
  readonly needs?: readonly Aspect[];
  readonly parts?: readonly Aspect[];
  find(this: void, dossier: D): Iterable<FindingDraft>;
};

export type RuleDeclaration = Declaration<Rule, Dossier>;

/** Makes a rule of its declaration: puts code and mode on each finding, and keeps silent where the rule is waived. */
export function defineRule({ find, needs = [], parts = [], ...rule }: RuleDeclaration): Rule {
  return {
    ...rule,
    needs,
    parts,
    *check(dossier) {
      if (rule.waivable && dossier.waivers.includes(rule.code)) return;
      if (!canJudge(needs, dossier)) return;
      if (dossier.vague.length > 0 && !rule.judgesMonths && needs.some((one) => isVague(one, dossier)))
        return;
      for (const draft of find(dossier)) yield { rule: rule.code, mode: rule.mode, ...draft };
    },
  };
}

export function defineProgrammeRule({
  find,
  needs = [],
  parts = [],
  ...rule
}: Declaration<ProgrammeRule, ProgrammeDossier>): ProgrammeRule {
  return {
    ...rule,
    needs,
    parts,
    *check(dossier) {
      if (!canJudge(needs, dossier)) return;
      for (const draft of find(dossier)) yield { rule: rule.code, mode: rule.mode, ...draft };
    },
  };
}

/** Whether the source of this dossier says anything about an aspect: blank is not the same as never asked. */
export function knows(dossier: { readonly unknown: readonly Aspect[] }, aspect: Aspect): boolean {
  return !dossier.unknown.includes(aspect);
}

function isVague(aspect: Aspect, { vague }: Dossier): boolean {
  return (vague as readonly string[]).includes(aspect);
}

/** Whether a rule can be asked at all where a source is silent about these. */
export function isJudgeable({ needs }: Pick<Rule, 'needs'>, unknown: readonly Aspect[]): boolean {
  return needs.every((aspect) => !unknown.includes(aspect));
}

function canJudge(needs: readonly Aspect[], dossier: { readonly unknown: readonly Aspect[] }): boolean {
  return dossier.unknown.length === 0 || needs.every((aspect) => knows(dossier, aspect));
}
