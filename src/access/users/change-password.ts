import { Injectable } from '@nestjs/common';
import { Actor, systemActor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { Text } from '../../platform/http/fields';
import { invalid, notFound } from '../../platform/problems/problem';
import { History } from '../../history/history';
import { hashPassword, isPassword, passwordFault } from '../passwords';
import { SignInFailures } from '../sign-in/sign-in-failures';
import { SIGN_IN_TOKEN } from '../sign-in/tokens';

export class ChangePasswordDto {
  @Text({ max: 200 }) currentPassword!: string;
  @Text({ max: 200 }) newPassword!: string;
  @Text({ max: 200 }) newPasswordAgain!: string;
}

/**
 * Somebody changes their own password; every other session of theirs ends, also those of programs that signed in
 * with the old one. Tokens that they made on purpose stay: the page of tokens revokes them.
 */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly failures: SignInFailures,
    private readonly history: History,
  ) {}

  /**
   * @param address where from: a wrong present password counts like one at the sign-in, or who finds a screen
   *   unlocked could guess it here without end
   * @throws Problem invalid-input, sign-in-locked, sign-in-slowed
   */
  async execute(actor: Actor, input: ChangePasswordDto, address: string | undefined): Promise<void> {
    if (input.newPassword !== input.newPasswordAgain)
      throw invalid({ field: 'newPasswordAgain', key: 'access.password.notTheSame' });
    const system: Actor = { ...systemActor('sign-in'), requestId: actor.requestId };
    const user = await this.prove(system, actor, input.currentPassword, address);
    const fault = passwordFault(input.newPassword, user.username);
    if (fault) throw invalid({ field: 'newPassword', key: fault });
    if (input.newPassword === input.currentPassword)
      throw invalid({ field: 'newPassword', key: 'access.password.unchanged' });
    const passwordHash = await hashPassword(input.newPassword);
    const { id } = user;
    await this.database.as(system).write(async (tx) => {
      await tx.change(
        'UPDATE users SET password_hash = $2, must_change_password = false, version = version + 1 WHERE id = $1',
        [id, passwordHash],
      );
      await this.failures.refuse(tx, { username: user.username, address });
      await this.failures.forget(tx, user.username);
      await tx.change(`DELETE FROM sessions WHERE sess ->> 'userId' = $1`, [id]);
      await tx.change(
        'UPDATE access_tokens SET revoked_at = now() WHERE user_id = $1 AND name = $2 AND revoked_at IS NULL',
        [id, SIGN_IN_TOKEN],
      );
      await this.history.record(
        { ...tx, actor },
        { kind: 'user.passwordChanged', subject: { type: 'user', id }, areaCode: actor.areaCode },
      );
    });
  }

  private async prove(
    system: Actor,
    { id }: Actor,
    currentPassword: string,
    address: string | undefined,
  ): Promise<{ id: string; username: string }> {
    const user = await this.database.as(system).read(async (tx) => {
      const [found] = await tx.sql<{ id: string; username: string; passwordHash: string }>(
        'SELECT id, username, password_hash AS "passwordHash" FROM users WHERE id = $1',
        [id],
      );
      if (found) await this.failures.refuse(tx, { username: found.username, address });
      return found;
    });
    if (!user) throw notFound();
    if (await isPassword(currentPassword, user.passwordHash)) return user;
    const attempt = { username: user.username, address };
    await this.database.as(system).write(async (tx) => void (await this.failures.count(tx, attempt)));
    throw invalid({ field: 'currentPassword', key: 'access.password.wrong' });
  }
}
