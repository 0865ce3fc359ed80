import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { VerifyHistory } from '../../src/history/verify-history';
import { newId } from '../../src/platform/database/ids';
import { SealHistory } from '../../src/history/seal-history';
import { aHousehold } from '../builders/household';
import { Config } from '../../src/platform/config/config';
import { CONFIG } from '../../src/platform/platform.module';
import { createTestApp, TestApp } from '../support/test-app';

describe('A history that is kept sealed', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ works: true });
  });
  afterAll(() => test.close());

  const anAct = async (): Promise<string> =>
    ((await test.as('caseworker').post('/api/v1/households', aHousehold()).expect(201)).body as { id: string }).id; // prettier-ignore

  const isSealed = async (householdId: string): Promise<boolean> =>
    (await test.db.query(
      `SELECT FROM history_entries e JOIN history_seals s ON s.entry_id = e.id WHERE e.household_id = $1`,
      [householdId],
    )).length === 1; // prettier-ignore

  /** Generous: what is tested is that nobody has to call the job, not how fast a laden machine is. */
  const waitUntilSealed = async (householdId: string): Promise<boolean> => {
    for (let tries = 0; tries < 300; tries++) {
      if (await isSealed(householdId)) return true;
      await wait(100);
    }
    return false;
  };

  it('seals an act by itself, and the next one too', async () => {
    for (let turn = 0; turn < 2; turn++) expect(await waitUntilSealed(await anAct())).toBe(true);
    expect(await test.get(VerifyHistory).execute()).toMatchObject({ unsealed: 0, faults: [] });
  });

  it('lets no act wait for a sealing that is held up, and seals it afterwards', async () => {
    const holder = new Client({ connectionString: test.db.url });
    await holder.connect();
    await holder.query(`SELECT pg_advisory_lock(hashtext('tantu history seal'))`);
    const acts = [await anAct(), await anAct()];
    expect(await isSealed(acts[1]!)).toBe(false);
    await holder.end();
    for (const act of acts) expect(await waitUntilSealed(act)).toBe(true);
  });

  /** What is left without a seal, and with one, when an application ends after one act. */
  const afterTheEndOf = async (works: boolean): Promise<{ unsealed: number; sealed: number }> => {
    const other = await createTestApp({ works });
    const { dataDirectory } = other.app.get<Config>(CONFIG);
    await other.as('caseworker').post('/api/v1/households', aHousehold()).expect(201);
    await other.app.close();
    const [counts] = await other.db.query<{ unsealed: number; sealed: number }>(
      `SELECT count(*) FILTER (WHERE s.entry_id IS NULL)::int AS unsealed, count(s.entry_id)::int AS sealed
         FROM history_entries e LEFT JOIN history_seals s ON s.entry_id = e.id`,
    );
    await other.db.drop();
    rmSync(dataDirectory, { recursive: true, force: true });
    return counts!;
  };

  it('has its end sealed when the application is stopped in order', async () => {
    expect((await afterTheEndOf(true)).unsealed).toBe(0);
  });

  it('leaves sealing to others where jobs run elsewhere', async () => {
    expect((await afterTheEndOf(false)).sealed).toBe(0);
  });

  it('seals with the hourly job what has an id of another time', async () => {
    const household = newId();
    await test.db.query(
      `INSERT INTO history_entries (id, area_code, kind, subject_type, subject_id, household_id, actor_name, actor_role, data)
       VALUES ('00000000-0000-7000-8000-000000000001', '990101', 'household.changed', 'household', $1, $1, '某人', 'caseworker', '{}')`,
      [household],
    );
    await test.get(SealHistory).execute();
    expect(await isSealed(household)).toBe(true);
  });
});
