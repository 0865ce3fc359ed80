import request from 'supertest';
import { createTestApp, PASSWORD, TestApp } from '../support/test-app';

describe('The headers of every answer', () => {
  let test: TestApp;
  let http: Parameters<typeof request>[0];

  beforeAll(async () => {
    test = await createTestApp();
    http = test.app.getHttpServer() as typeof http;
  });
  afterAll(() => test.close());

  it.each(['/sign-in', '/nowhere', '/api/v1/self', '/api/docs-json', '/health/live', '/assets/nothing.js'])(
    'of %s keep a browser from running, framing, sniffing or leaking anything',
    async (path) => {
      const { headers } = await request(http).get(path);
      const policy = Object.fromEntries(
        headers['content-security-policy']!.split(';').map((part) => {
          const [name, ...values] = part.trim().split(/\s+/);
          return [name, values];
        }),
      );
      expect(policy).toMatchObject({
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      });
      expect(headers['content-security-policy']).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  ); // prettier-ignore

  it('let a page hold no script, style or handler of its own, which the policy would refuse', async () => {
    const agent = request.agent(http);
    const page = await agent.get('/sign-in').expect(200);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)![1]!;
    await agent.post('/sign-in').type('form').send({ username: 'caseworker', password: PASSWORD, _csrf }).expect(303); // prettier-ignore
    for (const path of ['/', '/households', '/households/new', '/password', '/tokens']) {
      const { text } = await agent.get(path).expect(200);
      expect({ path, inline: /<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle="|\son\w+="|javascript:/i.exec(text)?.[0] }).toEqual({ path, inline: undefined }); // prettier-ignore
    }
  });

  it('keep what is behind a sign-in out of every cache', async () => {
    for (const path of ['/api/v1/households', '/api/v1/self', '/api/v1/households/42']) {
      const { headers } = await test.as('caseworker').get(path);
      expect({ path, cache: headers['cache-control'] }).toEqual({ path, cache: 'no-store' });
    }
  });

  it('give a session cookie only to forms, out of reach of scripts and other sites', async () => {
    const plain = await request(http).get('/health/live');
    expect(plain.headers['set-cookie']).toBeUndefined();
    const { headers } = await request(http).get('/sign-in').expect(200);
    const cookie = (headers['set-cookie'] as unknown as string[]).find((one) =>
      one.startsWith('tantu.sid='),
    )!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/); // plain http here; 'auto' adds it behind https
  });

  it('change the session at sign-in, so that nobody can be signed in under a known one', async () => {
    const agent = request.agent(http);
    const sidOf = (answer: request.Response): string | undefined =>
      (answer.headers['set-cookie'] as unknown as string[] | undefined)?.find((one) => one.startsWith('tantu.sid='))?.split(';')[0]; // prettier-ignore
    const page = await agent.get('/sign-in');
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)![1]!;
    const before = sidOf(page);
    const after = sidOf(await agent.post('/sign-in').type('form').send({ username: 'district', password: PASSWORD, _csrf })); // prettier-ignore
    expect(before).toBeDefined();
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
    await request(http).get('/password').set('Cookie', before!).expect(303);
    await request(http).get('/password').set('Cookie', after!).expect(200);
  });
});
