import { Language } from '../i18n/texts';
import { Translate } from '../i18n/translator';
import { Problem } from '../problems/problem';

/** Rule texts belong to the rules; the application brings the words. */
export type RuleWords = (t: Translate, rule: string, facts: object, language: Language) => string;

/** A problem in the reader's words, in the form of RFC 9457. */
export function describeProblem(
  problem: Problem,
  t: Translate,
  language: Language,
  ruleWords: RuleWords,
): Record<string, unknown> {
  return {
    type: `urn:tantu:problem:${problem.code}`,
    title: t(`problems.${problem.code}.title`),
    status: problem.status,
    detail: t(`problems.${problem.code}.detail`, problem.facts),
    code: problem.code,
    ...(problem.errors.length > 0 && {
      errors: problem.errors.map(({ field, key, params }) => ({ field, message: t(key, params) })),
    }),
    ...(problem.findings.length > 0 && {
      findings: problem.findings.map(({ rule, facts, fixAt }) => ({
        rule,
        message: ruleWords(t, rule, facts, language),
        facts,
        fixAt: fixAt ?? null,
      })),
    }),
  };
}
