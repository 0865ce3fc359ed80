import { Client } from 'pg';
import { Actor, systemActor } from '../../src/platform/database/actor';
import { Problem } from '../../src/platform/problems/problem';
import { aWholeFile, WholeFile } from '../builders/whole-file';
import { createTestApp, TestApp } from '../support/test-app';

const FIRM = '018f0000-0000-7000-8000-00000000f123';

/** How a row of each protected table shows whose it is: the file it belongs to, by one of the file's ids. */
const WHOSE: Record<string, { column: string; of: (file: WholeFile) => string[] }> = {
  ...Object.fromEntries(
    [
      'applications', 'application_steps', 'rooms', 'site_surveys', 'measurements', 'consultations', 'retrofit_items', 'plans', 'plan_lines', 'devices',
      'progress_notes', 'photos', 'documents', 'inspections', 'inspection_items', 'defects', 'signatures', 'acceptance_reports', 'satisfaction_statements',
      'history_entries', 'waivers', 'findings', 'signature_images', 'signature_likenesses',
    ].map((table) => [table, { column: 'retrofit_id', of: ({ retrofitId }: WholeFile) => [retrofitId] }]),
  ), // prettier-ignore
  retrofits: { column: 'id', of: ({ retrofitId }) => [retrofitId] },
  households: { column: 'id', of: ({ householdId }) => [householdId] },
  people: { column: 'id', of: ({ personId }) => [personId] },
  consents: { column: 'household_id', of: ({ householdId }) => [householdId] },
  programmes: { column: 'id', of: ({ programmeId }) => [programmeId] },
  quota_entries: { column: 'programme_id', of: ({ programmeId }) => [programmeId] },
  contractors: { column: 'id', of: ({ contractorId }) => [contractorId] },
  decisions: { column: 'programme_id', of: ({ programmeId }) => [programmeId] },
  awards: { column: 'programme_id', of: ({ programmeId }) => [programmeId] },
  contracts: { column: 'id', of: ({ contractId }) => [contractId] },
  finding_events: { column: 'finding_id', of: ({ findingId }) => [findingId] },
  catalogue_settings: { column: 'code', of: ({ retrofitId }) => [`ramp-${retrofitId}`] },
  users: { column: 'id', of: ({ reviewerIds }) => reviewerIds },
  access_tokens: { column: 'user_id', of: ({ reviewerIds }) => reviewerIds },
  idempotency_keys: { column: 'actor_id', of: ({ reviewerIds }) => reviewerIds },
  imports: { column: 'id', of: ({ importId }) => [importId] },
  import_rows: { column: 'import_id', of: ({ importId }) => [importId] },
  import_photos: { column: 'import_id', of: ({ importId }) => [importId] },
  import_mappings: { column: 'id', of: ({ importMappingId }) => [importMappingId] },
  audit_runs: { column: 'id', of: ({ auditId }) => [auditId] },
  audit_findings: { column: 'run_id', of: ({ auditId }) => [auditId] },
  found_years: { column: 'id', of: ({ foundYearId }) => [foundYearId] },
  found_records: { column: 'id', of: ({ foundRecordId }) => [foundRecordId] },
  found_sources: { column: 'record_id', of: ({ foundRecordId }) => [foundRecordId] },
  found_photos: { column: 'record_id', of: ({ foundRecordId }) => [foundRecordId] },
  found_corrections: { column: 'record_id', of: ({ foundRecordId }) => [foundRecordId] },
  photo_fingerprints: { column: 'id', of: ({ photoId }) => [photoId] },
  photo_hashes: {
    column: '(SELECT id FROM photo_fingerprints f WHERE f.number = photo_number)',
    of: ({ photoId }) => [photoId],
  },
  photo_likenesses: { column: 'photo_id', of: ({ photoId, foundPhotoId }) => [photoId, foundPhotoId] },
};
const TABLES = Object.keys(WHOSE);

/** Tables about whoever signs in, not about households; each sees what is his own. */
const OF_THE_ACTOR = ['users', 'access_tokens', 'idempotency_keys'];
/** What a district's staff share, whatever their own community. */
const OF_THE_DISTRICT = [
  'programmes',
  'quota_entries',
  'contractors',
  'decisions',
  'awards',
  'contracts',
  'catalogue_settings',
];
/** The files of a district's old ledgers, and its audits: whole districts in one table, so nothing for a street or a community. */
const OF_THE_OFFICE = [
  'imports',
  'import_rows',
  'import_photos',
  'import_mappings',
  'found_years',
  'audit_runs',
];
/** What photos are compared by: nobody reads it but the jobs. */
const OF_THE_JOBS = ['photo_fingerprints', 'photo_hashes'];
const FOUND = [
  ...OF_THE_OFFICE,
  'found_records',
  'found_sources',
  'found_photos',
  'found_corrections',
  'audit_findings',
];

describe('Raw SQL as somebody', () => {
  let test: TestApp;
  /** Three homes: the firm's own, another firm's in the same district, one in the district beside it. */
  let own: WholeFile, others: WholeFile, beside: WholeFile;

  beforeAll(async () => {
    test = await createTestApp();
    own = await aWholeFile(test.db, { areaCode: '990101001001', contractorId: FIRM });
    others = await aWholeFile(test.db, { areaCode: '990101002001' });
    beside = await aWholeFile(test.db, { areaCode: '990102001001' });
  });
  afterAll(() => test.close());

  const ask = <Row>(actor: Actor, statement: string): Promise<Row[]> =>
    test.database.as(actor).read((tx) => tx.sql<Row>(statement));

  /** Whose rows of each table an actor sees: 'own', 'others', 'beside', or 'unknown'; null where the table is closed. */
  async function seenBy(actor: Actor): Promise<Record<string, string[] | null>> {
    const seen: Record<string, string[] | null> = {};
    for (const table of TABLES) {
      const { column, of } = WHOSE[table]!;
      const files = { own: of(own), others: of(others), beside: of(beside) };
      try {
        const rows = await ask<{ key: string }>(actor, `SELECT DISTINCT ${column} AS key FROM ${table} WHERE ${column} IS NOT NULL`); // prettier-ignore
        const whose = rows.map(
          ({ key }) => Object.entries(files).find(([, keys]) => keys.includes(key))?.[0],
        );
        seen[table] = [...new Set(whose.map((name) => name ?? 'unknown'))].sort();
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'forbidden') throw error;
        seen[table] = null;
      }
    }
    return seen;
  }

  const pick = <Value>(seen: Record<string, Value>, tables: readonly string[]): Record<string, Value> =>
    Object.fromEntries(tables.map((table) => [table, seen[table]!]));
  const all = (tables: readonly string[], whose: string[] | null) =>
    Object.fromEntries(tables.map((table) => [table, whose]));
  const without = (...tables: readonly string[]) => TABLES.filter((table) => !tables.includes(table));

  it('is proved with rows in every protected table, of all three homes', async () => {
    const tables = await test.db.query<{ name: string }>(
      // Failed sign-ins are counted by keyed hashes that name nobody.
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relname <> 'sign_in_failures' ORDER BY 1`,
    );
    expect(tables.map(({ name }) => name)).toEqual([...TABLES].sort());
    const seen = await seenBy(systemActor('jobs'));
    for (const table of TABLES)
      expect({ [table]: seen[table] }).toEqual({
        [table]: expect.arrayContaining(['beside', 'others', 'own']) as string[],
      });
  });

  it('of a contractor sees the assigned retrofit, its home and its works, and nothing else', async () => {
    const closed = [
      'consents', 'applications', 'application_steps', 'consultations', 'quota_entries', 'decisions', 'acceptance_reports', 'satisfaction_statements', 'waivers',
      'findings', 'finding_events',
      'catalogue_settings', 'signature_images', 'photo_likenesses', 'signature_likenesses', ...OF_THE_JOBS,
      ...FOUND,
    ]; // prettier-ignore
    const seen = await seenBy(test.actors.contractor);
    expect(pick(seen, closed)).toEqual(all(closed, null));
    const assigned = without(...closed, ...OF_THE_ACTOR, 'history_entries');
    expect(pick(seen, assigned)).toEqual(all(assigned, ['own']));
    // His own account, own tokens, own acts: none of the reviewers'.
    expect(seen.users).toEqual(['unknown']);
    expect(pick(seen, ['access_tokens', 'history_entries'])).toEqual({
      access_tokens: ['unknown'],
      history_entries: [],
    });
    expect(await ask(test.actors.contractor, 'SELECT id FROM users')).toEqual([{ id: test.actors.contractor.id }]); // prettier-ignore
  });

  it.each([
    'SELECT id_number_hash FROM people', 'SELECT id_number_ciphertext FROM people', 'SELECT id_number_masked FROM people', 'SELECT born_on FROM people',
    'SELECT certificate_hash FROM people', 'SELECT certificate_masked FROM people', 'SELECT category, grade FROM people', 'SELECT guardian_name FROM people',
    'SELECT died_on FROM people', 'SELECT * FROM people', 'SELECT count(*) FROM people WHERE born_on > date \'1900-01-01\'', 'SELECT hardship FROM households',
    'SELECT annual_income_fen FROM households', 'SELECT notes FROM households', 'SELECT * FROM households', 'SELECT password_hash FROM users',
    'SELECT * FROM sessions', 'SELECT data FROM pgboss.job', 'SELECT * FROM history_seals', 'SELECT * FROM report_counters', 'SELECT * FROM migrations',
  ])('of a contractor is refused: %s', async (statement) => {
    await expect(ask(test.actors.contractor, statement)).rejects.toMatchObject({ code: 'forbidden' });
  }); // prettier-ignore

  it('of a contractor sees its own signature and the drawings, not the household’s signature nor its papers', async () => {
    expect(await ask(test.actors.contractor, 'SELECT signer_role AS role FROM signatures')).toEqual([{ role: 'contractor' }]); // prettier-ignore
    expect(await ask(test.actors.contractor, 'SELECT kind FROM documents')).toEqual([{ kind: 'drawing' }]);
  });

  it.each([
    ['another firm’s retrofit', () => `UPDATE retrofits SET started_on = '2025-03-20' WHERE id = '${others.retrofitId}'`],
    ['the photos of another firm’s home', () => `UPDATE photos SET superseded_reason = 'x' WHERE retrofit_id = '${others.retrofitId}'`],
  ])('of a contractor changes nothing of %s', async (_, statement) => {
    const changed = await test.database.as(test.actors.contractor).write((tx) => tx.change(statement()));
    expect(changed).toBe(0);
  }); // prettier-ignore

  it.each([
    ['move a retrofit to himself', () => `UPDATE retrofits SET contractor_id = '${FIRM}' WHERE id = '${others.retrofitId}'`],
    ['sign for the household', () => `UPDATE signatures SET signer_name = 'x'`],
    ['put a photo into another firm’s home', () => `INSERT INTO photos (id, retrofit_id, area_code, item_id, stage, sha256, storage_key, media_type, bytes, width, height,
        grade, taken_on, uploaded_by, uploader_name, uploader_role)
       SELECT gen_random_uuid(), '${others.retrofitId}', '990101002001', id, 'after', decode(repeat('ab', 32), 'hex'), file_key(decode(repeat('ab', 32), 'hex')), 'image/jpeg', 1, 1, 1,
        'none', '2025-04-01', '${test.actors.contractor.id}', 'x', 'contractor' FROM retrofit_items LIMIT 1`],
    ['write a household', () => `UPDATE households SET address = 'x'`],
  ])('of a contractor can’t %s', async (_, statement) => {
    const act = test.database.as(test.actors.contractor).write((tx) => tx.change(statement()));
    await expect(act).rejects.toBeDefined();
  }); // prettier-ignore

  it('of a community’s caseworker sees the community, and what the whole district shares', async () => {
    const seen = await seenBy(test.actors.caseworker);
    const local = without(...OF_THE_ACTOR, ...OF_THE_DISTRICT, ...OF_THE_OFFICE, ...OF_THE_JOBS);
    expect(pick(seen, local)).toEqual(all(local, ['own']));
    expect(pick(seen, OF_THE_OFFICE)).toEqual(all(OF_THE_OFFICE, []));
    expect(pick(seen, OF_THE_DISTRICT)).toEqual(all(OF_THE_DISTRICT, ['others', 'own']));
    expect(seen.users).toEqual(['unknown']);
  });

  it('of a district’s supervisor sees the district and nothing of the one beside it', async () => {
    const records = without(...OF_THE_ACTOR, ...OF_THE_JOBS);
    expect(pick(await seenBy(test.actors.supervisor), records)).toEqual(all(records, ['others', 'own']));
    expect(pick(await seenBy(test.actors.stranger), records)).toEqual(all(records, ['beside']));
  });

  it('of the city’s auditor reads both districts and writes in none', async () => {
    const records = without(...OF_THE_ACTOR, ...OF_THE_JOBS);
    expect(pick(await seenBy(test.actors.auditor), records)).toEqual(all(records, ['beside', 'others', 'own']));
    for (const statement of [`UPDATE households SET notes = 'x'`, `DELETE FROM rooms`, `INSERT INTO report_counters VALUES ('990101', 2030, 1)`]) {
      const act = test.database.as(test.actors.auditor).write((tx) => tx.change(statement));
      await expect(act).rejects.toMatchObject({ code: 'forbidden' });
    }
  }); // prettier-ignore

  it.each([
    ['a file', `INSERT INTO imports (id, area_code, ledger, file_name, sha256, bytes, storage_key, state, starter_name)
       VALUES (gen_random_uuid(), '880101', 'works', 'x', decode(repeat('ab', 32), 'hex'), 1, 'k', 'mapping', 'x')`],
    ['a record', `INSERT INTO found_records (id, area_code, year, person_name, facts) VALUES (gen_random_uuid(), '990101', 2020, 'x', '{}')`],
    ['a row as it was not found', `INSERT INTO import_rows (import_id, row_number, area_code, cells, facts, stops) SELECT id, 9, area_code, '{}', '{}', false FROM imports`],
  ])('of an auditor brings in no %s of elsewhere, and makes no record by hand', async (_, statement) => {
    const act = test.database.as(test.actors.auditor).write((tx) => tx.change(statement));
    await expect(act).rejects.toMatchObject({ code: 'forbidden' });
  }); // prettier-ignore

  it('of nobody changes what was found: neither a record, nor a raw cell, nor which file it came from', async () => {
    for (const statement of [
      `UPDATE found_records SET facts = facts || '{"year": 1999}' WHERE facts ? 'year'`, `UPDATE found_records SET person_name = 'x'`, `DELETE FROM found_records`,
      `UPDATE found_sources SET row_number = 9`, `UPDATE import_rows SET cells = '{"A": "x"}'`, `DELETE FROM import_rows`, `UPDATE imports SET sha256 = decode(repeat('ab', 32), 'hex')`,
      `DELETE FROM found_photos`, `UPDATE found_corrections SET reason = 'x'`, `UPDATE found_years SET facts = '{"a": 1}'`,
    ]) {
      const act = test.db.query(statement).then(() => statement);
      if (statement.includes("? 'year'")) await expect(act).resolves.toBe(statement); // no fact of these rows is a year
      else await expect(act).rejects.toThrow(/kept|append-only|refused|changed/i);
    }
  }); // prettier-ignore

  it('of an auditor records nothing in another’s name', async () => {
    const entry = `INSERT INTO history_entries (id, area_code, kind, subject_type, subject_id, actor_id, actor_name, actor_role, data)
      VALUES (gen_random_uuid(), '990101', 'token.created', 'access-token', gen_random_uuid(), '${test.actors.supervisor.id}', 'x', 'auditor', '{}')`;
    const act = test.database.as(test.actors.auditor).write((tx) => tx.change(entry));
    await expect(act).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('of the administrator sees users, firms by name and their trail, and no household', async () => {
    const seen = await seenBy(test.actors.admin);
    const open = Object.entries(seen).filter(([, whose]) => whose !== null);
    expect(Object.fromEntries(open)).toEqual({
      users: ['others', 'own', 'unknown'],
      access_tokens: ['others', 'own', 'unknown'],
      idempotency_keys: [],
      contractors: ['others', 'own'],
      history_entries: [],
    });
    await expect(ask(test.actors.admin, 'SELECT contact_phone FROM contractors')).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it.each([
    ['never said', ''],
    ['said to be empty', `SELECT set_config('tantu.area', '', false), set_config('tantu.area_end', '', false), set_config('tantu.district', '', false),
       set_config('tantu.actor_id', '', false), set_config('tantu.contractor', '', false)`],
  ])('sees nothing, whatever the role, while the actor is %s', async (_, settings) => {
    for (const role of ['tantu_staff', 'tantu_reader', 'tantu_region', 'tantu_contractor', 'tantu_admin']) {
      const client = new Client({ connectionString: test.db.url, options: `-c role=${role}` });
      await client.connect();
      if (settings) await client.query(settings);
      for (const table of TABLES) {
        const { column } = WHOSE[table]!;
        const rows = await client.query(`SELECT ${column} FROM ${table}`).then(
          (result) => result.rowCount,
          (error: { code?: string }) => error.code,
        );
        expect({ role, table, rows: rows === '42501' ? 0 : rows }).toEqual({ role, table, rows: 0 });
      }
      await client.end();
    }
  }); // prettier-ignore

  it('changes the area of nobody’s view by what it finds there: a lost setting ends with its transaction', async () => {
    const homes = () => ask<{ id: string }>(test.actors.neighbour, 'SELECT id FROM households');
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        if (index % 3 === 0) await ask(test.actors.auditor, 'SELECT id FROM households');
        else expect(await homes()).toEqual([{ id: beside.householdId }]);
      }),
    );
  });
});
