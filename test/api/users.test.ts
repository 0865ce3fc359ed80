import { aFirmOf } from '../builders/firm';
import { createTestApp, PASSWORD, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

describe('Users, looked after by the administrator of their area', () => {
  let test: TestApp;
  let next = 0;
  const aUser = (change: object = {}): Record<string, unknown> => ({
    username: `colleague${next++}`,
    displayName: '新同事',
    role: 'caseworker',
    areaCode: '990101001001',
    contractorId: null,
    password: 'first-word-2026',
    ...change,
  });
  const create = async (change: object = {}): Promise<{ id: string; username: string }> => {
    const input = aUser(change);
    const { body } = await test.as('admin').post('/api/v1/users', input).expect(201);
    return { id: body.id as string, username: input.username as string };
  };
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  it('are nobody’s business but the administrator’s', async () => {
    await test.as(null).get('/api/v1/users').expect(401);
    for (const person of ['caseworker', 'supervisor', 'auditor', 'contractor'] as const)
      await test.as(person).get('/api/v1/users').expect(403);
  });

  it('are listed for their area only, without a trace of a password', async () => {
    const { body } = await test.as('admin').get('/api/v1/users?limit=200').expect(200);
    const names = (body.items as { username: string }[]).map(({ username }) => username);
    expect(names).toEqual(expect.arrayContaining(['caseworker', 'contractor', 'supervisor']));
    expect(names).not.toContain('stranger');
    expect(names).not.toContain('auditor'); // the city's
    expect(JSON.stringify(body)).not.toMatch(/argon2|password_?hash/i);
    await test.as('admin').get(`/api/v1/users/${test.actors.stranger.id}`).expect(404);
  });

  it('are found by name, role and state, and page by key', async () => {
    const { body } = await test.as('admin').get('/api/v1/users?search=street&role=caseworker&state=active').expect(200); // prettier-ignore
    expect(body.items).toHaveLength(1);
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page = await test.as('admin').get(`/api/v1/users?limit=3${after && `&after=${after}`}`).expect(200); // prettier-ignore
      seen.push(...(page.body.items as { username: string }[]).map(({ username }) => username));
      after = page.body.next as string | null;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  it('are added with a first password that must be changed', async () => {
    const { username } = await create();
    const { body } = await test.as(null).post('/api/v1/sign-in', { username, password: 'first-word-2026' }).expect(403); // prettier-ignore
    expect(body.code).toBe('password-change-required');
  });

  it('are refused with a name that is taken, a weak password, another area, or a firm that does not fit', async () => {
    const refused = async (change: object, status: number, field: string): Promise<void> => {
      const { body } = await test.as('admin').post('/api/v1/users', aUser(change)).expect(status);
      expect(body.errors[0].field).toBe(field);
    };
    await refused({ username: 'caseworker' }, 409, 'username');
    await refused({ password: 'short' }, 400, 'password');
    await refused({ areaCode: '990102' }, 400, 'areaCode');
    await refused({ role: 'contractor' }, 400, 'contractorId');
    await refused({ contractorId: await aFirmOf(test, '990101') }, 400, 'contractorId');
    await test
      .as('admin')
      .post('/api/v1/users', aUser({ areaCode: '990101999' }))
      .expect(422);
  });

  it('are out with their next request when they are disabled, at the browser and as a program', async () => {
    const { id, username } = await create();
    await test.db.query('UPDATE users SET must_change_password = false WHERE id = $1', [id]);
    const visitor = Visitor.at(test);
    await visitor.send('/sign-in', { username, password: 'first-word-2026' });
    await visitor.get('/').expect(200);
    const signIn = await test.as(null).post('/api/v1/sign-in', { username, password: 'first-word-2026' }).expect(201); // prettier-ignore
    const program = (): Promise<{ status: number }> =>
      Visitor.at(test)
        .get('/api/v1/self')
        .set('Authorization', `Bearer ${signIn.body.token as string}`);
    expect((await program()).status).toBe(200);
    await test.as('admin').post(`/api/v1/users/${id}/disable`).expect(200);
    expect((await program()).status).toBe(401);
    expect((await visitor.get('/')).headers.location).toContain('/sign-in');
    await test.as(null).post('/api/v1/sign-in', { username, password: 'first-word-2026' }).expect(401);
    await test.as('admin').post(`/api/v1/users/${id}/disable`).expect(409);
    await test.as('admin').post(`/api/v1/users/${id}/enable`).expect(200);
    await test.as(null).post('/api/v1/sign-in', { username, password: 'first-word-2026' }).expect(201);
    expect((await program()).status).toBe(401);
  });

  it('get a first password again, which unlocks them and signs them out everywhere', async () => {
    const { id, username } = await create();
    await test.db.query(`UPDATE users SET must_change_password = false, locked_until = now() + interval '1 hour' WHERE id = $1`, [id]); // prettier-ignore
    await test.as(null).post('/api/v1/sign-in', { username, password: 'first-word-2026' }).expect(429);
    await test
      .as('admin')
      .put(`/api/v1/users/${id}/password`, { password: `x${username}x1234` })
      .expect(400);
    await test.as('admin').put(`/api/v1/users/${id}/password`, { password: 'second-word-2026' }).expect(200);
    const { body } = await test.as(null).post('/api/v1/sign-in', { username, password: 'second-word-2026' }).expect(403); // prettier-ignore
    expect(body.code).toBe('password-change-required');
  });

  it('change role, area and firm, each change with before and after in the history', async () => {
    const { id } = await create();
    const firm = await aFirmOf(test, '990101');
    const change = { displayName: '新同事', role: 'contractor', areaCode: '990101', contractorId: firm };
    await test.as('admin').put(`/api/v1/users/${id}`, change).set('If-Match', '"7"').expect(409);
    await test.as('admin').put(`/api/v1/users/${id}`, change).set('If-Match', '"1"').expect(200);
    const { body } = await test.as('admin').get(`/api/v1/users/${id}`).expect(200);
    expect(body).toMatchObject({ role: 'contractor', contractorId: firm, version: 2 });
    const [entry] = await test.db.query<{ data: { changes: Record<string, unknown> } }>(
      `SELECT data FROM history_entries WHERE kind = 'user.changed' AND subject_id = $1`,
      [id],
    );
    expect(entry!.data.changes).toMatchObject({ role: { before: 'caseworker', after: 'contractor' } });
    expect(entry!.data.changes).not.toHaveProperty('displayName');
    await test.as('admin').put(`/api/v1/users/${test.actors.stranger.id}`, change).expect(404);
  });

  it('can’t lock themselves out: an administrator neither demotes nor disables themselves', async () => {
    const own = `/api/v1/users/${test.actors.admin.id}`;
    const change = { displayName: '管小静', role: 'supervisor', areaCode: '990101', contractorId: null };
    const { body } = await test.as('admin').put(own, change).expect(400);
    expect(body.errors[0].field).toBe('role');
    await test.as('admin').post(`${own}/disable`).expect(409);
  });

  it('are looked after on pages, where a refused form keeps what was typed but the password', async () => {
    const admin = await Visitor.as(test, 'admin');
    const { text } = await (
      await Visitor.as(test, 'admin')
    )
      .get('/users?search=colleague&lang=en')
      .expect(200);
    expect(text).toContain('Shiqiao Community, Changpo Street');
    const refused = await admin.send(
      '/users/new',
      aUser({ username: 'Not Good', password: 'secret-secret-1' }),
    );
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('value="Not Good"');
    expect(refused.text).not.toContain('secret-secret-1');
    const made = await admin.send('/users/new', aUser());
    expect(made.status).toBe(303);
    const page = made.headers.location as string;
    expect((await admin.get(page)).text).toContain('用户已建立');
    const saved = await admin.send(page, { displayName: '改名', role: 'auditor', areaCode: '990101', contractorId: '', version: '1' }); // prettier-ignore
    expect(saved.status).toBe(303);
    const stale = await admin.send(page, { displayName: '又改', role: 'auditor', areaCode: '990101', version: '1' }); // prettier-ignore
    expect(stale.status).toBe(409);
    expect((await admin.send(`${page}/password`, { password: 'short' }, page)).status).toBe(400);
    expect((await admin.send(`${page}/disable`, {}, page)).status).toBe(303);
    expect((await admin.get(page)).text).toContain('已停用');
    expect((await admin.send(`${page}/enable`, {}, page)).status).toBe(303);
    await test.as(null).post('/api/v1/sign-in', { username: 'admin', password: PASSWORD }).expect(201);
  });
});
