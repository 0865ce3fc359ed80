import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CalendarDate } from '../platform/time/calendar-date';

/** One household in one programme: every date of the seven steps, on one row, in an order that the table itself keeps. */
@Entity('retrofits')
export class Retrofit {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'area_code' }) areaCode!: string;
  @Column('text', { name: 'district_code' }) districtCode!: string;
  @Column('uuid', { name: 'programme_id' }) programmeId!: string;
  @Column('date', { name: 'programme_starts_on' }) programmeStartsOn!: CalendarDate;
  @Column('date', { name: 'programme_ends_on' }) programmeEndsOn!: CalendarDate;
  @Column('uuid', { name: 'household_id' }) householdId!: string;
  /** The disabled person the retrofit is for. */
  @Column('uuid', { name: 'person_id' }) personId!: string;
  /** The district's opinion; tied to it by foreign key. */
  @Column('date', { name: 'approved_on', nullable: true }) approvedOn!: CalendarDate | null;
  @Column('uuid', { name: 'contract_id', nullable: true }) contractId!: string | null;
  @Column('uuid', { name: 'contractor_id', nullable: true }) contractorId!: string | null;
  @Column('date', { name: 'surveyed_on', nullable: true }) surveyedOn!: CalendarDate | null;
  @Column('date', { name: 'measured_on', nullable: true }) measuredOn!: CalendarDate | null;
  @Column('date', { name: 'consulted_on', nullable: true }) consultedOn!: CalendarDate | null;
  @Column('date', { name: 'plan_agreed_on', nullable: true }) planAgreedOn!: CalendarDate | null;
  /** The contract's date; tied to it by foreign key. */
  @Column('date', { name: 'contract_signed_on', nullable: true }) contractSignedOn!: CalendarDate | null;
  @Column('date', { name: 'started_on', nullable: true }) startedOn!: CalendarDate | null;
  @Column('date', { name: 'completed_on', nullable: true }) completedOn!: CalendarDate | null;
  @Column('date', { name: 'accepted_on', nullable: true }) acceptedOn!: CalendarDate | null;
  @Column('date', { name: 'signed_on', nullable: true }) signedOn!: CalendarDate | null;
  /** Of the seven steps, how many are done; computed by the table from the dates. */
  @Column('smallint', { name: 'steps_done' }) stepsDone!: number;
  /** Rules that an approved waiver suspends for this retrofit. */
  @Column('text', { name: 'waived_rules', array: true }) waivedRules!: string[];
  @Column('date', { name: 'ended_on', nullable: true }) endedOn!: CalendarDate | null;
  @Column('text', { name: 'ended_reason', nullable: true }) endedReason!:
    'refused' | 'withdrawn' | 'householdDeclined' | null;
  @Column('text', { name: 'ended_note', nullable: true }) endedNote!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('integer') version!: number;
}

/** The nine dates that the table records, in their order, as fields of the entity. */
export const DATE_FIELDS = [
  'surveyedOn', 'measuredOn', 'consultedOn', 'planAgreedOn', 'contractSignedOn', 'startedOn', 'completedOn', 'acceptedOn', 'signedOn',
] as const; // prettier-ignore

export type DateField = (typeof DATE_FIELDS)[number];

/** surveyedOn → surveyed_on */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
