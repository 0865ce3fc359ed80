import { Client } from 'pg';
import { DATABASE_ROLES } from '../../src/platform/database/roles';
import { createTestDatabase, TestDatabase } from '../support/test-database';

/**
 * The tables that everybody with a right on them reads whole, and why that gives nothing away. Their columns stand
 * here too: a column that is added must be thought about.
 */
const OPEN_TABLES: Record<string, { because: string; columns: string[] }> = {
  areas: {
    because: 'names of administrative divisions and their offices are public',
    columns: [
      'code',
      'parent_code',
      'name_zh',
      'name_en',
      'office_name_zh',
      'office_name_en',
      'document_prefix',
    ],
  },
  file_checks: {
    because:
      'hashes of files and when they were last found whole, to the system and, for their worklist, to staff',
    columns: ['key', 'sha256', 'bytes', 'state', 'checked_at', 'damaged_since'],
  },
  findings_due: {
    because: 'says only which retrofit is to be looked at again, to the system alone',
    columns: ['id', 'retrofit_id', 'programme_id', 'tries', 'not_before'],
  },
  renditions_due: {
    because: 'says only which photo is still to be prepared, to the system alone',
    columns: ['photo_id', 'tries', 'not_before'],
  },
  catalogue_items: {
    because: 'what may be built, and for how much, is public',
    columns: ['code', 'item', 'price_limit_fen', 'active', 'minimum_works_days'],
  },
  migrations: { because: 'names of migrations', columns: ['id', 'timestamp', 'name'] },
  installation: {
    because: 'one row: is this a demonstration, and since when',
    columns: ['one_row', 'is_demo', 'demo_seeded_at', 'created_at'],
  },
  sessions: {
    because:
      'a session is found by its secret; only the session store’s own role and the system may read them',
    columns: ['sid', 'sess', 'expire'],
  },
  report_counters: {
    because: 'how many reports a district has issued in a year',
    columns: ['district_code', 'year', 'last'],
  },
  history_seals: { because: 'hashes of entries', columns: ['position', 'entry_id', 'hash', 'sealed_at'] },
  history_checkpoints: {
    because: 'signed hashes',
    columns: ['position', 'hash', 'signature', 'key_id', 'signed_at'],
  },
};

const ROLES = Object.keys(DATABASE_ROLES);
const READ_ONLY = ['tantu_reader', 'tantu_region'];

describe('The tables', () => {
  let db: TestDatabase;
  let isProtected: (table: string) => boolean;

  beforeAll(async () => {
    db = await createTestDatabase();
    const open = new Set(Object.keys(OPEN_TABLES));
    isProtected = (table) => !open.has(table);
  });
  afterAll(() => db.drop());

  const tables = async () =>
    db.query<{ name: string; enabled: boolean; forced: boolean }>(
      `SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced
         FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f') ORDER BY 1`,
    );

  it('all force row security, but for those whose rows say nothing of anybody', async () => {
    const unprotected = (await tables()).filter(({ enabled, forced }) => !enabled || !forced);
    expect(unprotected.map(({ name }) => name)).toEqual(Object.keys(OPEN_TABLES).sort());
  });

  it('that are open have exactly the columns that were thought about', async () => {
    const columns = await db.query<{ table: string; columns: string[] }>(
      `SELECT table_name AS table, array_agg(column_name::text ORDER BY ordinal_position) AS columns FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = ANY ($1) GROUP BY 1`,
      [Object.keys(OPEN_TABLES)],
    );
    const expected = Object.fromEntries(Object.entries(OPEN_TABLES).map(([name, open]) => [name, open.columns])); // prettier-ignore
    expect(Object.fromEntries(columns.map((row) => [row.table, row.columns]))).toEqual(expected);
  });

  it('have a policy for their owner, and none that holds for everybody', async () => {
    const policies = await db.query<{ table: string; name: string; roles: string[] }>(
      `SELECT tablename AS table, policyname AS name, roles::text[] AS roles FROM pg_policies WHERE schemaname = 'public'`,
    );
    const [{ owner } = { owner: '' }] = await db.query<{ owner: string }>('SELECT current_user AS owner');
    const owned = policies.filter(({ roles }) => roles.includes(owner)).map(({ table }) => table);
    expect(owned.sort()).toEqual((await tables()).map(({ name }) => name).filter(isProtected));
    expect(policies.filter(({ roles }) => roles.includes('public'))).toEqual([]);
  });

  it('give a right to a role only together with a policy that says which rows', async () => {
    const rights = await db.query<{ table: string; role: string; policed: boolean }>(
      `SELECT c.relname AS table, r.rolname AS role,
              EXISTS (SELECT FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname AND r.rolname = ANY (p.roles)) AS policed
         FROM pg_class c CROSS JOIN pg_roles r
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND r.rolname = ANY ($1)
          AND (has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE') OR has_table_privilege(r.oid, c.oid, 'DELETE, TRUNCATE'))`,
      [ROLES],
    );
    const protectedRights = rights.filter(({ table }) => isProtected(table));
    expect(protectedRights.length).toBeGreaterThan(100);
    expect(protectedRights.filter(({ policed }) => !policed)).toEqual([]);
  });

  it('can be written by nobody who only reads, but for the trail of their own acts, their own tokens, and the old ledgers that they bring and audit', async () => {
    const writable = await db.query<{ what: string }>(
      `SELECT DISTINCT c.relname || ': ' || kind AS what
         FROM pg_class c CROSS JOIN pg_roles r CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS kind
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND r.rolname = ANY ($1)
          AND CASE WHEN kind IN ('INSERT', 'UPDATE') THEN has_any_column_privilege(r.oid, c.oid, kind) ELSE has_table_privilege(r.oid, c.oid, kind) END
        ORDER BY 1`,
      [READ_ONLY],
    );
    expect(writable.map(({ what }) => what)).toEqual([
      'access_tokens: INSERT',
      'access_tokens: UPDATE',
      'audit_runs: INSERT',
      'found_corrections: INSERT',
      'history_entries: INSERT',
      'idempotency_keys: INSERT',
      'idempotency_keys: UPDATE',
      'import_mappings: INSERT',
      'import_mappings: UPDATE',
      'import_photos: UPDATE',
      'import_rows: UPDATE',
      'imports: INSERT',
      'imports: UPDATE',
    ]);
  });

  it('cannot be emptied by any role, and no role but the system’s may delete what was recorded', async () => {
    const rights = await db.query<{ what: string }>(
      `SELECT r.rolname || ' ' || c.relname || ': ' || kind AS what
         FROM pg_class c CROSS JOIN pg_roles r CROSS JOIN unnest(ARRAY['DELETE', 'TRUNCATE']) AS kind
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND r.rolname = ANY ($1)
          AND has_table_privilege(r.oid, c.oid, kind) AND NOT (r.rolname = 'tantu_system' AND kind = 'DELETE') ORDER BY 1`,
      [ROLES],
    );
    expect(rights.map(({ what }) => what)).toEqual([
      'tantu_sessions sessions: DELETE',
      // What a plan not yet agreed says may be taken back; triggers keep what was agreed or hangs on it.
      'tantu_staff measurements: DELETE',
      'tantu_staff plan_lines: DELETE',
      'tantu_staff retrofit_items: DELETE',
      'tantu_staff rooms: DELETE',
    ]);
  });

  it('show nothing at all to a connection that has no actor', async () => {
    const nobody = await connected(db.url, 'tantu_nobody');
    try {
      for (const { name } of await tables()) {
        const answer = nobody.query(`SELECT count(*) FROM ${name}`);
        if (name === 'installation') await expect(answer).resolves.toBeDefined();
        else await expect(answer).rejects.toMatchObject({ code: '42501' });
      }
    } finally {
      await nobody.end();
    }
  });

  it('let no function run with its owner’s rights, but those that are known and cannot be led astray', async () => {
    const functions = await db.query<{ name: string; safePath: boolean; forEverybody: boolean }>(
      `SELECT p.proname AS name, coalesce(p.proconfig, '{}') @> '{"search_path=public, pg_temp"}' AS "safePath",
              p.prorettype <> 'trigger'::regtype AND has_function_privilege('public', p.oid, 'EXECUTE') AS "forEverybody"
         FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef ORDER BY 1`,
    );
    expect(functions.map(({ name }) => name)).toEqual([
      'acceptance_reports_keep_one',
      'acts_after_waivers',
      'application_steps_level',
      'contracts_check_retrofits',
      'contracts_check_waiver',
      'devices_photos_fit',
      'findings_become_due',
      'findings_keep',
      'findings_log',
      'found_corrections_by_actor',
      'inspection_items_before_signing',
      'inspections_acceptor',
      'photo_fingerprints_await',
      'photos_after_acceptance',
      'photos_pair_fits',
      'programmes_check_places',
      'progress_notes_after_acceptance',
      'quota_entries_book',
      'quota_entries_one_place',
      'refuse_after_acceptance',
      'renditions_become_due',
      'retrofits_check_contract',
      'retrofits_check_waivers',
      'retrofits_hold_place',
      'retrofits_keep_accepted',
      'retrofits_keep_household',
      'retrofits_keep_terms',
      'retrofits_prove_acceptance',
      'retrofits_signature_stands',
      'retrofits_use_place',
      'signature_images_pair',
      'signature_likenesses_due',
      'signatures_by_own_account',
      'signatures_keep',
      'signatures_keep_image',
      'started_by_actor',
      'user_of_session',
      'user_of_token',
      'waivers_apply',
      'waivers_check_acts',
      'waivers_check_application',
      'waivers_check_contracts',
      'waivers_check_hand',
      'waivers_check_place',
      'waivers_keep',
      'waivers_name',
    ]);
    expect(functions.filter(({ safePath, forEverybody }) => !safePath || forEverybody)).toEqual([]);
  });

  it('of the queue show an act only the number of the job it has added', async () => {
    const columns = await db.query<{ role: string; columns: string[] }>(
      `SELECT r.rolname AS role, array_agg(a.attname::text ORDER BY a.attnum) AS columns
         FROM pg_roles r CROSS JOIN pg_attribute a
        WHERE r.rolname = ANY ($1) AND a.attrelid = 'pgboss.job'::regclass AND a.attnum > 0 AND has_column_privilege(r.oid, a.attrelid, a.attnum, 'SELECT')
        GROUP BY 1 ORDER BY 1`,
      [ROLES.filter((role) => role !== 'tantu_system')],
    );
    expect(columns.filter(({ role }) => ['tantu_staff', 'tantu_contractor'].includes(role))).toEqual([
      { role: 'tantu_contractor', columns: ['id'] },
      { role: 'tantu_staff', columns: ['id'] },
    ]);
  });
});

async function connected(url: string, role: string): Promise<Client> {
  const client = new Client({ connectionString: url, options: `-c role=${role}` });
  await client.connect();
  return client;
}
