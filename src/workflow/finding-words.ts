import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { Facts } from '../rules/finding';
import { findingWords } from '../rules/finding-words';

/** A finding in the reader's words, for the platform, which knows no rules. */
export function findingInWords(t: Translate, rule: string, facts: object, language: Language): string {
  const words = findingWords({ rule, facts: facts as Facts }, language);
  return t(words.message, words.parameters);
}
