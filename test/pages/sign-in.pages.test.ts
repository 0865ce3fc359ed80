import { systemActor } from '../../src/platform/database/actor';
import { CreateUser } from '../../src/access/users/create-user';
import { createTestApp, PASSWORD, TestApp } from '../support/test-app';
import { tokenIn, Visitor } from '../support/visitor';

describe('Signing in at a browser', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  let next = 0;
  /** A new user, so that one test's failures do not lock another's. */
  async function newcomer(keepPassword = true): Promise<{ id: string; username: string }> {
    const username = `newcomer${next++}`;
    const input = {
      username,
      displayName: '新来的',
      role: 'caseworker' as const,
      areaCode: '990101001001',
      contractorId: null,
      password: PASSWORD,
    };
    const { id } = await test.get(CreateUser).execute(systemActor('demo'), input, keepPassword);
    return { id, username };
  }

  it('leads to the worklist, with a session id that is new', async () => {
    const visitor = Visitor.at(test);
    const form = await visitor.get('/sign-in').expect(200);
    const before = visitor.sessionIn(form);
    const answer = await visitor.send('/sign-in', { username: 'caseworker', password: PASSWORD });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(visitor.sessionIn(answer)).toBeDefined();
    expect(visitor.sessionIn(answer)).not.toBe(before);
    await visitor.get('/').expect(200);
  });

  it('leads where the visitor wanted to go, but never to another site', async () => {
    const wanted = await Visitor.at(test).get('/households?search=王').expect(303);
    expect(wanted.headers.location).toBe(
      `/sign-in?next=${encodeURIComponent('/households?search=%E7%8E%8B')}`,
    );
    for (const [asked, given] of [
      ['/households', '/households'],
      ['//elsewhere.example', '/'],
      ['/\\elsewhere.example', '/'],
      ['https://elsewhere.example', '/'],
      ['/\t/elsewhere.example', '/'],
    ]) {
      const visitor = Visitor.at(test);
      const answer = await visitor.send('/sign-in', { username: 'street', password: PASSWORD, next: asked });
      expect([asked, answer.headers.location]).toEqual([asked, given]);
    }
  });

  it('says the same for a wrong password as for a name that does not exist, and keeps the name', async () => {
    const { username } = await newcomer();
    const wrong = await Visitor.at(test).send('/sign-in', { username, password: 'wrong-password' });
    const nobody = await Visitor.at(test).send('/sign-in', {
      username: 'nobody',
      password: 'wrong-password',
    });
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(wrong.text).toContain('用户名或密码不正确');
    expect(nobody.text).toContain('用户名或密码不正确');
    expect(wrong.text).toContain(`value="${username}"`);
    expect(wrong.text).not.toContain('wrong-password');
  });

  it('locks a name after five wrong passwords, even for the right one', async () => {
    const { username } = await newcomer();
    const visitor = Visitor.at(test);
    for (let turn = 0; turn < 5; turn++)
      expect((await visitor.send('/sign-in', { username, password: 'wrong-password' })).status).toBe(401);
    const locked = await visitor.send('/sign-in', { username, password: PASSWORD });
    expect(locked.status).toBe(429);
    expect(locked.text).toContain('15 分钟');
    const entries = await test.db.query(`SELECT 1 FROM history_entries WHERE kind = 'user.locked'`);
    expect(entries).toHaveLength(1);
  });

  it('refuses a form without the token, and one with another visitor’s', async () => {
    const visitor = Visitor.at(test);
    await visitor.get('/sign-in');
    const other = await Visitor.at(test).get('/sign-in');
    for (const _csrf of [undefined, '', 'x'.repeat(64), tokenIn(other.text)])
      expect((await visitor.post('/sign-in', { _csrf, username: 'caseworker', password: PASSWORD })).status).toBe(403); // prettier-ignore
    const signedIn = await Visitor.as(test, 'caseworker');
    expect((await signedIn.post('/sign-out', {})).status).toBe(403);
    await signedIn.get('/').expect(200);
  });

  it('ends with signing out, also for whoever kept the cookie', async () => {
    const visitor = Visitor.at(test);
    const entered = await visitor.send('/sign-in', { username: 'caseworker', password: PASSWORD });
    const kept = visitor.sessionIn(entered)!;
    expect((await visitor.send('/sign-out', {}, '/')).headers.location).toBe('/sign-in');
    await visitor.get('/').expect(303);
    const thief = Visitor.at(test);
    await thief.get('/').set('Cookie', `tantu.sid=${kept}`).expect(303);
  });

  it('forces a first password to be changed before anything else', async () => {
    const { username } = await newcomer(false);
    const visitor = Visitor.at(test);
    await visitor.send('/sign-in', { username, password: PASSWORD });
    const elsewhere = await visitor.get('/households').expect(303);
    expect(elsewhere.headers.location).toBe('/password');
    const again = await visitor.send('/password', { currentPassword: PASSWORD, newPassword: PASSWORD, newPasswordAgain: PASSWORD }); // prettier-ignore
    expect(again.status).toBe(400);
    const fresh = 'another-good-one-7';
    const weak = await visitor.send('/password', { currentPassword: PASSWORD, newPassword: 'short', newPasswordAgain: 'short' }); // prettier-ignore
    expect(weak.text).toContain('至少 10 个字符');
    const done = await visitor.send('/password', { currentPassword: PASSWORD, newPassword: fresh, newPasswordAgain: fresh }); // prettier-ignore
    expect(done.status).toBe(303);
    expect((await visitor.get('/households').expect(200)).text).not.toContain('/sign-in');
    const old = await Visitor.at(test).send('/sign-in', { username, password: PASSWORD });
    expect(old.status).toBe(401);
  });

  it('ends every other session when the password changes', async () => {
    const { username } = await newcomer();
    const [here, elsewhere] = [Visitor.at(test), Visitor.at(test)];
    await here.send('/sign-in', { username, password: PASSWORD });
    await elsewhere.send('/sign-in', { username, password: PASSWORD });
    const fresh = 'another-good-one-7';
    await here.send('/password', { currentPassword: PASSWORD, newPassword: fresh, newPasswordAgain: fresh });
    await here.get('/').expect(200);
    await elsewhere.get('/').expect(303);
  });

  it('slows down who keeps trying one name from one address, and nobody else', async () => {
    const visitor = Visitor.at(test);
    const { text } = await visitor.get('/sign-in');
    const attempt = (username: string): Promise<{ status: number }> =>
      visitor.post('/sign-in', { _csrf: tokenIn(text), username, password: 'wrong-password' });
    for (let turn = 0; turn < 20; turn++) await attempt('guessed');
    expect((await attempt('guessed')).status).toBe(429);
    expect((await attempt('somebody-else')).status).toBe(401);
    const answer = await test
      .as(null)
      .post('/api/v1/sign-in', { username: 'api-guessed', password: 'x' })
      .expect(401);
    expect(answer.body.code).toBe('sign-in-failed');
    for (let turn = 0; turn < 20; turn++)
      await test.as(null).post('/api/v1/sign-in', { username: 'api-guessed', password: 'x' });
    const slowed = await test
      .as(null)
      .post('/api/v1/sign-in', { username: 'api-guessed', password: 'x' })
      .expect(429);
    expect(slowed.body.code).toBe('too-many-requests');
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
    for (let turn = 0; turn < 40; turn++) await test.as('caseworker').get('/api/v1/self').expect(200);
  });

  it('shows a token once, lets a program in with it, and out when it is revoked', async () => {
    const visitor = await Visitor.as(test, 'supervisor');
    const made = await visitor.send('/tokens', { name: '月报', days: '30' });
    expect(made.status).toBe(201);
    const token = /tantu_[\w-]{43}/.exec(made.text)![0];
    const asProgram = (): Promise<{ status: number }> =>
      Visitor.at(test).get('/api/v1/self').set('Authorization', `Bearer ${token}`);
    expect((await asProgram()).status).toBe(200);
    const list = await visitor.get('/tokens').expect(200);
    expect(list.text).not.toContain(token);
    const revoke = /action="(\/tokens\/[\w-]+\/revoke)"/.exec(list.text)![1]!;
    expect((await visitor.send(revoke, {}, '/tokens')).status).toBe(303);
    expect((await asProgram()).status).toBe(401);
    const refused = await visitor.send('/tokens', { name: '', days: '4000' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('href="#name"');
  });
});
