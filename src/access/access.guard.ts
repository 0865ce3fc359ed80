import { CanActivate, ExecutionContext, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from '../platform/http/decorators';
import { TantuRequest } from '../platform/http/request';
import { Problem } from '../platform/problems/problem';
import { may, Permission } from './permissions';

/** Decides who may use a route, and refuses to start with a route that says nothing about it. */
@Injectable()
export class AccessGuard implements CanActivate, OnApplicationBootstrap {
  constructor(
    private readonly reflector: Reflector,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.get<Permission | 'anybody'>(ACCESS, context.getHandler());
    if (access === 'anybody') return true;
    const { actor, mustChangePassword } = context.switchToHttp().getRequest<TantuRequest>().tantu;
    if (!actor) throw new Problem('not-signed-in');
    if (!may(actor.role, access)) throw new Problem('forbidden', { facts: { permission: access } });
    if (mustChangePassword && access !== 'self.manage') throw new Problem('password-change-required');
    return true;
  }

  onApplicationBootstrap(): void {
    const silent = this.routes().filter(({ handler }) => this.reflector.get(ACCESS, handler) === undefined);
    if (silent.length > 0)
      throw new Error(
        `Routes that do not say who may use them: ${silent.map(({ name }) => name).join(', ')}`,
      );
  }

  private routes(): { name: string; handler: (...args: unknown[]) => unknown }[] {
    return this.discovery.getControllers().flatMap(({ instance, name }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, (...args: unknown[]) => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((method) => Reflect.hasMetadata('path', prototype[method]!))
        .map((method) => ({ name: `${name}.${method}`, handler: prototype[method]! }));
    });
  }
}
