import { INestApplication, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS } from '../../src/platform/http/decorators';

export interface Route {
  /** Controller and method. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As declared, with `:id` and the like. */
  readonly path: string;
  /** A permission, 'anybody', or undefined for a route that says nothing. */
  readonly access: string | undefined;
}

type Handler = (...args: unknown[]) => unknown;

/** Every route that a controller declares, read from its decorators. */
export function routesOf(app: INestApplication): Route[] {
  const scanner = new MetadataScanner();
  return app.get(DiscoveryService).getControllers().flatMap(({ metatype, name }) => {
    const prototype = metatype!.prototype as Record<string, Handler>;
    return scanner
      .getAllMethodNames(prototype)
      .map((method) => ({ method, handler: prototype[method]! }))
      .filter(({ handler }) => Reflect.hasMetadata('path', handler))
      .flatMap(({ method, handler }) =>
        pathsOf(metatype!).flatMap((base) =>
          pathsOf(handler).map((path) => ({
            name: `${name}.${method}`,
            method: RequestMethod[Reflect.getMetadata('method', handler) as number] as Route['method'],
            path: `/${base}/${path}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1'),
            access: Reflect.getMetadata(ACCESS, handler) as string | undefined,
          })),
        ),
      );
  }); // prettier-ignore
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata('path', target) as string | string[] | undefined;
  return Array.isArray(path) ? path : [path ?? ''];
}

/** A path that some request could have: every parameter is the id of nothing. */
export function addressOf(route: Route): string {
  return route.path.replace(/:\w+/g, '018f0000-0000-7000-8000-0000000000ff');
}
