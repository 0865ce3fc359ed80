import { Injectable } from '@nestjs/common';
import { Actor, Role, systemActor } from '../../platform/database/actor';
import { Database, Tx } from '../../platform/database/database';
import { Problem } from '../../platform/problems/problem';
import { Clock } from '../../platform/time/clock';
import { History } from '../../history/history';
import { isPassword } from '../passwords';
import { Attempt, nameOf, SignInFailures } from './sign-in-failures';

interface Candidate {
  id: string;
  displayName: string;
  passwordHash: string;
  role: Role;
  areaCode: string;
}

/** Proves who somebody is by name and password, counts failures, locks a name that is being guessed. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly failures: SignInFailures,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * A name that does not exist goes the same way as one that does: the same questions, a password verified, the
   * failure counted, the lock at the same try.
   * @returns the user's id
   * @throws Problem sign-in-failed (never saying whether the name exists), sign-in-locked, sign-in-slowed
   */
  async execute(attempt: Attempt & { password: string; requestId: string }): Promise<string> {
    const system: Actor = { ...systemActor('sign-in'), requestId: attempt.requestId };
    const candidate = await this.find(system, attempt);
    const matches = await isPassword(attempt.password, candidate?.passwordHash ?? null);
    if (!candidate || !matches) {
      await this.countFailure(system, attempt, candidate);
      throw new Problem('sign-in-failed');
    }
    await this.database.as(system).write(async (tx) => {
      await this.lockUser(tx, candidate);
      // Asked again: of many guesses sent at once, none comes in behind those that locked the name.
      await this.failures.refuse(tx, attempt);
      await this.failures.forget(tx, attempt.username);
      await this.history.record(
        { ...tx, actor: { ...system, id: candidate.id, name: candidate.displayName, role: candidate.role } },
        { kind: 'user.signedIn', subject: { type: 'user', id: candidate.id }, areaCode: candidate.areaCode },
      );
    });
    return candidate.id;
  }

  private async find(system: Actor, attempt: Attempt): Promise<Candidate | undefined> {
    return this.database.as(system).read(async (tx) => {
      await this.failures.refuse(tx, attempt);
      const [row] = await tx.sql<Candidate>(
        `SELECT id, display_name AS "displayName", password_hash AS "passwordHash", role, area_code AS "areaCode"
           FROM users WHERE username = $1 AND disabled_at IS NULL`,
        [nameOf(attempt.username)],
      );
      return row;
    });
  }

  /** The user before the failures, as where an administrator unlocks a name: so the two never wait for each other. */
  private async lockUser(tx: Tx, candidate: Candidate | undefined): Promise<void> {
    await tx.sql('SELECT FROM users WHERE id = $1 FOR UPDATE', [candidate?.id ?? null]);
  }

  private async countFailure(system: Actor, attempt: Attempt, candidate?: Candidate): Promise<void> {
    const isPastLimit = await this.database.as(system).write(async (tx) => {
      await this.lockUser(tx, candidate);
      const { lockMinutes: minutes, isPastLimit } = await this.failures.count(tx, attempt);
      if (minutes === null || !candidate) return isPastLimit;
      const until = new Date(this.clock.now().getTime() + minutes * 60_000);
      await tx.change('UPDATE users SET locked_until = $2 WHERE id = $1', [candidate.id, until]);
      await this.history.record(tx, {
        kind: 'user.locked',
        subject: { type: 'user', id: candidate.id },
        areaCode: candidate.areaCode,
        data: { minutes },
      });
      return isPastLimit;
    });
    // As a right guess is told in its place, or the answers to many at once would show which was right.
    if (isPastLimit) await this.database.as(system).read((tx) => this.failures.refuse(tx, attempt));
  }
}
