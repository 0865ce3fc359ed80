import { Injectable } from '@nestjs/common';
import { changesOf } from '../../history/changes';
import { History } from '../../history/history';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { invalid } from '../../platform/problems/problem';
import { checkPlace } from './check-place';
import { UserRepository } from './user.repository';
import { ChangeUserDto } from './users.dto';

const FIELDS = ['displayName', 'role', 'areaCode', 'contractorId'] as const;

/** Somebody gets another name, role, area or firm; it holds from their next request on. */
@Injectable()
export class ChangeUser {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, stale-version, invalid-input for one's own role or area, or a place outside one's area */
  async execute(actor: Actor, id: string, input: ChangeUserDto, seenVersion: number | null): Promise<{ id: string }> {
    checkPlace(actor, input);
    return this.database.as(actor).write(async (tx) => {
      const before = await this.users.lock(tx, id, seenVersion);
      if (id === actor.id && before.role !== input.role) throw invalid({ field: 'role', key: 'users.notYourself' });
      if (id === actor.id && before.areaCode !== input.areaCode)
        throw invalid({ field: 'areaCode', key: 'users.notYourself' });
      await this.users.change(tx, id, input);
      const subject = { type: 'user', id };
      await this.history.record(tx, { kind: 'user.changed', subject, areaCode: input.areaCode, data: { changes: changesOf(before, { ...input, contractorId: input.contractorId ?? null }, FIELDS) } });
      return { id };
    });
  } // prettier-ignore
}
