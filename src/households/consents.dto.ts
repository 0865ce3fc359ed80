import { Choice, Day, Text } from '../platform/http/fields';
import { CalendarDate } from '../platform/time/calendar-date';
import { CONSENT_KINDS, ConsentKind } from './consent-texts/consent-texts';

export const CONSENT_RELATIONS = ['self', 'guardian', 'proxy'] as const;
export type ConsentRelation = (typeof CONSENT_RELATIONS)[number];

/** Somebody of the household consents to a text that was read to them. */
export class GiveConsentDto {
  @Choice(CONSENT_KINDS) kind!: ConsentKind;
  @Text({ max: 20, description: 'Version of the text that was read out; the current one' })
  textVersion!: string;
  @Text({ max: 60 }) givenByName!: string;
  @Choice(CONSENT_RELATIONS) givenByRelation!: ConsentRelation;
  @Day() givenOn!: CalendarDate;
}

export class WithdrawConsentDto {
  @Day() withdrawnOn!: CalendarDate;
}
