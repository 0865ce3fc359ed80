import { ORDER_TEXTS, TIME_TEXTS } from './texts/chronology.texts';
import { EVIDENCE_TEXTS } from './texts/evidence.texts';
import { FORM_TEXTS } from './texts/forms.texts';
import { PEOPLE_TEXTS } from './texts/people.texts';
import { QUOTA_TEXTS } from './texts/quota.texts';
import { SIGNATURE_TEXTS } from './texts/signatures.texts';
import { RulePair, RuleText, TEXT_PARTS } from './texts/rule-text';

/** What is said of each rule that is in force, by its code. */
export const RULE_TEXTS = {
  ...ORDER_TEXTS,
  ...TIME_TEXTS,
  ...EVIDENCE_TEXTS,
  ...PEOPLE_TEXTS,
  ...QUOTA_TEXTS,
  ...SIGNATURE_TEXTS,
  ...FORM_TEXTS,
};

/** The rules that can be put into words; a test holds them together with the rules in force. */
export type WordedRule = keyof typeof RULE_TEXTS;

function entries(): Record<string, RulePair> {
  return Object.fromEntries(
    Object.entries<RuleText>(RULE_TEXTS).flatMap(([code, text]) =>
      TEXT_PARTS.map((part) => [`${code}.${part}`, text[part]]),
    ),
  );
}

/**
 * Keys are `rules.C07.title`, `.holds`, `.message` and `.cure`. Message and cure take the parameters that
 * `findingWords` makes of a finding's facts.
 */
export const rulesTexts = { feature: 'rules' as const, entries: entries() };
