import { Column, Entity, PrimaryColumn } from 'typeorm';

export const TENURES = ['owned', 'longTermResidence', 'publicRental', 'privateRental'] as const;
export type Tenure = (typeof TENURES)[number];

export const HARDSHIPS = ['none', 'minimumLiving', 'extremePoverty', 'lowIncome', 'liftedUnstable', 'borderline', 'suddenHardship'] as const; // prettier-ignore
export type Hardship = (typeof HARDSHIPS)[number];

/** A home and those who live in it. */
@Entity('households')
export class Household {
  @PrimaryColumn('uuid') id!: string;
  /** Division code of the community: 12 digits. */
  @Column('text', { name: 'area_code' }) areaCode!: string;
  @Column('text') address!: string;
  /** 户主 */
  @Column('text', { name: 'head_name' }) headName!: string;
  @Column('text', { nullable: true }) phone!: string | null;
  /** WGS-84 degrees; PostgreSQL's numeric comes as text. */
  @Column('numeric', { nullable: true }) longitude!: string | null;
  @Column('numeric', { nullable: true }) latitude!: string | null;
  /** Metres, as the phone reported it. */
  @Column('numeric', { name: 'position_accuracy_m', nullable: true }) positionAccuracyM!: string | null;
  @Column('text') tenure!: Tenure;
  @Column('text') hardship!: Hardship;
  @Column('bigint', { name: 'annual_income_fen', nullable: true }) annualIncomeFen!: number | null;
  @Column('smallint', { name: 'member_count' }) memberCount!: number;
  @Column('text') notes!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('integer') version!: number;
}
