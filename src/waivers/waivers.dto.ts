import { Choice, Day, Text } from '../platform/http/fields';
import { CalendarDate } from '../platform/time/calendar-date';
import { WAIVABLE_RULES, WaivableRule } from './acts-allowed';

/** A waiver that is asked for; its paper comes as the file beside these fields. */
export class RequestWaiverDto {
  @Choice(WAIVABLE_RULES, { description: 'The one rule' }) rule!: WaivableRule;
  @Text({ min: 10, max: 2000, description: 'Why the rule cannot be kept here' }) reason!: string;
  @Text({ max: 100, description: 'Who consented: the office or body that signed the document' })
  authority!: string;
  @Text({ max: 100, description: 'Number of the document' }) documentNumber!: string;
  @Day({ description: 'Date of the document; it lies before the act that the waiver allows' })
  documentDate!: CalendarDate;
}

export const VERDICTS = ['approve', 'refuse'] as const;
export type Verdict = (typeof VERDICTS)[number];

export class DecideWaiverDto {
  @Choice(VERDICTS) verdict!: Verdict;
  @Text({ max: 1000, optional: true, description: 'Needed for a refusal' }) note!: string | null;
}

export class WithdrawWaiverDto {
  @Text({ min: 4, max: 1000 }) reason!: string;
}
