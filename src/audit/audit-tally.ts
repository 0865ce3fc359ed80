import { Aspect, Dossier, ProgrammeDossier } from '../rules/dossier';
import { ProgrammeRule, Rule } from '../rules/rule';
import { RuleBook } from '../rules/rule-book';
import { RuleCode } from '../rules/rule-code';
import { NotJudged } from './audit-run';

/**
 * Counts of which records a rule could not be asked: silence must not be taken for a clean file. Records of one kind
 * of ledger share one list of aspects, so counting a record costs one look-up.
 */
export class AuditTally {
  private readonly ofRecords = new Map<readonly Aspect[], number>();
  private readonly ofProgrammes = new Map<readonly Aspect[], number>();
  private readonly vague = new Map<RuleCode, number>();

  constructor(private readonly book: RuleBook) {}

  add({ unknown, vague }: Dossier): void {
    this.ofRecords.set(unknown, (this.ofRecords.get(unknown) ?? 0) + 1);
    if (vague.length === 0) return;
    const codes = new Set<RuleCode>();
    for (const { code, needs, judgesMonths } of this.book.rules)
      if (!judgesMonths && needs.some((one) => (vague as readonly string[]).includes(one))) codes.add(code);
    for (const code of codes) this.vague.set(code, (this.vague.get(code) ?? 0) + 1);
  }

  addProgramme({ unknown }: ProgrammeDossier): void {
    this.ofProgrammes.set(unknown, (this.ofProgrammes.get(unknown) ?? 0) + 1);
  }

  /** Every code of the book, once. */
  rules(): RuleCode[] {
    return [...new Set([...this.book.rules, ...this.book.programmeRules].map(({ code }) => code))].sort();
  }

  notJudged(): NotJudged[] {
    return this.rules().flatMap((code) => {
      const records = silence(this.book.rules, code, this.ofRecords);
      const programmes = silence(this.book.programmeRules, code, this.ofProgrammes);
      const silent = records.count + programmes.count;
      const vague = this.vague.get(code) ?? 0;
      if (silent + vague === 0) return [];
      return [{ rule: code, silent, aspects: [...new Set([...records.aspects, ...programmes.aspects])], vague }];
    });
  } // prettier-ignore
}

function silence(
  rules: readonly (Rule | ProgrammeRule)[],
  code: RuleCode,
  counted: ReadonlyMap<readonly Aspect[], number>,
): { count: number; aspects: Aspect[] } {
  const needs = [
    ...new Set(rules.filter((rule) => rule.code === code).flatMap((rule) => [...rule.needs, ...rule.parts])),
  ];
  let count = 0;
  const aspects = new Set<Aspect>();
  for (const [unknown, records] of counted) {
    const missing = needs.filter((aspect) => unknown.includes(aspect));
    if (missing.length === 0) continue;
    count += records;
    for (const aspect of missing) aspects.add(aspect);
  }
  return { count, aspects: [...aspects] };
}
