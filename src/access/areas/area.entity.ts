import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An administrative division: province (2 digits), city (4), district (6), street (9), community (12). */
@Entity('areas')
export class Area {
  @PrimaryColumn('text') code!: string;
  @Column('text', { name: 'parent_code', nullable: true }) parentCode!: string | null;
  @Column('text', { name: 'name_zh' }) nameZh!: string;
  @Column('text', { name: 'name_en' }) nameEn!: string;
  @Column('text', { name: 'office_name_zh' }) officeNameZh!: string;
  @Column('text', { name: 'office_name_en' }) officeNameEn!: string;
  /** Begins the numbers of the district's papers, e.g. 石残. */
  @Column('text', { name: 'document_prefix', nullable: true }) documentPrefix!: string | null;
}
