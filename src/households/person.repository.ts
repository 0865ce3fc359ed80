import { Injectable } from '@nestjs/common';
import { Json, ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { notFound, Problem } from '../platform/problems/problem';
import { CheckedPerson } from './check-person';
import { maskCertificateNumber } from './identity/certificate-number';
import { maskIdNumber } from './identity/id-number';
import { NumberSeal } from './identity/sealed-number';
import { Person } from './person.entity';

/** The disabled people of households; their numbers go in sealed and come out as they lie. */
@Injectable()
export class PersonRepository {
  constructor(private readonly seal: NumberSeal) {}

  async of(tx: ReadTx, householdId: string): Promise<Person[]> {
    return tx.manager.find(Person, { where: { householdId }, order: { id: 'ASC' } });
  }

  /** @throws Problem not-found, also for a person of another household */
  async get(tx: ReadTx, householdId: string, id: string): Promise<Person> {
    const person = await tx.manager.findOneBy(Person, { id, householdId });
    if (!person) throw notFound();
    return person;
  }

  /** @throws Problem not-found, stale-version */
  async lock(tx: Tx, householdId: string, id: string, seenVersion: number | null): Promise<Person> {
    await tx.sql('SELECT FROM people WHERE id = $1 FOR UPDATE', [id]);
    const person = await this.get(tx, householdId, id);
    if (seenVersion !== null && seenVersion !== person.version) throw new Problem('stale-version');
    return person;
  }

  async insert(tx: Tx, householdId: string, areaCode: string, person: CheckedPerson): Promise<string> {
    const id = newId();
    const values = this.valuesOf(person);
    await tx.change(
      `INSERT INTO people (id, household_id, area_code, ${COLUMNS.join(', ')})
       VALUES ($1, $2, $3, ${COLUMNS.map((_, index) => `$${index + 4}`).join(', ')})`,
      [id, householdId, areaCode, ...values],
    );
    return id;
  }

  async update(tx: Tx, id: string, person: CheckedPerson): Promise<void> {
    await tx.change(
      `UPDATE people SET ${COLUMNS.map((column, index) => `${column} = $${index + 2}`).join(', ')}, version = version + 1 WHERE id = $1`,
      [id, ...this.valuesOf(person)],
    );
  }

  /** In the order of COLUMNS. */
  private valuesOf(person: CheckedPerson): (Json | Buffer)[] {
    const identity = this.seal.seal(person.idNumber);
    const { certificateNumber } = person;
    const certificate = certificateNumber ? this.seal.seal(certificateNumber) : null;
    return [
      person.name, person.sex, person.bornOn, identity.ciphertext, identity.hash, maskIdNumber(person.idNumber),
      certificate?.ciphertext ?? null, certificate?.hash ?? null, certificateNumber ? maskCertificateNumber(certificateNumber) : null,
      certificate ? person.category : null, certificate ? person.grade : null, certificate ? person.certificateValidFrom : null,
      certificate ? (person.certificateValidUntil ?? null) : null,
      person.phone ?? null, person.guardianName ?? null, person.guardianRelation ?? null, person.guardianPhone ?? null, person.diedOn ?? null,
    ]; // prettier-ignore
  }
}

const COLUMNS = [
  'name', 'sex', 'born_on', 'id_number_ciphertext', 'id_number_hash', 'id_number_masked',
  'certificate_ciphertext', 'certificate_hash', 'certificate_masked', 'category', 'grade', 'certificate_valid_from', 'certificate_valid_until',
  'phone', 'guardian_name', 'guardian_relation', 'guardian_phone', 'died_on',
] as const; // prettier-ignore
