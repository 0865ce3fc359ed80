import { Aspect, Dossier, ProgrammeDossier } from './dossier';
import { Finding } from './finding';
import { isPast, Milestone } from './milestone';
import { isJudgeable, ProgrammeRule, Rule } from './rule';
import { RuleCode } from './rule-code';

/** The rules in force, asked as one. The same book enforces what is written and audits what is imported. */
export interface RuleBook {
  readonly rules: readonly Rule[];
  readonly programmeRules: readonly ProgrammeRule[];
  /** Findings of the named rules, or of all, whatever has or has not happened yet. */
  check(dossier: Dossier, codes?: readonly RuleCode[]): Finding[];
  /** What stands between this retrofit and a milestone: its gates, and everything that is always looked at. */
  checkBefore(milestone: Milestone, dossier: Dossier): Finding[];
  /** For records as they are found: a gate counts once its milestone was passed. */
  audit(dossier: Dossier): Finding[];
  auditProgramme(dossier: ProgrammeDossier): Finding[];
  /** Those findings that stop an act: of `block` and `gate` rules. */
  stopping(findings: readonly Finding[]): Finding[];
}

export function ruleBook(rules: readonly Rule[], programmeRules: readonly ProgrammeRule[] = []): RuleBook {
  const run = (chosen: readonly Rule[], dossier: Dossier): Finding[] =>
    chosen.flatMap((rule) => [...rule.check(dossier)]);
  // A million records of old ledgers are silent in a few ways only; what each way leaves to judge is found once.
  const judgeable = new WeakMap<readonly Aspect[], readonly Rule[]>();
  const judgeableOf = (unknown: readonly Aspect[]): readonly Rule[] => {
    const known = judgeable.get(unknown);
    if (known !== undefined) return known;
    const left = rules.filter((rule) => isJudgeable(rule, unknown));
    judgeable.set(unknown, left);
    return left;
  };
  return {
    rules,
    programmeRules,
    check: (dossier, codes) =>
      run(codes === undefined ? rules : rules.filter((rule) => codes.includes(rule.code)), dossier),
    checkBefore: (milestone, dossier) =>
      run(
        rules.filter((rule) => rule.before.length === 0 || rule.before.includes(milestone)),
        dossier,
      ),
    audit: (dossier) => {
      const findings: Finding[] = [];
      for (const rule of judgeableOf(dossier.unknown))
        if (rule.before.length === 0 || rule.before.some((one) => isPast(one, dossier)))
          for (const finding of rule.check(dossier)) findings.push(finding);
      return findings;
    },
    auditProgramme: (dossier) => programmeRules.flatMap((rule) => [...rule.check(dossier)]),
    stopping: (findings) => findings.filter(({ mode }) => mode === 'block' || mode === 'gate'),
  };
}
