import { ApiProperty } from '@nestjs/swagger';
import { CalendarDate, daysBetween } from '../platform/time/calendar-date';
import { localDay } from '../platform/time/district-time';
import { AssignmentRow } from './assignment.repository';
import { Contract } from './contract.repository';
import { AWARD_METHODS } from './contractors.dto';
import { Award, Decision } from './procurement.repository';

export class DecisionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) programmeId!: string;
  @ApiProperty() programmeName!: string;
  @ApiProperty({ format: 'date' }) heldOn!: string;
  @ApiProperty() subject!: string;
  @ApiProperty({ type: [String] }) attendees!: string[];
  @ApiProperty() minutes!: string;
  @ApiProperty({ format: 'date-time', description: 'When its date was recorded' }) recordedAt!: string;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Days by which the date was recorded late (C14)',
  })
  lateDays!: number | null;
  @ApiProperty() version!: number;
}

export class AwardView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) programmeId!: string;
  @ApiProperty({ format: 'uuid' }) contractorId!: string;
  @ApiProperty() contractorName!: string;
  @ApiProperty({ enum: AWARD_METHODS }) method!: string;
  @ApiProperty({ format: 'date' }) awardedOn!: string;
  @ApiProperty() document!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class ContractView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) programmeId!: string;
  @ApiProperty() programmeName!: string;
  @ApiProperty({ format: 'uuid' }) contractorId!: string;
  @ApiProperty() contractorName!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) decisionId!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) decidedOn!: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The waiver of C06 on which it may lack its decision',
  })
  c06WaiverId?: string | null;
  @ApiProperty({ type: String, nullable: true }) decisionSubject!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) awardId!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) awardedOn!: string | null;
  @ApiProperty({ enum: AWARD_METHODS, nullable: true }) awardMethod!: string | null;
  @ApiProperty({ type: String, nullable: true }) awardDocument!: string | null;
  @ApiProperty({ format: 'date' }) signedOn!: string;
  @ApiProperty({ description: 'Fen' }) amountFen!: number;
  @ApiProperty({ format: 'date' }) worksFrom!: string;
  @ApiProperty({ format: 'date' }) worksUntil!: string;
  @ApiProperty({ format: 'date-time', description: 'When its date was recorded' }) recordedAt!: string;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Days by which the date was recorded late (C14)',
  })
  lateDays!: number | null;
  @ApiProperty({ description: 'Retrofits under it' }) retrofits!: number;
  @ApiProperty() version!: number;
}

/** A retrofit as lists of contracts and contractors show it. */
export class AssignmentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() areaCode!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty() address!: string;
  @ApiProperty() headName!: string;
  @ApiProperty() personName!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) planAgreedOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) startedOn!: string | null;
  @ApiProperty({ description: 'Of the seven steps' }) stepsDone!: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractId!: string | null;
  @ApiProperty({ type: String, nullable: true }) contractNumber!: string | null;
}

/** The retrofits that an assignment put under the contract. */
export class AssignedView {
  @ApiProperty({ type: [String], format: 'uuid' }) assigned!: string[];
}

/** The retrofits that left the contract. */
export class UnassignedView {
  @ApiProperty({ type: [String], format: 'uuid' }) unassigned!: string[];
}

/** How late a date was recorded; null within the days that the programme allows. Computed each time, never stored. */
function lateDays(on: CalendarDate, recordedAt: Date, allowed: number): number | null {
  const days = daysBetween(on, localDay(recordedAt));
  return days > allowed ? days : null;
}

export function presentDecision(row: Decision): DecisionView {
  const { areaCode: _, recordedAt, lateEntryDays, ...decision } = row;
  const late = lateDays(decision.heldOn, recordedAt, lateEntryDays);
  return { ...decision, recordedAt: recordedAt.toISOString(), lateDays: late };
}

export function presentAward({ recordedAt, ...award }: Award): AwardView {
  return { ...award, recordedAt: recordedAt.toISOString() };
}

export function presentContract(row: Contract): ContractView {
  const { areaCode: _, recordedAt, lateEntryDays, ...contract } = row;
  const late = lateDays(contract.signedOn, recordedAt, lateEntryDays);
  return { ...contract, recordedAt: recordedAt.toISOString(), lateDays: late };
}

export function presentAssignment(row: AssignmentRow): AssignmentView {
  return { ...row };
}
