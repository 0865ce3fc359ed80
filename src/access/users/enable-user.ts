import { Injectable } from '@nestjs/common';
import { History } from '../../history/history';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { Problem } from '../../platform/problems/problem';
import { SignInFailures } from '../sign-in/sign-in-failures';
import { UserRepository } from './user.repository';

/** Somebody who was disabled may come in again, with the password they had; their tokens stay revoked. */
@Injectable()
export class EnableUser {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly failures: SignInFailures,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, stale-version, conflict for somebody who is not disabled */
  async execute(actor: Actor, id: string, seenVersion: number | null): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const user = await this.users.lock(tx, id, seenVersion);
      if (user.disabledAt === null) throw new Problem('conflict');
      await this.users.setDisabled(tx, id, null);
      // Who was out has often tried in vain before asking.
      await this.failures.forget(tx, user.username);
      await this.history.record(tx, { kind: 'user.enabled', subject: { type: 'user', id }, areaCode: user.areaCode }); // prettier-ignore
      return { id };
    });
  }
}
