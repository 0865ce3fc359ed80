import { Injectable } from '@nestjs/common';
import { History } from '../../history/history';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { Problem } from '../../platform/problems/problem';
import { Clock } from '../../platform/time/clock';
import { UserRepository } from './user.repository';

/** Somebody may no longer come in. They are out with their next request; what they did stays theirs. */
@Injectable()
export class DisableUser {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, conflict for oneself or somebody disabled already */
  async execute(actor: Actor, id: string, seenVersion: number | null): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const user = await this.users.lock(tx, id, seenVersion);
      if (id === actor.id || user.disabledAt !== null) throw new Problem('conflict');
      await this.users.setDisabled(tx, id, this.clock.now());
      await this.users.endSessions(tx, id);
      await this.history.record(tx, { kind: 'user.disabled', subject: { type: 'user', id }, areaCode: user.areaCode }); // prettier-ignore
      return { id };
    });
  }
}
