import { Injectable } from '@nestjs/common';
import { History } from '../../history/history';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { invalid } from '../../platform/problems/problem';
import { hashPassword, passwordFault } from '../passwords';
import { SignInFailures } from '../sign-in/sign-in-failures';
import { UserRepository } from './user.repository';
import { SetPasswordDto } from './users.dto';

/** An administrator gives somebody a first password again: it unlocks the name and must be changed at sign-in. */
@Injectable()
export class SetPassword {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly failures: SignInFailures,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, stale-version, invalid-input for a weak password */
  async execute(
    actor: Actor,
    id: string,
    input: SetPasswordDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    const passwordHash = await hashPassword(input.password);
    return this.database.as(actor).write(async (tx) => {
      const user = await this.users.lock(tx, id, seenVersion);
      const fault = passwordFault(input.password, user.username);
      if (fault) throw invalid({ field: 'password', key: fault });
      await this.users.setPassword(tx, id, passwordHash);
      await this.failures.forget(tx, user.username);
      await this.history.record(tx, { kind: 'user.passwordSet', subject: { type: 'user', id }, areaCode: user.areaCode }); // prettier-ignore
      return { id };
    });
  }
}
