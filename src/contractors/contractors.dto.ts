import { IsUUID } from 'class-validator';
import { Choice, Day, Fen, Id, Lines, message, Text } from '../platform/http/fields';
import { CalendarDate } from '../platform/time/calendar-date';

const PHONE = /^[0-9+ -]{5,20}$/;

export const AWARD_METHODS = ['openTender', 'invitedTender', 'negotiation', 'inquiry', 'smallPurchase'] as const; // prettier-ignore
export type AwardMethod = (typeof AWARD_METHODS)[number];

/** A firm that may build for the district, with its licence. */
export class ContractorDto {
  @Text({ max: 100, description: 'Name, as on the licence' }) name!: string;
  @Text({ max: 30, description: 'Unified social credit code 统一社会信用代码, 18 signs (GB 32100-2015)' })
  creditCode!: string;
  @Text({ max: 60, description: 'Number of the construction licence 资质证书' }) licenceNumber!: string;
  @Day() licenceValidFrom!: CalendarDate;
  @Day() licenceValidUntil!: CalendarDate;
  @Text({ max: 60 }) contactName!: string;
  @Text({ max: 20, pattern: PHONE, patternKey: 'phone' }) contactPhone!: string;
}

/** A collective decision 集体研究决定, without which no contract may be signed (C06). */
export class DecisionDto {
  @Day({ description: 'Day of the meeting' }) heldOn!: CalendarDate;
  @Text({ max: 200 }) subject!: string;
  @Lines({ min: 3, max: 60, length: 60, description: 'Who attended, three at least' }) attendees!: string[];
  @Text({ min: 10, max: 20_000, description: 'Minutes: what was decided and who said what' })
  minutes!: string;
}

/** How a contractor was chosen. */
export class AwardDto {
  @Id() contractorId!: string;
  @Choice(AWARD_METHODS) method!: AwardMethod;
  @Day() awardedOn!: CalendarDate;
  @Text({ max: 100, description: 'Number of the award’s document' }) document!: string;
}

/** A contract with a contractor over retrofits of one programme. */
export class ContractDto {
  @Text({ max: 60 }) number!: string;
  @Id() contractorId!: string;
  @Id({ optional: true, description: 'The collective decision that it rests on; without one, C06 refuses' })
  decisionId!: string | null;
  @Id({
    optional: true,
    description:
      'An approved waiver of C06 in this programme, older than the contract, where no decision came before',
  })
  c06WaiverId?: string | null;
  @Id({ optional: true, description: 'Left out below the procurement threshold' }) awardId!: string | null;
  @Day() signedOn!: CalendarDate;
  @Fen({ min: 1, max: 100_000_000_000, description: 'Fen' }) amountFen!: number;
  @Day({ description: 'First day of the works as agreed' }) worksFrom!: CalendarDate;
  @Day({ description: 'Last day of the works as agreed' }) worksUntil!: CalendarDate;
}

/** A date that was mistyped, put right with the reason. */
export class CorrectDateDto {
  @Day({ description: 'The right date' }) on!: CalendarDate;
  @Text({ min: 4, max: 500, description: 'What was wrong, and what proves the right date' }) reason!: string;
}

/** Retrofits that come under a contract. */
export class AssignContractDto {
  @IsUUID('all', { each: true, message: message('choice') })
  @Lines({ min: 1, max: 200, length: 36 })
  retrofitIds!: string[];
  @Text({
    min: 4,
    max: 500,
    optional: true,
    description: 'Why; needed to take retrofits over from another contract',
  })
  reason!: string | null;
}

/** Retrofits that leave a contract before their works start. */
export class UnassignContractDto {
  @IsUUID('all', { each: true, message: message('choice') })
  @Lines({ min: 1, max: 200, length: 36 })
  retrofitIds!: string[];
  @Text({ min: 4, max: 500 }) reason!: string;
}
