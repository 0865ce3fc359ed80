import { Controller, Get, Module, Post } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import request from 'supertest';
import { AccessGuard } from '../../src/access/access.guard';
import { May } from '../../src/access/may.decorator';
import { may, Permission, PERMISSIONS } from '../../src/access/permissions';
import { ROLES } from '../../src/platform/database/actor';
import { Anybody } from '../../src/platform/http/decorators';
import { addressOf, Route, routesOf } from '../support/routes';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';

/** Open to everybody, because nobody has signed in yet, or because a machine asks. */
const OPEN = [
  'GET /health/live',
  'GET /health/ready',
  'GET /sign-in',
  'POST /sign-in',
  'POST /sign-out',
  'POST /api/v1/sign-in',
];

/** One person for each role. */
const ONE_OF: Record<(typeof ROLES)[number], PersonKey> = {
  caseworker: 'caseworker',
  contractor: 'contractor',
  supervisor: 'supervisor',
  auditor: 'auditor',
  admin: 'admin',
};

@Controller('silent')
class SilentController {
  @Get()
  @May('self.manage')
  spoken(): void {}

  @Get('open')
  @Anybody()
  open(): void {}

  @Post('who-knows')
  silent(): void {}
}

@Module({ imports: [DiscoveryModule], controllers: [SilentController], providers: [AccessGuard] })
class SilentModule {}

describe('Every route', () => {
  let test: TestApp;
  let routes: Route[];
  const line = ({ method, path }: Route): string => `${method} ${path}`;

  beforeAll(async () => {
    test = await createTestApp();
    routes = routesOf(test.app);
  });
  afterAll(() => test.close());

  it('says who may use it, or the application does not start', async () => {
    const app = await NestFactory.create(SilentModule, { logger: false });
    await expect(app.init()).rejects.toThrow(
      'Routes that do not say who may use them: SilentController.silent',
    );
    await app.close();
  });

  it('names a permission that exists, and every permission is needed by some route', () => {
    expect(routes.length).toBeGreaterThan(100);
    const known = Object.keys(PERMISSIONS);
    const asked = routes.map(({ access }) => access).filter((access) => access !== 'anybody');
    expect(asked.filter((access) => !known.includes(access!))).toEqual([]);
    expect(known.filter((permission) => !asked.includes(permission))).toEqual([]);
  });

  it('is closed to strangers, but for signing in and for the machine that watches', () => {
    expect(
      routes
        .filter(({ access }) => access === 'anybody')
        .map(line)
        .sort(),
    ).toEqual([...OPEN].sort());
  });

  it('is declared once', () => {
    const all = routes.map((route) => line(route).replace(/:\w+/g, ':'));
    expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
  });

  it('is a controller’s, but for the description of the API', () => {
    const { router } = test.app.getHttpAdapter().getInstance() as { router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] } }; // prettier-ignore
    const declared = new Set(routes.map(({ path }) => path));
    const own = router.stack.flatMap(({ route }) => (route && !declared.has(route.path) ? [route.path] : []));
    expect([...new Set(own)]).toEqual(['/api/docs-json']);
  });

  it('turns a stranger away', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ access }) => access !== 'anybody')) {
      const isApi = route.path.startsWith('/api/');
      const answer = await send(route).set('Accept', isApi ? 'application/json' : 'text/html');
      const isTurnedAway = isApi
        ? answer.status === 401
        : route.method === 'GET'
          ? answer.status === 303 && answer.headers.location!.startsWith('/sign-in')
          : answer.status === 403; // a form without a token, whoever sends it
      if (!isTurnedAway) wrong.push(`${line(route)}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('lets in whose role may, and nobody else', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ access }) => access !== 'anybody'))
      for (const role of ROLES) {
        const answer = await as(ONE_OF[role], route);
        const isRefused = answer.status === 403 && (answer.body as { code?: string }).code === 'forbidden';
        const shouldBe = !may(role, route.access as Permission);
        // A role that may use the route can still be refused by an act: for its area, or its level.
        if (shouldBe && !isRefused) wrong.push(`${role}: ${line(route)}: ${answer.status}`);
        if (answer.status >= 500) wrong.push(`${role}: ${line(route)}: ${answer.status}`);
      }
    expect(wrong).toEqual([]);
  });

  function send(route: Route): request.Test {
    const agent = request(test.app.getHttpServer() as Parameters<typeof request>[0]);
    return agent[route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'](addressOf(route));
  }

  function as(person: PersonKey, route: Route): request.Test {
    const who = test.as(person);
    const path = addressOf(route);
    const sent = { GET: () => who.get(path), POST: () => who.post(path, {}), PUT: () => who.put(path, {}), DELETE: () => who.delete(path), PATCH: () => who.put(path, {}) }[route.method](); // prettier-ignore
    return sent.set('Accept', 'application/json');
  }
});
