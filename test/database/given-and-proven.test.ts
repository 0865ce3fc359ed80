import { Client } from 'pg';
import { newId } from '../../src/platform/database/ids';
import { aPassedRound } from '../builders/proofs';
import { aWholeFile, WholeFile } from '../builders/whole-file';
import { createTestDatabase, TestDatabase } from '../support/test-database';

const AREA = '990101001001';
const DISTRICT = AREA.slice(0, 6);
const WHO = ['the owner of the tables', 'the application’s role'] as const;

/** What was given stays as it was given, and what stands on a retrofit is borne out by the other tables. */
describe('By plain SQL', () => {
  let db: TestDatabase;
  let file: WholeFile;

  beforeAll(async () => {
    db = await createTestDatabase();
    for (const length of [2, 4, 6, 9, 12])
      await db.query(
        `INSERT INTO areas (code, parent_code, name_zh, name_en, office_name_zh, office_name_en) VALUES ($1, $2, '区', 'Area', '办', 'Office')`,
        [AREA.slice(0, length), length === 2 ? null : AREA.slice(0, length === 9 ? 6 : length === 12 ? 9 : length - 2)],
      ); // prettier-ignore
    file = await aWholeFile(db, { areaCode: AREA });
  });
  afterAll(() => db.drop());

  /** Runs statements and asks everything that a commit would ask; takes all of it back. */
  const attempt = async (
    statements: readonly string[],
    who: (typeof WHO)[number] = WHO[0],
  ): Promise<void> => {
    const client = new Client({ connectionString: db.url });
    await client.connect();
    try {
      await client.query('BEGIN');
      if (who !== WHO[0])
        await client.query(
          `SET LOCAL ROLE tantu_staff; SET LOCAL tantu.district = '${DISTRICT}'; SET LOCAL tantu.area = '${DISTRICT}'; SET LOCAL tantu.area_end = '990102'`,
        );
      for (const statement of statements) await client.query(statement);
      await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    } finally {
      await client.end();
    }
  };

  const booking = (kind: string, { programmeId, retrofitId }: WholeFile): string =>
    `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on)
     VALUES ('${newId()}', '${DISTRICT}', '${programmeId}', '${kind}', 1, '${retrofitId}', '2025-02-01')`;
  const change = (assignments: string): string =>
    `UPDATE retrofits SET ${assignments} WHERE id = '${file.retrofitId}'`;
  const STARTED = `started_on = '2025-03-15'`;
  const ENDED = `ended_on = '2025-03-01', ended_reason = 'withdrawn'`;
  const ACCEPTED = `${STARTED}, completed_on = '2025-04-18', accepted_on = '2025-04-22'`;

  describe.each(WHO)('%s', (who) => {
    const refused = (constraint: string, ...statements: string[]) =>
      expect(attempt(statements, who)).rejects.toMatchObject({ constraint });

    it('gives no place back while the retrofit goes on, nor keeps one when it has ended', async () => {
      await refused('retrofits_q01_place_held', booking('release', file));
      await refused('retrofits_q01_place_held', change(STARTED), booking('release', file));
      await refused('retrofits_q01_place_given_back', change(ENDED));
      await refused('quota_entries_q01_reserved_first', change(ENDED), booking('release', file), booking('use', file)); // prettier-ignore
      await attempt([booking('release', file), change(ENDED)], who);
    });

    it('approves nothing without a place of the programme', async () => {
      const other = await aWholeFile(db, { areaCode: AREA, contractorId: file.contractorId });
      await db.query('UPDATE retrofits SET approved_on = NULL WHERE id = $1', [other.retrofitId]);
      await db.query(booking('release', other));
      const approval = `UPDATE retrofits SET approved_on = '2025-02-18' WHERE id = '${other.retrofitId}'`;
      await refused('retrofits_q01_place_held', approval);
      await attempt([approval, booking('reserve', other)], who);
    });

    it('accepts nothing without a round that passed, by the day of the acceptance and as the newest', async () => {
      const round = (number: number, on: string, result: string): string =>
        `INSERT INTO inspections (id, retrofit_id, round, plan_id, inspected_on, inspector_id, inspector_name, result)
         SELECT '${newId()}', retrofit_id, ${number}, plan_id, '${on}', inspector_id, 'x', '${result}' FROM inspections WHERE retrofit_id = '${file.retrofitId}' AND round = 1`;
      const items = (number: number, result: string): string =>
        `INSERT INTO inspection_items (inspection_id, item_id, retrofit_id, accepted_quantity, result, function_test)
         SELECT t.id, l.item_id, l.retrofit_id, 1, '${result}', 'notApplicable' FROM inspections t JOIN plan_lines l ON l.plan_id = t.plan_id
          WHERE t.retrofit_id = '${file.retrofitId}' AND t.round = ${number}`;
      const passed = [round(2, '2025-04-21', 'passed'), items(2, 'pass')];
      const unproved = 'retrofits_accepted_after_passing';
      await refused(unproved, change(ACCEPTED));
      await refused(unproved, round(2, '2025-04-21', 'passed'), change(ACCEPTED));
      await refused(unproved, round(2, '2025-04-21', 'passed'), items(2, 'defect'), change(ACCEPTED));
      await refused(unproved, round(2, '2025-04-23', 'passed'), items(2, 'pass'), change(ACCEPTED));
      await refused(unproved, ...passed, change(ACCEPTED), round(3, '2025-04-22', 'defects'));
      await refused('retrofits_q01_used_at_acceptance', change(ACCEPTED), ...passed);
      await attempt([change(ACCEPTED), booking('use', file), ...passed], who);
    });

    it('signs nothing without a household that says it is satisfied, and says so last', async () => {
      const other = await aWholeFile(db, { areaCode: AREA, contractorId: file.contractorId });
      const { retrofitId } = other;
      await aPassedRound(db, { retrofitId, byUserId: other.reviewerIds[2], on: '2025-04-21' });
      const signed = `UPDATE retrofits SET ${ACCEPTED}, signed_on = '2025-04-26' WHERE id = '${retrofitId}'`;
      const stated = (outcome: string, on: string): string =>
        `INSERT INTO satisfaction_statements (id, retrofit_id, report_id, report_hash, outcome, words, signature_id, stated_on)
         SELECT '${newId()}', retrofit_id, report_id, report_hash, '${outcome}', 'x', signature_id, '${on}' FROM satisfaction_statements WHERE retrofit_id = '${retrofitId}' LIMIT 1`;
      const unproved = 'retrofits_s07_signed_when_satisfied';
      const used = booking('use', other);
      await attempt([signed, used], who);
      await refused(unproved, stated('notSatisfied', '2025-04-26'), signed);
      await refused(unproved, signed, stated('notDone', '2025-04-26'));
      await refused(unproved, stated('satisfied', '2025-04-27'), signed);
      await attempt(
        [stated('notSatisfied', '2025-04-26'), stated('satisfied', '2025-04-26'), signed, used],
        who,
      );
    });

    it('writes no terms of one’s own on a retrofit', async () => {
      const client = new Client({ connectionString: db.url });
      await client.connect();
      const terms = () => client.query<{ terms: object }>(`SELECT terms FROM retrofits WHERE id = '${file.retrofitId}'`); // prettier-ignore
      const before = (await terms()).rows;
      expect(before).toMatchObject([{ terms: { capFen: 600_000, requiredSigners: ['household', 'contractor', 'community', 'street', 'district'] } }]); // prettier-ignore
      await client.query('BEGIN');
      await client.query(`UPDATE programmes SET cap_fen = 1, required_signers = '{household,district}'`);
      if (who !== WHO[0])
        await client.query(
          `SET LOCAL ROLE tantu_staff; SET LOCAL tantu.district = '${DISTRICT}'; SET LOCAL tantu.area = '${DISTRICT}'; SET LOCAL tantu.area_end = '990102'`,
        );
      for (const assignments of [`terms = NULL`, `terms = '{}'`, 'approved_on = NULL', `approved_on = '2025-02-18'`])
        await client.query(change(assignments)); // prettier-ignore
      expect((await terms()).rows).toEqual(before);
      await client.end();
    });
  });

  it('an approval and the release of its place, each without sight of the other, are not stored both', async () => {
    const other = await aWholeFile(db, { areaCode: AREA, contractorId: file.contractorId });
    await db.query('UPDATE retrofits SET approved_on = NULL WHERE id = $1', [other.retrofitId]);
    const clients = [new Client({ connectionString: db.url }), new Client({ connectionString: db.url })];
    const statements = [
      `UPDATE retrofits SET approved_on = '2025-02-18' WHERE id = '${other.retrofitId}'`,
      booking('release', other),
    ];
    try {
      for (const [index, client] of clients.entries()) {
        await client.connect();
        await client.query('BEGIN');
        await client.query(statements[index]!);
      }
      const results = await Promise.allSettled(clients.map((client) => client.query('COMMIT')));
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    } finally {
      for (const client of clients) await client.end();
    }
  });

  it('what was given is not changed, nor removed, by the owner of the tables either', async () => {
    const changes: [string, string][] = [
      ['application_steps', `opinion = '不同意'`],
      ['application_steps', `person_name = '别人'`],
      ['application_steps', `content_hash = sha256('x')`],
      ['inspections', `result = 'passed'`],
      ['inspections', `inspected_on = '2025-04-19'`],
      ['inspection_items', `result = 'pass', function_test = 'passed'`],
      ['inspection_items', 'accepted_quantity = 9'],
      ['satisfaction_statements', `words = '很好'`],
      ['satisfaction_statements', `stated_on = '2025-04-26'`],
      ['signatures', `signer_name = '别人'`],
    ];
    for (const [table, assignments] of changes) {
      const kept = { constraint: `${table}_s03_kept` };
      await expect(attempt([`UPDATE ${table} SET ${assignments}`])).rejects.toMatchObject(kept);
      await expect(attempt([`DELETE FROM ${table}`])).rejects.toMatchObject(kept);
      await expect(attempt([`TRUNCATE ${table} CASCADE`])).rejects.toThrow(/is refused/);
    }
  });

  it('nothing is added to a round that somebody has signed', async () => {
    const added = `INSERT INTO inspection_items (inspection_id, item_id, retrofit_id, accepted_quantity, result, function_test)
      SELECT inspection_id, gen_random_uuid(), retrofit_id, 1, 'pass', 'passed' FROM inspection_items LIMIT 1`;
    const signed = { constraint: 'inspection_items_s03_before_signing' };
    await expect(attempt([added])).rejects.toMatchObject(signed);
  });

  it('an opinion’s day may be put right and a signature voided, and all of it moves with the home', async () => {
    const community = `${AREA.slice(0, 9)}002`;
    await db.query(
      `INSERT INTO areas (code, parent_code, name_zh, name_en, office_name_zh, office_name_en) VALUES ($1, $2, '村', 'Village', '办', 'Office')`,
      [community, AREA.slice(0, 9)],
    );
    await attempt([
      `UPDATE application_steps SET given_on = '2025-02-17' WHERE retrofit_id = '${file.retrofitId}' AND level = 3`,
      `UPDATE signatures SET voided_at = now(), voided_reason = 'newRound' WHERE retrofit_id = '${file.retrofitId}'`,
      `UPDATE households SET area_code = '${community}' WHERE id = '${file.householdId}'`,
    ]);
  });

  it('a retrofit is for somebody of its own household, who stays there', async () => {
    const other = await aWholeFile(db, { areaCode: AREA, contractorId: file.contractorId });
    const tied = { constraint: 'retrofits_p06_person_of_household' };
    // Where nobody has applied yet; what was applied for stays with its household (closed-records.test.ts).
    const opened = `INSERT INTO retrofits (id, area_code, programme_id, programme_starts_on, programme_ends_on, household_id, person_id)
      SELECT '${newId()}', area_code, programme_id, programme_starts_on, programme_ends_on, household_id, '${other.personId}'
        FROM retrofits WHERE id = '${file.retrofitId}'`;
    await expect(attempt([change(ENDED), opened])).rejects.toMatchObject(tied);
    const moved = `UPDATE people SET household_id = '${other.householdId}' WHERE id = '${file.personId}'`;
    await expect(attempt([moved])).rejects.toMatchObject(tied);
  });

  it('a transaction that is held open records what it knows when it writes it', async () => {
    const client = new Client({ connectionString: db.url });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(`SELECT pg_sleep(1.2)`);
      await client.query(change(`surveyed_on = '2025-02-19'`));
      await client.query(booking('use', file));
      const { rows } = await client.query<{ late: boolean }>(
        `SELECT at - now() > interval '1 second' AS late FROM (SELECT surveyed_recorded_at FROM retrofits WHERE id = '${file.retrofitId}'
          UNION ALL SELECT recorded_at FROM quota_entries WHERE kind = 'use' AND retrofit_id = '${file.retrofitId}') x (at)`,
      );
      expect(rows).toEqual([{ late: true }, { late: true }]);
    } finally {
      await client.end();
    }
  });

  it('only a demonstration pretends another instant, and never a later one', async () => {
    const demo = await createTestDatabase();
    const pretend = (database: TestDatabase, instant: string) =>
      database.query<{ at: Date; now: Date }>(
        `SELECT tantu_now() AS at, clock_timestamp() AS now FROM (SELECT set_config('tantu.demo_now', $1, false) OFFSET 0) s (x) WHERE x IS NOT NULL`,
        [instant],
      );
    try {
      await demo.query('UPDATE installation SET is_demo = true');
      expect((await pretend(demo, '2025-01-02T03:04:05Z'))[0]!.at.toISOString()).toBe('2025-01-02T03:04:05.000Z');
      for (const [database, instant] of [[demo, '2999-01-01T00:00:00Z'], [db, '2025-01-02T03:04:05Z']] as const) {
        const [row] = await pretend(database, instant);
        expect(Math.abs(row!.now.getTime() - row!.at.getTime())).toBeLessThan(1000);
      }
    } finally {
      await demo.drop();
    }
  }); // prettier-ignore
});
