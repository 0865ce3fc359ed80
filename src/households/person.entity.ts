import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CalendarDate } from '../platform/time/calendar-date';

export const GUARDIAN_RELATIONS = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild', 'otherRelative', 'communityGuardian'] as const; // prettier-ignore
export type GuardianRelation = (typeof GUARDIAN_RELATIONS)[number];

/** A disabled person of a household. ID and certificate numbers are here only as ciphertext, keyed hash and mask. */
@Entity('people')
export class Person {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'area_code' }) areaCode!: string;
  @Column('uuid', { name: 'household_id' }) householdId!: string;
  @Column('text') name!: string;
  @Column('text') sex!: 'female' | 'male';
  @Column('date', { name: 'born_on' }) bornOn!: CalendarDate;
  @Column('bytea', { name: 'id_number_ciphertext' }) idNumberCiphertext!: Buffer;
  @Column('bytea', { name: 'id_number_hash' }) idNumberHash!: Buffer;
  @Column('text', { name: 'id_number_masked' }) idNumberMasked!: string;
  @Column('bytea', { name: 'certificate_ciphertext', nullable: true }) certificateCiphertext!: Buffer | null;
  @Column('bytea', { name: 'certificate_hash', nullable: true }) certificateHash!: Buffer | null;
  @Column('text', { name: 'certificate_masked', nullable: true }) certificateMasked!: string | null;
  /** 1 sight, 2 hearing, 3 speech, 4 physical, 5 intellectual, 6 mental, 7 multiple. */
  @Column('smallint', { nullable: true }) category!: number | null;
  /** 1 (most severe) to 4. */
  @Column('smallint', { nullable: true }) grade!: number | null;
  @Column('date', { name: 'certificate_valid_from', nullable: true })
  certificateValidFrom!: CalendarDate | null;
  @Column('date', { name: 'certificate_valid_until', nullable: true })
  certificateValidUntil!: CalendarDate | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { name: 'guardian_name', nullable: true }) guardianName!: string | null;
  @Column('text', { name: 'guardian_relation', nullable: true }) guardianRelation!: GuardianRelation | null;
  @Column('text', { name: 'guardian_phone', nullable: true }) guardianPhone!: string | null;
  @Column('date', { name: 'died_on', nullable: true }) diedOn!: CalendarDate | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('integer') version!: number;
}
