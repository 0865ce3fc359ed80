import { Injectable } from '@nestjs/common';
import { Actor, Role, systemActor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { Problem } from '../../platform/problems/problem';
import { Clock } from '../../platform/time/clock';
import { History } from '../../history/history';
import { isPassword } from '../passwords';

/** Failures in a row after which a name is locked, and for how long. */
const ATTEMPTS_BEFORE_LOCK = 5;
const LOCK_MINUTES = 15;

interface Candidate {
  id: string;
  username: string;
  displayName: string;
  passwordHash: string;
  role: Role;
  areaCode: string;
  failedAttempts: number;
  lockedUntil: Date | null;
}

/** Proves who somebody is by name and password, counts failures, locks a name that is being guessed. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the user's id
   * @throws Problem sign-in-failed (never saying whether the name exists), sign-in-locked
   */
  async execute(username: string, password: string, requestId: string): Promise<string> {
    const system: Actor = { ...systemActor('sign-in'), requestId };
    const candidate = await this.find(system, username);
    // A locked name is told so only to somebody who is known to exist or not alike: the lock of an unknown name is the throttle's.
    if (candidate?.lockedUntil && candidate.lockedUntil > this.clock.now()) {
      throw new Problem('sign-in-locked', {
        facts: {
          minutes: Math.ceil((candidate.lockedUntil.getTime() - this.clock.now().getTime()) / 60_000),
        },
      });
    }
    const matches = await isPassword(password, candidate?.passwordHash ?? null);
    if (!candidate) throw new Problem('sign-in-failed');
    if (!matches) {
      await this.countFailure(system, candidate);
      throw new Problem('sign-in-failed');
    }
    await this.database.as(system).write(async (tx) => {
      await tx.change('UPDATE users SET failed_attempts = 0, locked_until = NULL WHERE id = $1', [
        candidate.id,
      ]);
      await this.history.record(
        { ...tx, actor: { ...system, id: candidate.id, name: candidate.displayName, role: candidate.role } },
        { kind: 'user.signedIn', subject: { type: 'user', id: candidate.id }, areaCode: candidate.areaCode },
      );
    });
    return candidate.id;
  }

  private async find(system: Actor, username: string): Promise<Candidate | undefined> {
    const [row] = await this.database.as(system).read((tx) =>
      tx.sql<Candidate>(
        `SELECT id, username, display_name AS "displayName", password_hash AS "passwordHash", role, area_code AS "areaCode",
                failed_attempts AS "failedAttempts", locked_until AS "lockedUntil"
           FROM users WHERE username = $1 AND disabled_at IS NULL`,
        [username.trim().toLowerCase()],
      ),
    );
    return row;
  }

  private async countFailure(system: Actor, candidate: Candidate): Promise<void> {
    await this.database.as(system).write(async (tx) => {
      const [row] = await tx.sql<{ failures: number }>(
        'UPDATE users SET failed_attempts = failed_attempts + 1 WHERE id = $1 RETURNING failed_attempts AS failures',
        [candidate.id],
      );
      if (!row || row.failures < ATTEMPTS_BEFORE_LOCK) return;
      const until = new Date(this.clock.now().getTime() + LOCK_MINUTES * 60_000);
      await tx.change('UPDATE users SET failed_attempts = 0, locked_until = $2 WHERE id = $1', [
        candidate.id,
        until,
      ]);
      await this.history.record(tx, {
        kind: 'user.locked',
        subject: { type: 'user', id: candidate.id },
        areaCode: candidate.areaCode,
        data: { minutes: LOCK_MINUTES },
      });
    });
  }
}
