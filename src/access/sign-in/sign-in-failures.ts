import { createHmac } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Secrets, SECRETS } from '../../platform/config/secrets';
import { ReadTx, Tx } from '../../platform/database/database';
import { Problem } from '../../platform/problems/problem';
import { Clock } from '../../platform/time/clock';
import { networkOf } from './network-of';

/** Who tries, as far as it is known before anybody is: the name that was typed, and where from. */
export interface Attempt {
  readonly username: string;
  readonly address: string | undefined;
}

/** What one more failure led to. */
interface Counted {
  /** How long the name is locked from this failure on; null when this one does not lock it. */
  readonly lockMinutes: number | null;
  /** True for one of several tries at once that came in behind the one that reached a limit. */
  readonly isPastLimit: boolean;
}

/** Failures in a row after which a name is locked, and for how long after the last of them. */
const FAILURES_OF_NAME = 5;
const LOCK_MINUTES = 15;

/**
 * Failures, whatever the names, after which an address waits for the end of the quarter of an hour that began with
 * the first. A whole office comes from one address and mistypes; who tries one password on every name is stopped.
 */
const FAILURES_OF_ADDRESS = 100;
const ADDRESS_MINUTES = 15;

/**
 * The failures to sign in, by name and by address. A name is counted and locked alike whether it exists or not, so
 * that neither an answer nor a lock tells which names do.
 */
@Injectable()
export class SignInFailures {
  private readonly log = new Logger('sign-in');

  constructor(
    @Inject(SECRETS) private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem sign-in-locked for the name, sign-in-slowed for the address */
  async refuse(tx: ReadTx, attempt: Attempt): Promise<void> {
    const [state] = await tx.sql<{ nameUntil: Date | null; addressUntil: Date | null }>(
      `SELECT greatest((SELECT forgotten_at FROM sign_in_failures WHERE subject = $1 AND failures >= $4 AND forgotten_at > $3),
                       (SELECT locked_until FROM users WHERE username = $6 AND disabled_at IS NULL AND locked_until > $3)) AS "nameUntil",
              (SELECT forgotten_at FROM sign_in_failures WHERE subject = $2 AND failures >= $5 AND forgotten_at > $3) AS "addressUntil"`,
      [this.ofName(attempt.username), this.ofAddress(attempt.address), this.clock.now(), FAILURES_OF_NAME, FAILURES_OF_ADDRESS,
       nameOf(attempt.username)], // prettier-ignore
    );
    if (state?.addressUntil)
      throw new Problem('sign-in-slowed', { facts: { minutes: this.minutesTo(state.addressUntil) } });
    if (state?.nameUntil)
      throw new Problem('sign-in-locked', { facts: { minutes: this.minutesTo(state.nameUntil) } });
  }

  /** Counts one failure; who is past the limit with it is told what everybody past it is told (`refuse`). */
  async count(tx: Tx, attempt: Attempt): Promise<Counted> {
    const ofName = await this.add(tx, this.ofName(attempt.username), LOCK_MINUTES, true);
    const ofAddress = await this.add(tx, this.ofAddress(attempt.address), ADDRESS_MINUTES, false);
    if (ofAddress === FAILURES_OF_ADDRESS)
      this.log.warn(
        `${ofAddress} sign-ins failed from ${networkOf(attempt.address)}; it waits up to ${ADDRESS_MINUTES} minutes`,
      );
    return {
      lockMinutes: ofName === FAILURES_OF_NAME ? LOCK_MINUTES : null,
      isPastLimit: ofName > FAILURES_OF_NAME || ofAddress > FAILURES_OF_ADDRESS,
    };
  }

  /** A name begins anew: its user came in, or an administrator has just dealt with it. */
  async forget(tx: Tx, username: string): Promise<void> {
    await tx.withSystemSight(() =>
      tx.change('DELETE FROM sign_in_failures WHERE subject = $1', [this.ofName(username)]),
    );
  }

  /** Failures of a name add up while each comes soon after the last; those of an address within one span. */
  private async add(tx: Tx, subject: Buffer, minutes: number, isProlonged: boolean): Promise<number> {
    const now = this.clock.now();
    const [row] = await tx.sql<{ failures: number }>(
      `INSERT INTO sign_in_failures AS f (subject, failures, forgotten_at) VALUES ($1, 1, $3)
       ON CONFLICT (subject) DO UPDATE SET
         failures = CASE WHEN f.forgotten_at > $2 THEN f.failures + 1 ELSE 1 END,
         forgotten_at = CASE WHEN f.forgotten_at > $2 AND NOT $4 THEN f.forgotten_at ELSE $3 END
       RETURNING failures`,
      [subject, now, new Date(now.getTime() + minutes * 60_000), isProlonged],
    );
    return row!.failures;
  }

  private minutesTo(until: Date): number {
    return Math.ceil((until.getTime() - this.clock.now().getTime()) / 60_000);
  }

  private ofName(username: string): Buffer {
    return this.hash(`name ${nameOf(username)}`);
  }

  private ofAddress(address: string | undefined): Buffer {
    return this.hash(`address ${networkOf(address)}`);
  }

  private hash(subject: string): Buffer {
    return createHmac('sha256', this.secrets.sessionKey).update(subject).digest();
  }
}

/** A name as it is kept: the field takes it with spaces around it and in capitals. */
export const nameOf = (username: string): string => username.trim().toLowerCase();
