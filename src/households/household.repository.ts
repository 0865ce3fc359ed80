import { Injectable } from '@nestjs/common';
import { Json, ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound, Problem } from '../platform/problems/problem';
import { CheckedPerson } from './check-person';
import { Household } from './household.entity';
import { HouseholdDetailsDto } from './households.dto';
import { maskCertificateNumber } from './identity/certificate-number';
import { maskIdNumber } from './identity/id-number';
import { NumberSeal } from './identity/sealed-number';
import { Person } from './person.entity';

export interface HouseholdRow {
  id: string;
  areaCode: string;
  areaName: string;
  address: string;
  headName: string;
  tenure: string;
  hardship: string;
  people: { name: string; category: number | null; grade: number | null }[];
  openRetrofits: number;
  sortValue: string;
}

export const HOUSEHOLD_SORTS = { newest: null, headName: 'h.head_name', address: 'h.address' } as const;
export type HouseholdSort = keyof typeof HOUSEHOLD_SORTS;

export interface HouseholdFilter {
  /** Name of a person or the head, or part of an address. */
  words: string | null;
  /** Keyed hash of an ID or certificate number. */
  numberHash: Buffer | null;
  areaCode: string | null;
  hardship: string | null;
  tenure: string | null;
  sort: HouseholdSort;
  limit: number;
  after: string | null;
}

@Injectable()
export class HouseholdRepository {
  constructor(private readonly seal: NumberSeal) {}

  async get(tx: ReadTx, id: string): Promise<Household> {
    const household = await tx.manager.findOneBy(Household, { id });
    if (!household) throw notFound();
    return household;
  }

  async lock(tx: Tx, id: string, seenVersion: number | null): Promise<Household> {
    await tx.sql('SELECT FROM households WHERE id = $1 FOR UPDATE', [id]);
    const household = await this.get(tx, id);
    if (seenVersion !== null && seenVersion !== household.version) throw new Problem('stale-version');
    return household;
  }

  async insert(tx: Tx, details: HouseholdDetailsDto): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO households (id, area_code, address, head_name, phone, longitude, latitude, position_accuracy_m, tenure, hardship,
                               annual_income_fen, member_count, notes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [id, ...valuesOf(details)],
    );
    return id;
  }

  async update(tx: Tx, id: string, details: HouseholdDetailsDto): Promise<void> {
    await tx.change(
      `UPDATE households SET area_code = $2, address = $3, head_name = $4, phone = $5, longitude = $6, latitude = $7, position_accuracy_m = $8,
              tenure = $9, hardship = $10, annual_income_fen = $11, member_count = $12, notes = $13, version = version + 1 WHERE id = $1`,
      [id, ...valuesOf(details)],
    );
  }

  async people(tx: ReadTx, householdId: string): Promise<Person[]> {
    return tx.manager.find(Person, { where: { householdId }, order: { id: 'ASC' } });
  }

  async insertPerson(tx: Tx, householdId: string, areaCode: string, person: CheckedPerson): Promise<string> {
    const id = newId();
    const identity = this.seal.seal(person.idNumber);
    const certificate = person.certificateNumber ? this.seal.seal(person.certificateNumber) : null;
    await tx.change(
      `INSERT INTO people (id, household_id, area_code, name, sex, born_on, id_number_ciphertext, id_number_hash, id_number_masked,
                           certificate_ciphertext, certificate_hash, certificate_masked, category, grade, certificate_valid_from, certificate_valid_until,
                           phone, guardian_name, guardian_relation, guardian_phone, died_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
      [id, householdId, areaCode, person.name, person.sex, person.bornOn, identity.ciphertext, identity.hash, maskIdNumber(person.idNumber),
       certificate?.ciphertext ?? null, certificate?.hash ?? null, person.certificateNumber ? maskCertificateNumber(person.certificateNumber) : null,
       certificate ? person.category : null, certificate ? person.grade : null, certificate ? person.certificateValidFrom : null,
       certificate ? (person.certificateValidUntil ?? null) : null, person.phone ?? null, person.guardianName ?? null, person.guardianRelation ?? null,
       person.guardianPhone ?? null, person.diedOn ?? null], // prettier-ignore
    );
    return id;
  }

  /** One page of households, by keyset: the deep page costs what the first one does. */
  async list(tx: ReadTx, filter: HouseholdFilter): Promise<Page<HouseholdRow>> {
    const column = HOUSEHOLD_SORTS[filter.sort];
    const { conditions, values } = conditionsOf(filter);
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const cursor = decodeCursor(filter.after, column ? 2 : 1);
    if (cursor && column) conditions.push(`(${column}, h.id) > (${bind(cursor[0])}, ${bind(cursor[1])})`);
    if (cursor && !column) conditions.push(`h.id < ${bind(cursor[0])}`);
    const rows = await tx.sql<HouseholdRow>(
      `SELECT h.id, h.area_code AS "areaCode", a.name_zh AS "areaName", h.address, h.head_name AS "headName", h.tenure, h.hardship,
              ${column ?? 'h.id::text'} AS "sortValue",
              (SELECT coalesce(json_agg(json_build_object('name', p.name, 'category', p.category, 'grade', p.grade) ORDER BY p.id), '[]')
                 FROM people p WHERE p.household_id = h.id) AS people,
              (SELECT count(*) FROM retrofits r WHERE r.household_id = h.id AND r.ended_on IS NULL) AS "openRetrofits"
         FROM households h JOIN areas a ON a.code = h.area_code
        ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
        ORDER BY ${column ? `h.district_code, ${column}, h.id` : 'h.district_code DESC, h.id DESC'} LIMIT ${bind(filter.limit + 1)}`,
      values,
    );
    return pageOf(rows, filter.limit, (row) => (column ? [row.sortValue, row.id] : [row.id]));
  }
}

function valuesOf(details: HouseholdDetailsDto): Json[] {
  return [
    details.areaCode, details.address, details.headName, details.phone, details.longitude, details.latitude, details.positionAccuracyM,
    details.tenure, details.hardship, details.annualIncomeFen, details.memberCount, details.notes ?? '',
  ].map((value) => value ?? null); // prettier-ignore
}

function conditionsOf(filter: HouseholdFilter): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  if (filter.areaCode) conditions.push(`starts_with(h.area_code, ${bind(filter.areaCode)})`);
  if (filter.hardship) conditions.push(`h.hardship = ${bind(filter.hardship)}`);
  if (filter.tenure) conditions.push(`h.tenure = ${bind(filter.tenure)}`);
  if (filter.numberHash) {
    const hash = bind(filter.numberHash);
    conditions.push(
      `EXISTS (SELECT FROM people p WHERE p.household_id = h.id AND (p.id_number_hash = ${hash} OR p.certificate_hash = ${hash}))`,
    );
  } else if (filter.words) {
    const pattern = filter.words.replace(/[\\%_]/g, '\\$&');
    const [start, within] = [bind(`${pattern}%`), bind(`%${pattern}%`)];
    conditions.push(`(h.head_name LIKE ${start} OR h.address LIKE ${within}
      OR EXISTS (SELECT FROM people p WHERE p.household_id = h.id AND p.name LIKE ${start}))`);
  }
  return { conditions, values };
}
