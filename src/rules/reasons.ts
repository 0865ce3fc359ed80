import { TimeLanguage } from '../platform/time/district-time';
import { RuleCode } from './rule-code';
import { REASONS_ZH } from './texts/reasons.texts';

/** Why a rule exists, so that a reader can check it: the finding of an inspection, or the practice it comes from. */
export function reasonOf(
  rule: { readonly code: RuleCode; readonly because: string },
  language: TimeLanguage,
): string {
  return language === 'en' ? rule.because : REASONS_ZH[rule.code];
}
