import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { ViewIdentityDto } from './households.dto';
import { NumberSeal } from './identity/sealed-number';
import { PersonRepository } from './person.repository';

export interface Identity {
  readonly name: string;
  readonly idNumber: string;
  readonly certificateNumber: string | null;
}

/** Somebody looks at the full numbers of a person, for a purpose that they name; each look stands in the history. */
@Injectable()
export class ViewIdentity {
  constructor(
    private readonly database: Database,
    private readonly people: PersonRepository,
    private readonly seal: NumberSeal,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found */
  async execute(
    actor: Actor,
    householdId: string,
    personId: string,
    { purpose }: ViewIdentityDto,
  ): Promise<Identity> {
    // The numbers must not be kept as the answer to a retry: the key is left out, and they are read outside the write.
    const acting = this.database.as({ ...actor, idempotency: undefined });
    await acting.write(async (tx) => {
      const person = await this.people.get(tx, householdId, personId);
      await this.history.record(tx, {
        kind: 'identity.viewed',
        subject: { type: 'person', id: personId },
        areaCode: person.areaCode,
        householdId,
        data: { purpose },
      });
    });
    const person = await acting.read((tx) => this.people.get(tx, householdId, personId));
    return {
      name: person.name,
      idNumber: this.seal.open(person.idNumberCiphertext),
      certificateNumber: person.certificateCiphertext ? this.seal.open(person.certificateCiphertext) : null,
    };
  }
}
