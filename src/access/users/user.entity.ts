import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Role } from '../../platform/database/actor';

/** Somebody who can sign in. */
@Entity('users')
export class User {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') username!: string;
  @Column('text', { name: 'display_name' }) displayName!: string;
  @Column('text', { name: 'password_hash' }) passwordHash!: string;
  @Column('text') role!: Role;
  @Column('text', { name: 'area_code' }) areaCode!: string;
  /** The firm of a contractor's user; null for everybody else. */
  @Column('uuid', { name: 'contractor_id', nullable: true }) contractorId!: string | null;
  @Column('boolean', { name: 'must_change_password' }) mustChangePassword!: boolean;
  @Column('timestamptz', { name: 'locked_until', nullable: true }) lockedUntil!: Date | null;
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) disabledAt!: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('integer') version!: number;
}
