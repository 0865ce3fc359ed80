import { createParamDecorator, ExecutionContext, SetMetadata } from '@nestjs/common';
import { Actor } from '../database/actor';
import { Problem } from '../problems/problem';
import { TantuRequest } from './request';

export const ACCESS = 'tantu:access';

/** Marks a route that needs no sign-in. Every other route names a permission with `@May`. */
export const Anybody = () => SetMetadata(ACCESS, 'anybody');

/** The signed-in actor of the request. */
export const As = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<TantuRequest>().tantu;
  if (!actor) throw new Problem('not-signed-in');
  return actor;
});

/** The version that the client saw, from `If-Match: "3"`; null when it sent none. */
export const SeenVersion = createParamDecorator((_: unknown, context: ExecutionContext): number | null => {
  const header = context.switchToHttp().getRequest<TantuRequest>().headers['if-match'];
  if (header === undefined) return null;
  const version = /^"?(\d{1,9})"?$/.exec(header)?.[1];
  if (!version) throw new Problem('malformed-request', { facts: { header: 'If-Match' } });
  return Number(version);
});
