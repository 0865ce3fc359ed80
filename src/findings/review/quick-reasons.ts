import { Translate } from '../../platform/i18n/translator';
import { FindingDecision } from '../finding.repository';
import { FlagRule } from './flag-weights';
import { QUICK_REASONS } from './quick-reasons.texts';

/** What is offered for a decision on a flag of this rule, the fitting ones first. */
export function quickReasons(rule: FlagRule, decision: FindingDecision, t: Translate): string[] {
  return ([rule, 'any'] as const).flatMap((of) =>
    (QUICK_REASONS[of]?.[decision] ?? []).map((_, index) => t(`quickReasons.${of}.${decision}.${index}`)),
  );
}
