import { casesOf } from '../platform/i18n/cases';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { ConstraintMeanings } from '../platform/problems/constraint-problems';
import { RuleMode } from '../rules/finding';
import { reasonOf } from '../rules/reasons';
import { ProgrammeRule, Rule } from '../rules/rule';
import { RuleBook } from '../rules/rule-book';
import { RuleCode } from '../rules/rule-code';
import { RULE_TEXTS } from '../rules/rules.texts';
import { RuleText } from '../rules/texts/rule-text';

/** The parts of the catalogue, by the first letter of its codes. */
export const RULE_PARTS = ['C', 'E', 'S', 'F', 'P', 'Q', 'M', 'T', 'G', 'X'] as const;
export const RULE_MODES: readonly RuleMode[] = ['block', 'gate', 'flag', 'watch'];

const TEXTS: Readonly<Partial<Record<RuleCode, RuleText>>> = RULE_TEXTS;

/** Both languages at once, as they were written. @throws for a rule without words, of which a test allows none */
export function textOf(code: RuleCode): RuleText {
  const text = TEXTS[code];
  if (text === undefined) throw new Error(`There are no words for the rule ${code}`);
  return text;
}

/** All that stands under one code; a code can block in one case and only mark in another. */
export interface RuleEntry {
  readonly code: RuleCode;
  readonly part: string;
  readonly modes: readonly RuleMode[];
  readonly waivable: boolean;
  /** Names of the constraints by which the database itself refuses, whoever connects. */
  readonly constraints: readonly string[];
  readonly because: string;
}

/** The catalogue as it is in force, by code in the catalogue's order. */
export function ruleEntries(book: RuleBook, constraints: ConstraintMeanings): RuleEntry[] {
  const rules: readonly (Rule | ProgrammeRule)[] = [...book.rules, ...book.programmeRules];
  const byCode = new Map<RuleCode, (Rule | ProgrammeRule)[]>();
  for (const rule of rules) byCode.set(rule.code, [...(byCode.get(rule.code) ?? []), rule]);
  return [...byCode]
    .map(([code, same]) => ({
      code,
      part: code.charAt(0),
      modes: RULE_MODES.filter((mode) => same.some((rule) => rule.mode === mode)),
      waivable: same.some(({ waivable }) => waivable),
      constraints: Object.keys(constraints)
        .filter((name) => constraints[name]!.rule === code || name.includes(`_${code.toLowerCase()}_`))
        .sort(),
      because: same[0]!.because,
    }))
    .sort((a, b) => order(a) - order(b) || (a.code < b.code ? -1 : 1));
}

const order = ({ part }: RuleEntry): number => (RULE_PARTS as readonly string[]).indexOf(part);

/** What is said of a rule to somebody who asks about no single finding. */
export interface RuleWords {
  readonly title: string;
  readonly holds: string;
  readonly because: string;
  /** One sentence for each way of breaking the rule that is cured in its own way. */
  readonly cures: readonly string[];
}

export function ruleWords(entry: RuleEntry, t: Translate, language: Language): RuleWords {
  const { code } = entry;
  return {
    title: t(`rules.${code}.title`),
    holds: t(`rules.${code}.holds`),
    because: reasonOf(entry, language),
    cures: curesOf(code, t, language),
  };
}

/** A cure's words depend on what was found; here nothing was, so each of its cases is told. */
function curesOf(code: RuleCode, t: Translate, language: Language): string[] {
  const { cure } = textOf(code);
  const cases = casesOf(language === 'en' ? cure.en : cure.zh, language);
  const general = { earlier: t('ruleBook.earlierStep'), later: t('ruleBook.laterStep') };
  const say = (parameters: object): string => t(`rules.${code}.cure`, { ...general, ...parameters });
  if (cases === null) return [say({})];
  return [...new Set(cases.options.map((option) => say({ [cases.parameter]: option })))];
}
