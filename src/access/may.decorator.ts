import { SetMetadata } from '@nestjs/common';
import { ACCESS } from '../platform/http/decorators';
import { Permission } from './permissions';

/** Who may use a route. A route with neither this nor `@Anybody` keeps the application from starting. */
export const May = (permission: Permission) => SetMetadata(ACCESS, permission);
