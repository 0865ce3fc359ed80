import { applyDecorators } from '@nestjs/common';
import { Role, ROLES } from '../../platform/database/actor';
import { Choice, Id, Text } from '../../platform/http/fields';
import { PageQuery } from '../../platform/http/paging';
import { AREA_CODE } from '../areas/areas.dto';

export const USER_STATES = ['active', 'first', 'locked', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];

export function UserArea(): PropertyDecorator {
  return applyDecorators(
    Text({ min: 2, max: 12, pattern: AREA_CODE, patternKey: 'areaCode', description: 'Division code' }),
  );
}

/** What an administrator may change of somebody; the name to sign in with stays. */
export class ChangeUserDto {
  @Text({ max: 60 }) displayName!: string;
  @Choice(ROLES) role!: Role;
  @UserArea() areaCode!: string;
  @Id({ optional: true, description: 'The firm of a contractor’s user' }) contractorId!: string | null;
}

export class SetPasswordDto {
  @Text({ max: 200, description: 'A first password; changed at the next sign-in' }) password!: string;
}

export class UsersQuery extends PageQuery {
  @Text({ max: 60, optional: true, description: 'Part of the user name or of the name' }) search!:
    string | null;
  @Choice(ROLES, { optional: true }) role!: Role | null;
  @Choice(USER_STATES, { optional: true }) state!: UserState | null;
}
