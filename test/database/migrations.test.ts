import { JOBS } from '../../src/jobs';
import { migrate } from '../../src/platform/database/migrate';
import { MIGRATIONS } from '../../src/platform/database/migrations';
import { createTestDatabase, TestDatabase } from '../support/test-database';

const QUEUES = JOBS.map(({ name }) => name);

/** Everything that a migration could change, as text. */
const SHAPE = `
  SELECT string_agg(line, E'\\n' ORDER BY line) AS shape FROM (
    SELECT format('%s.%s %s %s %s', table_schema, table_name, column_name, data_type, column_default) AS line FROM information_schema.columns
     WHERE table_schema IN ('public', 'pgboss')
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'pgboss')
    UNION ALL SELECT format('%s %s %s %s %s %s', tablename, policyname, roles, cmd, qual, with_check) FROM pg_policies
    UNION ALL SELECT tgrelid::regclass || ' ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT proname || ' ' || md5(prosrc) || ' ' || coalesce(proacl::text, '') FROM pg_proc WHERE pronamespace::regnamespace::text IN ('public', 'pgboss')
    UNION ALL SELECT relname || ' ' || coalesce(relacl::text, '') FROM pg_class WHERE relnamespace::regnamespace::text IN ('public', 'pgboss')
    UNION ALL SELECT attrelid::regclass || ' ' || attname || ' ' || attacl::text FROM pg_attribute WHERE attacl IS NOT NULL
    UNION ALL SELECT name FROM migrations UNION ALL SELECT name FROM pgboss.queue) lines`;

describe('Migrating', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.drop());

  it('makes the queue through which the calendar’s jobs go, which the library can’t make without the owner', async () => {
    const names = await db.query<{ name: string }>('SELECT name FROM pgboss.queue');
    expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(['__pgboss__send-it', ...QUEUES]));
  });

  const shape = async () => (await db.query<{ shape: string }>(SHAPE))[0]!.shape.split('\n');

  it('a second time, and twice at once, changes nothing and says nothing', async () => {
    const before = await shape();
    expect(before.length).toBeGreaterThan(1000);
    await Promise.all([migrate(db.url, QUEUES), migrate(db.url, QUEUES)]);
    expect(await shape()).toEqual(before);
  });

  it('adds the queue of a new kind of job to what is there', async () => {
    await migrate(db.url, [...QUEUES, 'quite-new']);
    const queues = await db.query<{ name: string }>('SELECT name FROM pgboss.queue ORDER BY 1');
    expect(queues.map(({ name }) => name)).toEqual(expect.arrayContaining([...QUEUES, 'quite-new']));
  });

  it('never goes back: what was recorded is not removed', async () => {
    for (const Migration of MIGRATIONS) await expect(new Migration().down()).rejects.toThrow('never removes records'); // prettier-ignore
  });
});
