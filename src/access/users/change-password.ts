import { Injectable } from '@nestjs/common';
import { Actor, systemActor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { Text } from '../../platform/http/fields';
import { invalid, notFound } from '../../platform/problems/problem';
import { History } from '../../history/history';
import { hashPassword, isPassword, passwordFault } from '../passwords';

export class ChangePasswordDto {
  @Text({ max: 200 }) currentPassword!: string;
  @Text({ max: 200 }) newPassword!: string;
  @Text({ max: 200 }) newPasswordAgain!: string;
}

/** Somebody changes their own password; every other session of theirs ends. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly history: History,
  ) {}

  async execute(actor: Actor, input: ChangePasswordDto): Promise<void> {
    if (input.newPassword !== input.newPasswordAgain)
      throw invalid({ field: 'newPasswordAgain', key: 'access.password.notTheSame' });
    const system: Actor = { ...systemActor('sign-in'), requestId: actor.requestId };
    const [user] = await this.database
      .as(system)
      .read((tx) =>
        tx.sql<{ username: string; passwordHash: string }>(
          'SELECT username, password_hash AS "passwordHash" FROM users WHERE id = $1',
          [actor.id],
        ),
      );
    if (!user || actor.id === null) throw notFound();
    if (!(await isPassword(input.currentPassword, user.passwordHash)))
      throw invalid({ field: 'currentPassword', key: 'access.password.wrong' });
    const fault = passwordFault(input.newPassword, user.username);
    if (fault) throw invalid({ field: 'newPassword', key: fault });
    if (input.newPassword === input.currentPassword)
      throw invalid({ field: 'newPassword', key: 'access.password.unchanged' });
    const passwordHash = await hashPassword(input.newPassword);
    const { id } = actor;
    await this.database.as(system).write(async (tx) => {
      await tx.change(
        'UPDATE users SET password_hash = $2, must_change_password = false, version = version + 1 WHERE id = $1',
        [id, passwordHash],
      );
      await tx.change(`DELETE FROM sessions WHERE sess ->> 'userId' = $1`, [id]);
      await this.history.record(
        { ...tx, actor },
        { kind: 'user.passwordChanged', subject: { type: 'user', id }, areaCode: actor.areaCode },
      );
    });
  }
}
