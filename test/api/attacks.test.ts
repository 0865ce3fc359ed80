import request from 'supertest';
import { aHousehold } from '../builders/household';
import { createTestApp, TestApp } from '../support/test-app';
import { tokenIn, Visitor } from '../support/visitor';

describe('Somebody with a bad intent', () => {
  let test: TestApp;
  let http: Parameters<typeof request>[0];

  beforeAll(async () => {
    test = await createTestApp();
    http = test.app.getHttpServer() as typeof http;
  });
  afterAll(() => test.close());

  const cookieOf = async (
    person: 'caseworker' | 'supervisor',
  ): Promise<{ cookie: string; token: string }> => {
    const page = await (await Visitor.as(test, person)).get('/password').expect(200);
    const sent = (page as unknown as { request: { cookies: string } }).request.cookies;
    return { cookie: /tantu\.sid=[^;]+/.exec(sent)![0], token: tokenIn(page.text) };
  };

  it('gets nobody’s answer by sending their Idempotency-Key', async () => {
    const add = async (person: 'caseworker' | 'neighbour', areaCode: string): Promise<string> => {
      const sent = test.as(person).post('/api/v1/households', aHousehold({ areaCode }));
      return ((await sent.set('Idempotency-Key', 'guessed').expect(201)).body as { id: string }).id;
    };
    const first = await add('caseworker', '990101001001');
    expect(await add('caseworker', '990101001001')).toBe(first);
    const other = await add('neighbour', '990102001001');
    expect(other).not.toBe(first);
    await test.as('neighbour').get(`/api/v1/households/${first}`).expect(404);
  });

  it('gets no kept answer for what they may not do (any more)', async () => {
    const household = aHousehold();
    const send = (person: 'caseworker' | 'auditor') =>
      test.as(person).post('/api/v1/households', household).set('Idempotency-Key', 'kept');
    await send('caseworker').expect(201);
    await send('auditor').expect(403);
    await test.db.query(`UPDATE users SET role = 'auditor' WHERE username = 'caseworker'`);
    await send('caseworker').expect(403);
    await test.db.query(`UPDATE users SET role = 'caseworker' WHERE username = 'caseworker'`);
  });

  it('can’t write over the API with the cookie of somebody whose page they can’t read', async () => {
    const { cookie, token } = await cookieOf('caseworker');
    const post = (type: string) => request(http).post('/api/v1/households').set('Cookie', cookie).type(type); // prettier-ignore
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded'])
      expect((await post(type).send(JSON.stringify(aHousehold()))).body).toMatchObject({ status: 403, code: 'form-expired' }); // prettier-ignore
    for (const path of ['/api/v1/tokens', '/api/V1/households', '/API/v1/tokens'])
      await request(http).post(path).set('Cookie', cookie).send({ name: 'x', days: 1 }).expect(403);
    await post('application/json').set('X-CSRF-Token', token).send(aHousehold()).expect(201);
    const other = await cookieOf('supervisor');
    await post('application/json').set('X-CSRF-Token', other.token).send(aHousehold()).expect(403);
  });

  it('reads nothing of ours from a page of another site', async () => {
    const { cookie } = await cookieOf('caseworker');
    const asked = await request(http).get('/api/v1/households').set({ Cookie: cookie, Origin: 'https://elsewhere.example' }); // prettier-ignore
    const preflight = await request(http).options('/api/v1/households').set({ Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'POST' }); // prettier-ignore
    for (const { headers } of [asked, preflight])
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('finds no personal page in the cache of a shared computer', async () => {
    const visitor = await Visitor.as(test, 'supervisor');
    for (const path of ['/', '/households', '/retrofits', '/tokens', '/password', '/nowhere', '/households/42'])
      expect({ path, cache: (await visitor.get(path)).headers['cache-control'] }).toEqual({ path, cache: 'no-store' }); // prettier-ignore
  });

  it('finds no link of ours that leads to another site', async () => {
    const { text } = await request(http).get('//elsewhere.example/x').set('Accept', 'text/html').expect(404);
    expect(text).not.toMatch(/(href|action)="(\/\/|\/\\|https?:)/);
    const answer = await request(http).get('//elsewhere.example/sign-in').set('Accept', 'text/html');
    expect(answer.headers.location ?? '/').toMatch(/^\/(?!\/)/);
  });

  it('gets a plain refusal, not a fault, for a session that was not looked for', async () => {
    for (const path of ['/health/live', '/metrics', '/api/v1/tokens']) {
      const { status } = await request(http).post(path).set('Authorization', 'Basic eDp5');
      expect({ path, status }).toEqual({ path, status: path.startsWith('/api') ? 401 : 404 });
    }
  });
});
