import { SignIn } from '../../src/access/sign-in/sign-in';
import { CreateUser } from '../../src/access/users/create-user';
import { SweepExpired } from '../../src/operations/sweep-expired';
import { systemActor } from '../../src/platform/database/actor';
import { newId } from '../../src/platform/database/ids';
import { Problem } from '../../src/platform/problems/problem';
import { MutableClock } from '../../src/platform/time/clock';
import { createTestApp, PASSWORD, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

interface Answer {
  status: number;
  code: string;
  wait: string | undefined;
}

describe('Signing in by guessing', () => {
  let test: TestApp;
  let clock: MutableClock;
  let next = 0;

  beforeAll(async () => {
    clock = new MutableClock(new Date());
    test = await createTestApp({ clock, env: { TANTU_TRUST_PROXY: '1' } });
  });
  afterAll(() => test.close());

  /** An address of its own for each test, so that none pays for another's failures. */
  const anAddress = (): string => `203.0.113.${++next}`;

  const signIn = async (username: string, password: string, address: string): Promise<Answer> => {
    const sent = test.as(null).post('/api/v1/sign-in', { username, password });
    const { status, body, headers } = await sent.set('X-Forwarded-For', address);
    return { status, code: (body as { code: string }).code, wait: headers['retry-after'] };
  };

  async function newcomer(): Promise<string> {
    const username = `newcomer${++next}`;
    const input = { username, displayName: '新来的', role: 'caseworker' as const, areaCode: '990101001001', contractorId: null, password: PASSWORD }; // prettier-ignore
    await test.get(CreateUser).execute(systemActor('demo'), input, true);
    return username;
  }

  it('is answered the same, try for try, for a name that exists and for one that does not', async () => {
    const [known, unknown] = [await newcomer(), 'nobody-of-that-name'];
    const tries = async (username: string): Promise<Answer[]> => {
      const [address, answers] = [anAddress(), [] as Answer[]];
      for (let turn = 0; turn < 8; turn++) answers.push(await signIn(username, 'wrong-password', address));
      return answers;
    };
    const answers = await tries(known);
    expect(answers.map(({ code }) => code)).toEqual([
      ...Array<string>(5).fill('sign-in-failed'),
      ...Array<string>(3).fill('sign-in-locked'),
    ]);
    expect(answers.at(-1)!.wait).toBe('900');
    expect(await tries(unknown)).toEqual(answers);
    expect(await tries(` ${unknown.toUpperCase()} `)).toEqual(Array(8).fill(answers.at(-1)));
  });

  it('is answered the same on the page', async () => {
    const page = async (username: string): Promise<string[]> => {
      const texts: string[] = [];
      for (let turn = 0; turn < 6; turn++) {
        const { status, text } = await Visitor.at(test).send('/sign-in', { username, password: 'wrong' });
        texts.push(`${status} ${/用户名或密码不正确|约 15 分钟/.exec(text)?.[0]}`);
      }
      return texts;
    };
    const answers = await page(await newcomer());
    expect(answers.at(-1)).toBe('429 约 15 分钟');
    expect(await page('nobody-on-the-page')).toEqual(answers);
  });

  it('leaves neither the names that were tried nor the addresses in the database', async () => {
    await signIn('a-password-typed-as-name', 'x', anAddress());
    const rows = await test.db.query<{ row: string }>('SELECT f::text AS row FROM sign_in_failures f');
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.map(({ row }) => row).join()).not.toMatch(/typed|203\.0/);
    expect(await test.db.query(`SELECT 1 FROM history_entries WHERE data::text LIKE '%typed%'`)).toEqual([]);
  });

  it('opens a name again after its time, also for the right password, and forgets the failures then', async () => {
    const [username, address] = [await newcomer(), anAddress()];
    for (let turn = 0; turn < 5; turn++) await signIn(username, 'wrong-password', address);
    expect((await signIn(username, PASSWORD, address)).code).toBe('sign-in-locked');
    clock.advance({ minutes: 16 });
    for (let turn = 0; turn < 4; turn++) await signIn(username, 'wrong-password', address);
    expect((await signIn(username, PASSWORD, address)).status).toBe(201);
    for (let turn = 0; turn < 4; turn++) await signIn(username, 'wrong-password', address);
    expect((await signIn(username, PASSWORD, address)).status).toBe(201);
  });

  it('lets none of many guesses in that are sent at once, nor shows which one was right', async () => {
    const [username, address] = [await newcomer(), anAddress()];
    for (let turn = 0; turn < 4; turn++) await signIn(username, 'wrong-password', address);
    const guess = (password: string): Promise<string> =>
      test.get(SignIn).execute({ username, password, address, requestId: newId() }).then(
        () => 'in',
        (problem: Problem) => problem.code,
      ); // prettier-ignore
    // All nine find the name unlocked; the right one is verified last, when the others have been counted.
    const answers = await Promise.all([...Array<string>(8).fill('wrong-password'), PASSWORD].map(guess));
    expect(answers.sort()).toEqual(['sign-in-failed', ...Array<string>(8).fill('sign-in-locked')]);
  });

  it('slows an address that tries one password on many names, and nobody elsewhere or signed in', async () => {
    const address = anAddress();
    const spray = async (count: number): Promise<Answer[]> =>
      Promise.all(Array.from({ length: count }, () => signIn(`sprayed${++next}`, 'spring-2026', address)));
    for (let turn = 0; turn < 10; turn++)
      expect((await spray(10)).every(({ code }) => code === 'sign-in-failed')).toBe(true);
    expect(await signIn(`sprayed${++next}`, 'spring-2026', address)).toEqual({ status: 429, code: 'sign-in-slowed', wait: '900' }); // prettier-ignore
    expect((await signIn('auditor', PASSWORD, address)).code).toBe('sign-in-slowed');
    expect((await signIn('auditor', PASSWORD, anAddress())).status).toBe(201);
    await test.as('auditor').get('/api/v1/self').set('X-Forwarded-For', address).expect(200);
    clock.advance({ minutes: 16 });
    expect((await signIn('auditor', PASSWORD, address)).status).toBe(201);
  });

  it('does not make an office of many wait, whose people sign in rightly from one address', async () => {
    const address = anAddress();
    for (let turn = 0; turn < 12; turn++)
      for (const person of ['caseworker', 'street', 'district', 'supervisor', 'auditor', 'admin', 'stranger', 'neighbour', 'contractor'])
        expect((await signIn(person, PASSWORD, address)).status).toBe(201);
  }, 120_000); // prettier-ignore

  it('locks nobody out whom an administrator has just added, let in again or given a password', async () => {
    let address = anAddress();
    const fail = async (username: string): Promise<void> => {
      address = anAddress();
      for (let turn = 0; turn < 5; turn++) await signIn(username, 'wrong-password', address);
      expect((await signIn(username, PASSWORD, address)).code).toBe('sign-in-locked');
    };
    await fail('expected-soon');
    const { body } = await test
      .as('admin')
      .post('/api/v1/users', { username: 'expected-soon', displayName: '新同事', role: 'caseworker', areaCode: '990101001001', contractorId: null, password: PASSWORD })
      .expect(201); // prettier-ignore
    const { id } = body as { id: string };
    expect((await signIn('expected-soon', PASSWORD, address)).code).toBe('password-change-required');
    await fail('expected-soon');
    expect((await test.as('admin').get(`/api/v1/users/${id}`)).body.lockedUntil).not.toBeNull();
    await test.as('admin').put(`/api/v1/users/${id}/password`, { password: PASSWORD }).expect(200);
    expect((await signIn('expected-soon', PASSWORD, address)).code).toBe('password-change-required');
    await test.as('admin').post(`/api/v1/users/${id}/disable`).expect(200);
    await fail('expected-soon');
    await test.as('admin').post(`/api/v1/users/${id}/enable`).expect(200);
    expect((await signIn('expected-soon', PASSWORD, address)).code).toBe('password-change-required');
  });

  it('is no easier at the change of a password by somebody who found a screen unlocked', async () => {
    const username = await newcomer();
    const visitor = Visitor.at(test);
    await visitor.send('/sign-in', { username, password: PASSWORD });
    const change = (currentPassword: string) =>
      visitor.send('/password', { currentPassword, newPassword: 'another-good-one-7', newPasswordAgain: 'another-good-one-7' }); // prettier-ignore
    for (let turn = 0; turn < 5; turn++) expect((await change('wrong-password')).status).toBe(400);
    const locked = await change(PASSWORD);
    expect(locked.status).toBe(429);
    expect(locked.text).toContain('15 分钟');
  });

  it('is forgotten by the nightly sweep once its time is over', async () => {
    await signIn('swept', 'wrong-password', anAddress());
    clock.advance({ minutes: 16 });
    await signIn('kept', 'wrong-password', anAddress());
    await test.get(SweepExpired).execute();
    expect(await test.db.query('SELECT 1 FROM sign_in_failures')).toHaveLength(2);
  });

  it('ends a program’s sign-in with the password, and leaves the tokens made on purpose', async () => {
    const username = await newcomer();
    const signedIn = await test
      .as(null)
      .post('/api/v1/sign-in', { username, password: PASSWORD })
      .expect(201);
    const bearer = (token: string) => test.as(null).get('/api/v1/self').set('Authorization', `Bearer ${token}`); // prettier-ignore
    const { token } = signedIn.body as { token: string };
    const made = await test.as(null).post('/api/v1/tokens', { name: '月报', days: 30 }).set('Authorization', `Bearer ${token}`).expect(201); // prettier-ignore
    const visitor = Visitor.at(test);
    await visitor.send('/sign-in', { username, password: PASSWORD });
    const fresh = 'another-good-one-7';
    expect((await visitor.send('/password', { currentPassword: PASSWORD, newPassword: fresh, newPasswordAgain: fresh })).status).toBe(303); // prettier-ignore
    await bearer(token).expect(401);
    await bearer((made.body as { token: string }).token).expect(200);
  });
});
