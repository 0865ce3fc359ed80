import { Injectable } from '@nestjs/common';
import { Actor, Role, ROLES } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { newId } from '../../platform/database/ids';
import { Choice, Id, Text } from '../../platform/http/fields';
import { invalid } from '../../platform/problems/problem';
import { History } from '../../history/history';
import { hashPassword, passwordFault } from '../passwords';
import { SignInFailures } from '../sign-in/sign-in-failures';
import { checkPlace } from './check-place';
import { UserArea } from './users.dto';

export class CreateUserDto {
  @Text({
    min: 2,
    max: 40,
    pattern: /^[a-z][a-z0-9._-]*$/,
    patternKey: 'username',
    description: 'Name to sign in with',
  })
  username!: string;
  @Text({ max: 60 }) displayName!: string;
  @Choice(ROLES) role!: Role;
  @UserArea() areaCode!: string;
  @Id({ optional: true, description: 'The firm of a contractor’s user' }) contractorId!: string | null;
  @Text({ max: 200, description: 'First password; changed at the first sign-in' }) password!: string;
}

/** Adds somebody who can sign in; the first password is changed at the first sign-in. */
@Injectable()
export class CreateUser {
  constructor(
    private readonly database: Database,
    private readonly failures: SignInFailures,
    private readonly history: History,
  ) {}

  /** @param keepPassword only for the demo, whose password everybody knows */
  async execute(actor: Actor, input: CreateUserDto, keepPassword = false): Promise<{ id: string }> {
    const fault = keepPassword ? null : passwordFault(input.password, input.username);
    if (fault) throw invalid({ field: 'password', key: fault });
    checkPlace(actor, input);
    const passwordHash = await hashPassword(input.password);
    return this.database.as(actor).write(async (tx) => {
      const id = newId();
      await tx.change(
        `INSERT INTO users (id, username, display_name, password_hash, role, area_code, contractor_id, must_change_password)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          input.username,
          input.displayName,
          passwordHash,
          input.role,
          input.areaCode,
          input.contractorId ?? null,
          !keepPassword,
        ],
      );
      // Who is added has often tried in vain before asking.
      await this.failures.forget(tx, input.username);
      await this.history.record(tx, {
        kind: 'user.created',
        subject: { type: 'user', id },
        areaCode: input.areaCode,
        data: { username: input.username, role: input.role, areaCode: input.areaCode },
      });
      return { id };
    });
  }
}
