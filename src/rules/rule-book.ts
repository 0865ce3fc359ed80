import { Dossier } from './dossier';
import { Finding } from './finding';
import { isPast, Milestone } from './milestone';
import { Rule, RuleMode } from './rule';
import { RuleCode } from './rule-code';

/** The rules in force, asked as one. The same book enforces what is written and audits what is imported. */
export interface RuleBook {
  readonly rules: readonly Rule[];
  /** Findings of the named rules, or of all, whatever has or has not happened yet. */
  check(dossier: Dossier, codes?: readonly RuleCode[]): Finding[];
  /** What stands between this retrofit and a milestone: its gates, and everything that is always looked at. */
  checkBefore(milestone: Milestone, dossier: Dossier): Finding[];
  /** For records as they are found: a gate counts once its milestone was passed. */
  audit(dossier: Dossier): Finding[];
  modeOf(code: RuleCode): RuleMode;
  /** Those findings that stop an act: of `block` and `gate` rules. */
  stopping(findings: readonly Finding[]): Finding[];
}

/** @throws Error when a code has rules of different modes, or a rule has no code of the catalogue */
export function ruleBook(rules: readonly Rule[]): RuleBook {
  const modes = modesByCode(rules);
  const run = (chosen: readonly Rule[], dossier: Dossier): Finding[] =>
    chosen.flatMap((rule) => [...rule.check(dossier)]);
  const modeOf = (code: RuleCode): RuleMode => {
    const mode = modes.get(code);
    if (mode === undefined) throw new Error(`no rule ${code} in this book`);
    return mode;
  };
  return {
    rules,
    check: (dossier, codes) =>
      run(codes === undefined ? rules : rules.filter((rule) => codes.includes(rule.code)), dossier),
    checkBefore: (milestone, dossier) =>
      run(
        rules.filter((rule) => rule.before.length === 0 || rule.before.includes(milestone)),
        dossier,
      ),
    audit: (dossier) =>
      run(
        rules.filter((rule) => rule.before.length === 0 || rule.before.some((one) => isPast(one, dossier))),
        dossier,
      ),
    modeOf,
    stopping: (findings) => findings.filter(({ rule }) => ['block', 'gate'].includes(modeOf(rule))),
  };
}

function modesByCode(rules: readonly Rule[]): ReadonlyMap<RuleCode, RuleMode> {
  const modes = new Map<RuleCode, RuleMode>();
  for (const { code, mode } of rules) {
    const known = modes.get(code);
    if (known !== undefined && known !== mode)
      throw new Error(`rule ${code} is declared as ${known} and as ${mode}`);
    modes.set(code, mode);
  }
  return modes;
}
