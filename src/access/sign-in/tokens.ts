import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Actor } from '../../platform/database/actor';
import { Database, ReadTx } from '../../platform/database/database';
import { newId } from '../../platform/database/ids';
import { notFound } from '../../platform/problems/problem';
import { Clock } from '../../platform/time/clock';
import { History } from '../../history/history';

/** Bearer tokens begin so, which lets scanners find one that leaked. */
const PREFIX = 'tantu_';

/** The name of a token that a sign-in made; it ends with the password. */
export const SIGN_IN_TOKEN = 'sign-in';

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export interface TokenSummary {
  id: string;
  name: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** Tokens for programs: shown once, kept as a hash, revocable. */
@Injectable()
export class Tokens {
  constructor(
    private readonly database: Database,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @returns the token itself; it is never shown again */
  async create(
    actor: Actor & { id: string },
    name: string,
    days: number,
  ): Promise<{ id: string; token: string; expiresAt: Date }> {
    const token = PREFIX + randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + days * 86_400_000);
    // The token must not be kept as the answer to a retry, so a retry makes a second one.
    const { id } = await this.database.as({ ...actor, idempotency: undefined }).write(async (tx) => {
      const id = newId();
      await tx.change(`INSERT INTO access_tokens (id, user_id, name, token_hash, expires_at) VALUES ($1, $2, $3, $4, $5)`, [
        id, actor.id, name, hashToken(token), expiresAt,
      ]); // prettier-ignore
      await this.history.record(tx, {
        kind: 'token.created',
        subject: { type: 'access-token', id },
        areaCode: actor.areaCode,
        data: { name, days },
      });
      return { id };
    });
    return { id, token, expiresAt };
  }

  async revoke(actor: Actor, id: string): Promise<void> {
    await this.database.as(actor).write(async (tx) => {
      const revoked = await tx.change(
        'UPDATE access_tokens SET revoked_at = now() WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL',
        [id, actor.id],
      );
      if (revoked === 0) throw notFound();
      await this.history.record(tx, {
        kind: 'token.revoked',
        subject: { type: 'access-token', id },
        areaCode: actor.areaCode,
      });
    });
  }

  async list(actor: Actor): Promise<TokenSummary[]> {
    return this.database.as(actor).read((tx: ReadTx) =>
      tx.sql<TokenSummary>(
        `SELECT id, name, created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt"
           FROM access_tokens WHERE user_id = $1 ORDER BY created_at DESC LIMIT 200`,
        [actor.id],
      ),
    );
  }
}
