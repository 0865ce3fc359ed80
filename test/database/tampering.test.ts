import { Client } from 'pg';
import { newId } from '../../src/platform/database/ids';
import { aWholeFile, WholeFile } from '../builders/whole-file';
import { createTestDatabase, TestDatabase } from '../support/test-database';

const AREA = '990101001001';
const DISTRICT = AREA.slice(0, 6);

/** Ways to make a record say what did not happen, with the owner's connection or the staff's role in psql. */
describe('Somebody with psql', () => {
  let db: TestDatabase;
  let file: WholeFile;

  beforeAll(async () => {
    db = await createTestDatabase();
    for (const length of [2, 4, 6, 9, 12])
      await db.query(
        `INSERT INTO areas (code, parent_code, name_zh, name_en, office_name_zh, office_name_en)
         VALUES ($1, $2, '区', 'Area', '办', 'Office') ON CONFLICT DO NOTHING`,
        [AREA.slice(0, length), length === 2 ? null : AREA.slice(0, length === 9 ? 6 : length === 12 ? 9 : length - 2)],
      ); // prettier-ignore
    file = await aWholeFile(db, { areaCode: AREA });
  });
  afterAll(() => db.drop());

  /** Runs statements in one transaction that is taken back in any case. */
  const attempt = async (statements: readonly string[], asStaff = false): Promise<void> => {
    const client = new Client({ connectionString: db.url });
    await client.connect();
    try {
      await client.query('BEGIN');
      if (asStaff)
        await client.query(
          `SET LOCAL ROLE tantu_staff; SET LOCAL tantu.district = '${DISTRICT}'; SET LOCAL tantu.area = '${DISTRICT}'; SET LOCAL tantu.area_end = '990102'`,
        );
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };

  it('empties no table that holds anything of anybody', async () => {
    const tables = await db.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relrowsecurity
          AND relname NOT IN ('idempotency_keys', 'users', 'access_tokens', 'sign_in_failures') ORDER BY 1`,
    );
    expect(tables.length).toBeGreaterThan(25);
    for (const { name } of tables)
      await expect(attempt([`TRUNCATE ${name} CASCADE`])).rejects.toThrow(/is refused/);
  });

  it('makes no demonstration of a real installation by filling its table anew', async () => {
    await expect(attempt(['TRUNCATE installation'])).rejects.toMatchObject({
      constraint: 'installation_kind_fixed',
    });
  });

  it('sets no balance of a programme from within a trigger of a table of one’s own', async () => {
    const statements = [
      'CREATE TEMP TABLE mine (n int)',
      `CREATE FUNCTION pg_temp.grab() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE programmes SET quota_available = 999; RETURN NEW; END $$`,
      'CREATE TRIGGER grab BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION pg_temp.grab()',
      'INSERT INTO mine VALUES (1)',
    ];
    for (const asStaff of [true, false])
      await expect(attempt(statements, asStaff)).rejects.toMatchObject({
        constraint: 'programmes_q01_balance_from_ledger',
      });
  });

  it('takes no place of one programme for a retrofit of another', async () => {
    const other = await aWholeFile(db, { areaCode: AREA, contractorId: file.contractorId });
    const booking = `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on)
      VALUES ('${newId()}', '${DISTRICT}', '${other.programmeId}', 'advance', 1, '${file.retrofitId}', '2025-02-01')`;
    await expect(attempt([booking])).rejects.toMatchObject({ constraint: 'quota_entries_retrofit_fkey' });
  });

  it('books several entries at once, and the balance is their sum', async () => {
    const entry = (kind: string, households: number): string =>
      `('${newId()}', '${DISTRICT}', '${file.programmeId}', '${kind}', ${households}, 'x', '2025-02-01')`;
    const balance = async () =>
      (await db.query<{ n: number }>('SELECT quota_available AS n FROM programmes WHERE id = $1', [file.programmeId]))[0]!.n; // prettier-ignore
    const before = await balance();
    await db.query(
      `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, document, occurred_on) VALUES ${entry('grant', 3)}, ${entry('transferOut', 2)}`,
    );
    expect(await balance()).toBe(before + 1);
  });

  it('changes no plan that was agreed: neither itself, nor by moving its lines, nor by a table in its name', async () => {
    const agreed = `UPDATE plans SET agreed_on = '2025-02-25', agreed_by_name = '某人', agreed_by_relation = 'self', content_hash = sha256('x')
      WHERE retrofit_id = '${file.retrofitId}' AND agreed_on IS NULL`;
    const undo = `UPDATE plans SET agreed_on = NULL, agreed_by_name = NULL, agreed_by_relation = NULL, content_hash = NULL`;
    await expect(attempt([agreed, undo])).rejects.toMatchObject({ constraint: 'plans_f04_agreed_plan_kept' });
    const kept = { constraint: 'plan_lines_f04_agreed_plan_kept' };
    const draft = newId();
    const moved = `UPDATE plan_lines SET plan_id = '${draft}' WHERE retrofit_id = '${file.retrofitId}'`;
    const variation = `INSERT INTO plans (id, retrofit_id, area_code, revision, reason, total_fen) VALUES ('${draft}', '${file.retrofitId}', '${AREA}', 9, '变更', 0)`;
    await expect(attempt([agreed, variation, moved])).rejects.toMatchObject(kept);
    const shadow = 'CREATE TEMP TABLE plans AS SELECT id, NULL::date AS agreed_on FROM public.plans';
    const changed = `UPDATE plan_lines SET quantity = 99 WHERE retrofit_id = '${file.retrofitId}'`;
    await expect(attempt([agreed, shadow, changed])).rejects.toMatchObject(kept);
  });

  it('adds no before photo to works that began, even behind a table named like the retrofits', async () => {
    const shadow = `CREATE TEMP TABLE retrofits AS SELECT id, area_code, NULL::date AS started_on FROM public.retrofits`;
    const photo = `INSERT INTO photos (id, retrofit_id, area_code, item_id, room_id, stage, sha256, storage_key, media_type, bytes, width, height, grade,
        taken_on, uploaded_by, uploader_name, uploader_role)
      SELECT '${newId()}', retrofit_id, area_code, item_id, room_id, 'before', sha256('another'), file_key(sha256('another')), media_type, 1, 1, 1, 'none',
             '2025-01-20', uploaded_by, 'x', 'caseworker' FROM photos WHERE retrofit_id = '${file.retrofitId}' LIMIT 1`;
    const started = `UPDATE retrofits SET started_on = '2025-03-15' WHERE id = '${file.retrofitId}'`;
    await expect(attempt([started, shadow, photo], true)).rejects.toMatchObject({
      constraint: 'photos_e08_before_locked',
    });
  });

  it('takes a photo only in force, unrendered, under the key of its bytes and after its ticket', async () => {
    const photo = (values: object): string => {
      const named = { rendition_state: `'pending'`, storage_key: `file_key(sha256('more'))`, screen_key: 'NULL', thumbnail_key: 'NULL', superseded_by: 'NULL', superseded_reason: 'NULL',
        grade: `'none'`, grade_reason: `'unclaimed'`, ticket_id: 'NULL', ticket_issued_at: 'NULL', captured_at: 'NULL', clock_skew_s: 'NULL', ...values }; // prettier-ignore
      return `INSERT INTO photos (id, retrofit_id, area_code, item_id, room_id, stage, sha256, media_type, bytes, width, height, taken_on, uploaded_by, uploader_name, uploader_role, ${Object.keys(named).join()})
        SELECT gen_random_uuid(), retrofit_id, area_code, item_id, room_id, 'after', sha256('more'), media_type, 1, 1, 1, '2025-01-20', uploaded_by, 'x', 'caseworker', ${Object.values(named).join()}
          FROM photos WHERE retrofit_id = '${file.retrofitId}' LIMIT 1`;
    };
    const refused = (values: object) => attempt([photo(values)], true);
    await expect(attempt([photo({})], true)).resolves.toBeUndefined();
    const whole = { constraint: 'photos_come_whole' };
    await expect(refused({ rendition_state: `'ready'`, screen_key: `'k'`, thumbnail_key: `'k'` })).rejects.toMatchObject(whole);
    await expect(refused({ screen_key: `'k'` })).rejects.toMatchObject(whole);
    await expect(refused({ superseded_by: 'id', superseded_reason: `'x'` })).rejects.toMatchObject(whole);
    await expect(refused({ storage_key: 'storage_key' })).rejects.toMatchObject({ constraint: 'photos_key_of_its_bytes' });
    const ticket = { grade: `'inApp'`, grade_reason: `'ticket'`, ticket_id: 'gen_random_uuid()', captured_at: 'now()', clock_skew_s: '0' };
    await expect(refused({ ...ticket, ticket_issued_at: `now() + interval '1 hour'` })).rejects.toMatchObject({ constraint: 'photos_ticket_came_first' });
  }); // prettier-ignore

  it('puts no photo in the place of one of another stage, of itself, or of one that was replaced', async () => {
    const other = newId();
    const after = `INSERT INTO photos (id, retrofit_id, area_code, item_id, room_id, stage, sha256, storage_key, media_type, bytes, width, height, grade,
        taken_on, uploaded_by, uploader_name, uploader_role)
      SELECT '${other}', retrofit_id, area_code, item_id, room_id, 'after', sha256('other'), file_key(sha256('other')), media_type, 1, 1, 1, 'none',
             '2025-01-20', uploaded_by, 'x', 'caseworker' FROM photos WHERE retrofit_id = '${file.retrofitId}' LIMIT 1`;
    for (const by of [`'${other}'`, 'id']) {
      const replaced = `UPDATE photos SET superseded_by = ${by}, superseded_reason = '拍错了' WHERE retrofit_id = '${file.retrofitId}' AND stage = 'before'`;
      await expect(attempt([after, replaced], true)).rejects.toMatchObject({ constraint: 'photos_superseded_by_alike' }); // prettier-ignore
    }
  });

  it('shows no other picture in a photo’s place as staff', async () => {
    await expect(attempt([`UPDATE photos SET screen_key = 'k', thumbnail_key = 'k'`], true)).rejects.toThrow(
      /permission denied/,
    );
  });

  it('lets nobody of the builder inspect (S08)', async () => {
    const builder = newId();
    await expect(
      attempt([
        `INSERT INTO users (id, username, display_name, password_hash, role, area_code, contractor_id)
         VALUES ('${builder}', 'builder', '工', 'none', 'contractor', '${DISTRICT}', '${file.contractorId}')`,
        `INSERT INTO inspections (id, retrofit_id, round, plan_id, inspected_on, inspector_id, inspector_name, result)
         SELECT '${newId()}', retrofit_id, 9, plan_id, inspected_on, '${builder}', 'x', result FROM inspections LIMIT 1`,
      ]),
    ).rejects.toMatchObject({ constraint: 'inspections_s08_acceptor_is_not_builder' });
  });

  it('dates no document back: when it was recorded is the database’s own knowledge', async () => {
    await db.query(`UPDATE documents SET recorded_at = '2001-01-01'`);
    expect(await db.query(`SELECT FROM documents WHERE recorded_at < '2002-01-01'`)).toEqual([]);
  });
});
