import { Client } from 'pg';
import { History, RecordedEntry } from '../../src/history/history';
import { SealHistory } from '../../src/history/seal-history';
import { sealHistory } from '../../src/history/seal-history.job';
import { VerifyHistory } from '../../src/history/verify-history';
import { systemActor } from '../../src/platform/database/actor';
import { newId } from '../../src/platform/database/ids';
import { Jobs } from '../../src/platform/jobs/jobs';
import { aHousehold } from '../builders/household';
import { aRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

describe('The history', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ works: true });
  });
  afterAll(() => test.close());

  const aHome = async (): Promise<string> =>
    ((await test.as('caseworker').post('/api/v1/households', aHousehold()).expect(201)).body as { id: string }).id; // prettier-ignore

  it('has an entry for each act: who, what, where and when by the server’s clock', async () => {
    const id = await aHome();
    const entries = await test.db.query(
      `SELECT kind, subject_type, subject_id, household_id, area_code, actor_id, actor_name, actor_role, actor_area_code, request_id IS NOT NULL AS has_request,
              recorded_at BETWEEN now() - interval '1 minute' AND now() AS is_now FROM history_entries WHERE household_id = $1`,
      [id],
    );
    const { id: actor_id, name: actor_name, role: actor_role } = test.actors.caseworker;
    expect(entries).toEqual([
      { kind: 'household.created', subject_type: 'household', subject_id: id, household_id: id, area_code: '990101001001', actor_id, actor_name, actor_role, actor_area_code: '990101001001',
        has_request: true, is_now: true },
    ]); // prettier-ignore
  });

  it('tells the three levels of caseworkers apart, by where they were at the time of the act', async () => {
    const { id, householdId } = await aRetrofit(test).reviewedByStreet().build();
    const { street } = test.actors;
    await test.db.query(`UPDATE users SET area_code = '990101002' WHERE id = $1`, [street.id]);
    try {
      const supervisor = await Visitor.as(test, 'supervisor');
      const zh = await supervisor.get(`/retrofits/${id}/history`).expect(200);
      expect(zh.text).toContain(`${street.name}（长坡街道 专职委员）`);
      expect(zh.text).toContain(`${test.actors.caseworker.name}（石桥社区 专职委员）`);
      const en = await supervisor.get(`/retrofits/${id}/history?lang=en`).expect(200);
      expect(en.text).toContain(`${street.name} (caseworker, Changpo Street)`);
      const { body } = await test
        .as('supervisor')
        .get(`/api/v1/households/${householdId}/history`)
        .expect(200);
      const given = (body as RecordedEntry[]).find(({ actorName }) => actorName === street.name);
      expect(given).toMatchObject({ actorAreaCode: '990101001', actorArea: { en: 'Changpo Street' } });
    } finally {
      await test.db.query(`UPDATE users SET area_code = $2 WHERE id = $1`, [street.id, street.areaCode]);
    }
  });

  it('has none for an act that failed, and no act is without its entry', async () => {
    const count = async () => Number((await test.db.query<{ count: string }>('SELECT count(*) FROM history_entries'))[0]!.count); // prettier-ignore
    const before = await count();
    const act = test.database.as(test.actors.supervisor).write(async (tx) => {
      await test.get(History).record(tx, { kind: 'household.changed', subject: { type: 'household', id: newId() }, areaCode: '990101' }); // prettier-ignore
      throw new Error('afterwards something fails');
    });
    await expect(act).rejects.toThrow('afterwards');
    expect(await count()).toBe(before);
  });

  it('holds neither an ID number, a certificate number nor a password', async () => {
    const household = aHousehold();
    await test.as('caseworker').post('/api/v1/households', household).expect(201);
    const [{ text } = { text: '' }] = await test.db.query<{ text: string }>(`SELECT string_agg(e::text, ' ') AS text FROM history_entries e`); // prettier-ignore
    expect(text).toContain('household.created');
    expect(text).not.toContain(household.people[0]!.idNumber);
    expect(text).not.toMatch(/\b\d{17}[\dX]\b|argon2/);
  });

  it('takes no other time than its own', async () => {
    const id = newId();
    await test.db.query(
      `INSERT INTO history_entries (id, recorded_at, area_code, kind, subject_type, subject_id, actor_name, actor_role, data)
       VALUES ($1, '2021-05-01', '990101', 'works.started', 'retrofit', $1, '某人', 'contractor', '{}')`,
      [id],
    );
    const [entry] = await test.db.query<{ isNow: boolean }>(`SELECT recorded_at > now() - interval '1 minute' AS "isNow" FROM history_entries WHERE id = $1`, [id]); // prettier-ignore
    expect(entry).toEqual({ isNow: true });
  });

  it('is sealed by its job, and whole', async () => {
    await aHome();
    await test.database.as(systemActor('jobs')).write((tx) => test.get(Jobs).enqueue(tx, sealHistory, {}));
    const unsealed = async () => (await test.get(VerifyHistory).execute()).unsealed;
    for (let tries = 0; tries < 100 && (await unsealed()) > 0; tries++) await new Promise((resolve) => setTimeout(resolve, 100)); // prettier-ignore
    expect(await test.get(VerifyHistory).execute()).toMatchObject({ unsealed: 0, faults: [] });
  });

  it('is sealed once, without a gap, while several seal and others write', async () => {
    const write = async (index: number) => void (index % 2 ? await aHome() : await test.get(SealHistory).execute()); // prettier-ignore
    await Promise.all(Array.from({ length: 24 }, (_, index) => write(index)));
    await test.get(SealHistory).execute();
    const { checked, unsealed, faults } = await test.get(VerifyHistory).execute();
    expect({ unsealed, faults }).toEqual({ unsealed: 0, faults: [] });
    const [sums] = await test.db.query(
      `SELECT count(*)::int AS seals, max(position)::int AS last, count(DISTINCT entry_id)::int AS entries FROM history_seals`,
    );
    expect(sums).toEqual({ seals: checked, last: checked, entries: checked });
  });

  describe.each(['history_entries', 'history_seals', 'history_checkpoints'])('refuses on %s', (table) => {
    const column = table === 'history_entries' ? `actor_name = 'x'` : `hash = decode('ab', 'hex')`;
    const statements = [`UPDATE ${table} SET ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`];

    it.each(statements)('its owner: %s', async (statement) => {
      await test.get(SealHistory).execute();
      const refused = test.db.query(statement);
      await expect(refused).rejects.toMatchObject({ code: '23000', constraint: expect.stringMatching(/^history_\w+_append_only$/) as string }); // prettier-ignore
    });

    it.each(['tantu_staff', 'tantu_region', 'tantu_contractor', 'tantu_admin', 'tantu_system'])('%s', async (role) => {
      const client = new Client({ connectionString: test.db.url, options: `-c role=${role}` });
      await client.connect();
      try {
        for (const statement of statements) await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
      } finally {
        await client.end();
      }
    }); // prettier-ignore
  });
});
