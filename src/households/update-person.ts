import { Injectable } from '@nestjs/common';
import { changesOf } from '../history/changes';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Json } from '../platform/database/database';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { CheckedPerson, checkPerson } from './check-person';
import { PersonDto, UpdatePersonDto } from './households.dto';
import { NumberSeal } from './identity/sealed-number';
import { Person } from './person.entity';
import { PersonRepository } from './person.repository';

/**
 * A caseworker puts right what is recorded of a person. Numbers that are left empty stay as they are; one that is
 * typed is checked like a new one, and the history keeps that it was corrected, never the number.
 */
@Injectable()
export class UpdatePerson {
  constructor(
    private readonly database: Database,
    private readonly people: PersonRepository,
    private readonly seal: NumberSeal,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, invalid-input (P01, P02), rule-broken P06 */
  async execute(
    actor: Actor,
    householdId: string,
    personId: string,
    input: UpdatePersonDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    const today = localDay(this.clock.now());
    return this.database.as(actor).write(async (tx) => {
      const before = await this.people.lock(tx, householdId, personId, seenVersion);
      const person = checkPerson(this.whole(before, input), today);
      await this.people.update(tx, personId, person);
      await this.history.record(tx, {
        kind: 'person.changed',
        subject: { type: 'person', id: personId },
        areaCode: before.areaCode,
        householdId,
        data: { changes: this.changes(before, person) },
      });
      return { id: personId };
    });
  }

  /** The input with the numbers that stay. */
  private whole(before: Person, input: UpdatePersonDto): PersonDto {
    const { withoutCertificate, ...typed } = input;
    const idNumber = typed.idNumber ?? this.seal.open(before.idNumberCiphertext);
    if (withoutCertificate)
      return { ...typed, idNumber, certificateNumber: null, category: null, grade: null, certificateValidFrom: null, certificateValidUntil: null };
    const kept = before.certificateCiphertext ? this.seal.open(before.certificateCiphertext) : null;
    // Category and grade stand in the certificate's number; what was typed beside it must agree.
    return { ...typed, idNumber, certificateNumber: typed.certificateNumber ?? kept };
  } // prettier-ignore

  private changes(before: Person, after: CheckedPerson): Record<string, Json> {
    const fields = [
      'name', 'sex', 'bornOn', 'category', 'grade', 'certificateValidFrom', 'certificateValidUntil', 'phone',
      'guardianName', 'guardianRelation', 'guardianPhone', 'diedOn',
    ] as const; // prettier-ignore
    const state = (person: Person | CheckedPerson): Record<(typeof fields)[number], Json> =>
      Object.fromEntries(fields.map((field) => [field, person[field] ?? null])) as never;
    const isSame = (hash: Buffer | null, number: string | null): boolean =>
      hash === null || number === null
        ? hash === null && number === null
        : this.seal.hash(number).equals(hash);
    return {
      ...changesOf(state(before), state(after), fields),
      ...(!isSame(before.idNumberHash, after.idNumber) && { idNumber: 'corrected' }),
      ...(!isSame(before.certificateHash, after.certificateNumber) && { certificateNumber: 'corrected' }),
    };
  }
}
