import request from 'supertest';
import { HouseholdSearch } from '../../src/households/household-search';
import { PROBLEMS } from '../../src/platform/problems/problem';
import { aHousehold } from '../builders/household';
import { createTestApp, PASSWORD, TestApp } from '../support/test-app';

const NO_ID = '018f0000-0000-7000-8000-0000000000ff';

/** What every problem has, and nothing that shows how the server is built. */
function expectProblem(answer: request.Response, code: keyof typeof PROBLEMS): void {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({
    type: `urn:tantu:problem:${code}`,
    title: expect.stringMatching(/./) as string,
    detail: expect.stringMatching(/./) as string,
    status: answer.status,
    code,
    requestId: answer.headers['x-request-id'],
  });
  expect(answer.status).toBe(PROBLEMS[code]);
  const known = ['type', 'title', 'detail', 'status', 'code', 'requestId', 'errors', 'findings'];
  expect(Object.keys(answer.body as object).filter((key) => !known.includes(key))).toEqual([]);
  expect(answer.text).not.toMatch(/\bat [\w.]+ \(|node_modules|\.ts:\d|\.js:\d|SELECT |INSERT |tantu_/);
}

describe('A problem over the API', () => {
  let test: TestApp;
  let http: Parameters<typeof request>[0];

  beforeAll(async () => {
    test = await createTestApp();
    http = test.app.getHttpServer() as typeof http;
  });
  afterAll(() => test.close());

  const aHome = async (): Promise<string> =>
    ((await test.as('caseworker').post('/api/v1/households', aHousehold()).expect(201)).body as { id: string }).id; // prettier-ignore

  it('400: a body that is no JSON', async () => {
    for (const body of ['{"address": ', 'null,', '{"a":1}}', '\u0000'])
      expectProblem(
        await test.as('caseworker').post('/api/v1/households').set('Content-Type', 'application/json').send(body),
        'malformed-request',
      ); // prettier-ignore
  });

  it('400: a body nested deeper than anything of ours, also before anybody signed in', async () => {
    const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const send = (path: string) =>
      request(http).post(path).set('Content-Type', 'application/json').send(deep);
    expectProblem(await send('/api/v1/sign-in'), 'malformed-request');
    expectProblem(await send('/api/v1/households'), 'malformed-request');
  });

  it('400: a body in an encoding or a character set that nobody can read', async () => {
    const post = () => test.as('caseworker').post('/api/v1/households');
    expectProblem(await post().set('Content-Type', 'application/json; charset=martian').send('{}'), 'malformed-request'); // prettier-ignore
    expectProblem(await post().set('Content-Type', 'application/json').set('Content-Encoding', 'zip').send('{}'), 'malformed-request'); // prettier-ignore
  });

  it('400: fields that are wrong, each with its own words', async () => {
    const answer = await test.as('caseworker').post('/api/v1/households', { ...aHousehold(), tenure: 'castle', memberCount: 0, surprise: 1 }); // prettier-ignore
    expectProblem(answer, 'invalid-input');
    const { errors } = answer.body as { errors: { field: string; message: string }[] };
    expect(errors.map(({ field }) => field).sort()).toEqual(['memberCount', 'surprise', 'tenure']);
    for (const { message } of errors) expect(message).not.toMatch(/validation\.|^\s*$/);
  });

  it('400: an address that is no id, and a text that PostgreSQL cannot hold', async () => {
    expectProblem(await test.as('caseworker').get('/api/v1/households/42'), 'malformed-request');
    const answer = await test
      .as('caseworker')
      .post('/api/v1/households', aHousehold({ address: 'a\u0000b' }));
    expectProblem(answer, 'invalid-input');
  });

  it('400: a place in a list that no list gave', async () => {
    const cursor = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');
    for (const after of [cursor(['x', 'no id']), cursor([{}, []]), cursor([['a']]), cursor(['x']), '***', cursor([1, 2, 3])]) {
      const answer = await test.as('supervisor').get(`/api/v1/households?sort=headName&after=${after}`);
      if (answer.status !== 200) expectProblem(answer, 'malformed-request');
    }
  }); // prettier-ignore

  it('401: somebody who has not signed in, and a token that is none', async () => {
    expectProblem(await test.as(null).get('/api/v1/households'), 'not-signed-in');
    expectProblem(await request(http).get('/api/v1/households').set('Authorization', 'Bearer tantu_x'), 'not-signed-in'); // prettier-ignore
    expectProblem(await test.as(null).post('/api/v1/sign-in', { username: 'caseworker', password: 'wrong' }), 'sign-in-failed'); // prettier-ignore
  });

  it('403: a role that may not', async () => {
    expectProblem(await test.as('auditor').post('/api/v1/households', aHousehold()), 'forbidden');
  });

  it('404: an id of nothing, an id of another district’s, an address without a route, the wrong method', async () => {
    expectProblem(await test.as('caseworker').get(`/api/v1/households/${NO_ID}`), 'not-found');
    expectProblem(await test.as('stranger').get(`/api/v1/households/${await aHome()}`), 'not-found');
    expectProblem(await test.as('caseworker').get('/api/v1/no-such-thing'), 'not-found');
    expectProblem(await test.as(null).get('/api/v1/no-such-thing'), 'not-found');
    expectProblem(await test.as('caseworker').delete('/api/v1/households'), 'not-found');
    expectProblem(await test.as('caseworker').get('/api/v1/households/%E0%A4%A'), 'malformed-request');
  });

  it('409: a version that somebody has changed meanwhile', async () => {
    const id = await aHome();
    const { people: _, ...details } = aHousehold();
    const change = (version: string) =>
      test.as('caseworker').put(`/api/v1/households/${id}`, { ...details, notes: 'x' }).set('If-Match', version); // prettier-ignore
    await change('"1"').expect(200);
    expectProblem(await change('"1"'), 'stale-version');
    expectProblem(await change('W/"x"'), 'malformed-request');
  });

  it('409: a key of another request', async () => {
    const id = await aHome();
    const { people: _, ...details } = aHousehold();
    const send = (address: string) => test.as('caseworker').put(address, details).set('Idempotency-Key', 'the-same'); // prettier-ignore
    await send(`/api/v1/households/${id}`).expect(200);
    await send(`/api/v1/households/${id}`).expect(200);
    expectProblem(await send(`/api/v1/households/${await aHome()}`), 'idempotency-key-reused');
  });

  it('413: a body that is too large', async () => {
    const answer = await test.as('caseworker').post('/api/v1/households', { notes: 'x'.repeat(1_100_000) });
    expectProblem(answer, 'file-too-large');
  });

  it('422: a rule that is broken, and an area that does not exist', async () => {
    const household = aHousehold();
    await test.as('caseworker').post('/api/v1/households', household).expect(201);
    const again = await test.as('caseworker').post('/api/v1/households', { ...aHousehold(), people: household.people }); // prettier-ignore
    expect(again.body).toMatchObject({ code: 'rule-broken', findings: [{ rule: 'P06', message: expect.stringMatching(/./) as string }] }); // prettier-ignore
    expectProblem(await test.as('district').post('/api/v1/households', aHousehold({ areaCode: '990101001009' })), 'unknown-reference'); // prettier-ignore
  });

  it('429: a password that was wrong too often', async () => {
    const wrong = () => test.as(null).post('/api/v1/sign-in', { username: 'street', password: 'wrong' });
    const answers = [];
    for (let attempt = 0; attempt < 12; attempt++) answers.push(await wrong());
    const last = answers[answers.length - 1]!;
    expect(last.status).toBe(429);
    expectProblem(last, (last.body as { code: 'sign-in-locked' | 'too-many-requests' }).code);
  });

  it('500: something that nobody thought of, without a word of what it was', async () => {
    const fault = new Error('SELECT id_number FROM people -- at secret (/vault.ts:1)');
    jest.spyOn(test.get(HouseholdSearch), 'execute').mockRejectedValueOnce(fault);
    const answer = await test.as('supervisor').get('/api/v1/households');
    expectProblem(answer, 'internal-error');
    expect(answer.text).not.toContain('vault');
  });

  it('is put in the language that is asked for', async () => {
    const title = async (language: string): Promise<string> =>
      ((await test.as(null).get('/api/v1/self').set('Accept-Language', language)).body as { title: string }).title; // prettier-ignore
    expect(await title('en-GB,en;q=0.8')).toBe('Sign in first');
    expect(await title('zh-CN,zh;q=0.9')).toBe('请先登录');
    expect(await title('')).toBe('请先登录');
    expect(await title('fr')).toMatch(/./);
  });
});

describe('A problem on a page', () => {
  let test: TestApp;
  let http: Parameters<typeof request>[0];

  beforeAll(async () => {
    test = await createTestApp();
    http = test.app.getHttpServer() as typeof http;
  });
  afterAll(() => test.close());

  it('sends a stranger to sign in, and back afterwards', async () => {
    const answer = await request(http).get('/households?search=x').set('Accept', 'text/html').expect(303);
    expect(answer.headers.location).toBe(`/sign-in?next=${encodeURIComponent('/households?search=x')}`);
  });

  it('is a page with its request number, in the reader’s language', async () => {
    const answer = await request(http).get('/nowhere').set('Accept', 'text/html').set('Accept-Language', 'en').expect(404); // prettier-ignore
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(answer.text).toMatch(/<html[^>]* lang="en"/);
    expect(answer.text).toContain('Not found');
    expect(answer.text).toContain(answer.headers['x-request-id']);
  });

  it('hides from a page what went wrong inside', async () => {
    const agent = await signedIn('supervisor');
    jest.spyOn(test.get(HouseholdSearch), 'execute').mockRejectedValueOnce(new Error('SELECT secret'));
    const answer = await agent.get('/households').set('Accept-Language', 'en').expect(500);
    expect(answer.text).toContain('Something went wrong');
    expect(answer.text).not.toContain('secret');
  });

  it('says 403 to whoever may not, and does not sign them out', async () => {
    const agent = await signedIn('supervisor');
    const answer = await agent.get('/users').set('Accept-Language', 'en').expect(403);
    expect(answer.text).toContain('Not allowed');
    await agent.get('/').expect(200);
  });

  async function signedIn(username: string): Promise<ReturnType<typeof request.agent>> {
    const agent = request.agent(http);
    const page = await agent.get('/sign-in').expect(200);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)![1]!;
    await agent.post('/sign-in').type('form').send({ username, password: PASSWORD, _csrf }).expect(303);
    return agent;
  }

  it('refuses a form without its token, with another’s, and from a signed-in visitor', async () => {
    const agent = request.agent(http);
    await agent
      .post('/sign-in')
      .type('form')
      .send({ username: 'caseworker', password: PASSWORD })
      .expect(403);
    const page = await agent.get('/sign-in').expect(200);
    const token = /name="_csrf" value="([^"]+)"/.exec(page.text)![1]!;
    await request.agent(http).post('/sign-in').type('form').send({ username: 'caseworker', password: PASSWORD, _csrf: token }).expect(403); // prettier-ignore
    await agent.post('/sign-in').type('form').send({ username: 'caseworker', password: PASSWORD, _csrf: token }).expect(303); // prettier-ignore
    await agent.post('/sign-out').type('form').send({ _csrf: token }).expect(403);
    // A session is no way round the token for the API either.
    const answer = await agent.post('/api/v1/households').send(aHousehold()).expect(403);
    expect((answer.body as { code: string }).code).toBe('form-expired');
  });
});
