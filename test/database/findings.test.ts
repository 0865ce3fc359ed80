import { Client } from 'pg';
import { newId } from '../../src/platform/database/ids';
import { aWholeFile, WholeFile } from '../builders/whole-file';
import { createTestDatabase, TestDatabase } from '../support/test-database';

const AREA = '990101001001';

/** With the owner's connection, past the acts: what the tables themselves hold of findings. */
describe('Somebody with psql', () => {
  let db: TestDatabase;
  let file: WholeFile;
  let supervisorId: string;
  let strangerId: string;

  beforeAll(async () => {
    db = await createTestDatabase();
    for (const length of [2, 4, 6, 9, 12])
      await db.query(
        `INSERT INTO areas (code, parent_code, name_zh, name_en, office_name_zh, office_name_en)
         VALUES ($1, $2, '区', 'Area', '办', 'Office') ON CONFLICT DO NOTHING`,
        [AREA.slice(0, length), length === 2 ? null : AREA.slice(0, length === 9 ? 6 : length === 12 ? 9 : length - 2)],
      ); // prettier-ignore
    file = await aWholeFile(db, { areaCode: AREA });
    supervisorId = await aSupervisor('990101');
    await db.query(
      `INSERT INTO areas (code, parent_code, name_zh, name_en, office_name_zh, office_name_en) VALUES ('990102', '9901', '区', 'Area', '办', 'Office')`,
    );
    strangerId = await aSupervisor('990102');
  });
  afterAll(() => db.drop());

  const aSupervisor = async (areaCode: string): Promise<string> => {
    const id = newId();
    await db.query(
      `INSERT INTO users (id, username, display_name, password_hash, role, area_code) VALUES ($1, $2, '主管', 'none', 'supervisor', $3)`,
      [id, `s${areaCode}`, areaCode],
    );
    return id;
  };

  /** Runs statements in one transaction that is taken back in any case. */
  const attempt = async (...statements: string[]): Promise<void> => {
    const client = new Client({ connectionString: db.url });
    await client.connect();
    try {
      await client.query('BEGIN');
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const decide = (by: string, facts = 'facts'): string =>
    `UPDATE findings SET state = 'accepted', decided_by = '${by}', decider_name = '冒名', decision_reason = '可以', decided_facts = ${facts},
       decided_at = '2020-01-01' WHERE id = '${file.findingId}'`;

  it('finds nothing after it was decided on', async () => {
    // As a worker may leave it whose clock is ahead of the demonstration's; otherwise nobody writes that column.
    const late = `ALTER TABLE findings DISABLE TRIGGER findings_kept; UPDATE findings SET opened_at = now() + interval '2 days' WHERE id = '${file.findingId}';
      ALTER TABLE findings ENABLE TRIGGER findings_kept`;
    const proof = `DO $$ BEGIN ASSERT (SELECT opened_at = decided_at FROM findings WHERE id = '${file.findingId}'); END $$`;
    await attempt(
      late,
      `UPDATE findings SET mode = 'flag' WHERE id = '${file.findingId}'`,
      decide(supervisorId),
      proof,
    );
    await expect(attempt(late, proof)).rejects.toThrow('assertion failed');
  });

  it('lets nobody accept what a rule refuses', async () => {
    const block = `UPDATE findings SET mode = 'block' WHERE id = '${file.findingId}'`;
    await expect(attempt(block, decide(supervisorId))).rejects.toMatchObject({
      constraint: 'findings_only_flags_accepted',
    });
  });

  it.each([
    ['a caseworker', () => file.reviewerIds[2]],
    ['another district’s supervisor', () => strangerId],
    ['nobody known', () => newId()],
  ])('decides not as %s', async (_, who) => {
    await expect(attempt(decide(who()))).rejects.toMatchObject({
      constraint: 'findings_decided_with_authority',
    });
  });

  it('decides on nothing but what is known', async () => {
    await expect(attempt(decide(supervisorId, `'{"lagDays": 3}'`))).rejects.toMatchObject({
      constraint: 'findings_decided_with_authority',
    });
    await expect(attempt(`UPDATE findings SET state = 'accepted' WHERE id = '${file.findingId}'`)).rejects.toMatchObject({
      constraint: expect.stringMatching(/^findings_decided/) as string,
    });
  }); // prettier-ignore

  it('puts neither another name nor another day under a decision', async () => {
    await db.query(decide(supervisorId));
    const [row] = await db.query<{ name: string; isToday: boolean }>(
      `SELECT decider_name AS name, decided_at > now() - interval '1 hour' AS "isToday" FROM findings WHERE id = $1`,
      [file.findingId],
    );
    expect(row).toEqual({ name: '主管', isToday: true });
    const events = await db.query<{ kind: string; name: string }>(
      'SELECT kind, actor_name AS name FROM finding_events WHERE finding_id = $1 ORDER BY id',
      [file.findingId],
    );
    expect(events).toEqual([
      { kind: 'opened', name: '' },
      { kind: 'accepted', name: '主管' },
    ]);
  });

  it.each([
    ['a finding', () => `DELETE FROM findings WHERE id = '${file.findingId}'`, 'findings_kept'],
    ['what a finding is about', () => `UPDATE findings SET rule = 'C13' WHERE id = '${file.findingId}'`, 'findings_kept'],
    ['whose finding it is', () => `UPDATE findings SET retrofit_id = NULL WHERE id = '${file.findingId}'`, 'findings_kept'],
    ['an event', () => `DELETE FROM finding_events WHERE finding_id = '${file.findingId}'`, 'finding_events_append_only'],
    ['an event’s words', () => `UPDATE finding_events SET reason = '别的' WHERE finding_id = '${file.findingId}'`, 'finding_events_append_only'],
  ])('takes away or rewrites not %s', async (_, statement, constraint) => {
    await expect(attempt(statement())).rejects.toMatchObject({ constraint });
  }); // prettier-ignore
});
