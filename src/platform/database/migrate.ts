import { setTimeout } from 'node:timers/promises';
import PgBoss = require('pg-boss');
import { Client } from 'pg';
import { createDataSource } from './data-source';
import { ensureRoles } from './roles';

const MIGRATION_LOCK = 7_241_001;
/** PostgreSQL 15: the oldest server whose functions the migrations use. */
const OLDEST_SERVER = 150_000;

/** What a server says that takes no connections at the moment (cannot_connect_now), and for how long it is asked again. */
const STARTING_UP = '57P03';
const MOST_SECONDS = 60;

export class UnsupportedServerError extends Error {}

/**
 * Brings a database to the present: roles, tables, queues. Run by the owner at every start; instances that
 * start together wait for one another.
 * @param queues names of the job queues that must exist
 */
export async function migrate(ownerUrl: string, queues: readonly string[]): Promise<void> {
  const client = await connected(ownerUrl);
  try {
    const { rows } = await client.query<{ server: string; encoding: string }>(
      `SELECT current_setting('server_version_num') AS server, current_setting('server_encoding') AS encoding`,
    );
    if (Number(rows[0]!.server) < OLDEST_SERVER)
      throw new UnsupportedServerError('Tantu needs PostgreSQL 15 or later');
    if (rows[0]!.encoding !== 'UTF8')
      throw new UnsupportedServerError('Tantu needs a database with the encoding UTF8');
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureRoles(client);
    await runMigrations(ownerUrl);
    await ensureQueues(client, queues);
  } finally {
    await client.end();
  }
}

/** A server that is there and not ready yet is waited for: after a crash it first reads its log. */
async function connected(ownerUrl: string): Promise<Client> {
  for (let tries = 1; ; tries++) {
    const client = new Client({
      connectionString: ownerUrl,
      application_name: 'tantu migrate',
      options: '-c timezone=UTC',
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if ((error as { code?: string }).code !== STARTING_UP || tries > MOST_SECONDS) throw error;
      await setTimeout(1000);
    }
  }
}

async function runMigrations(ownerUrl: string): Promise<void> {
  const owner = createDataSource({
    url: ownerUrl,
    connectAs: 'owner',
    poolSize: 1,
    applicationName: 'tantu migrate',
  });
  await owner.initialize();
  try {
    await owner.runMigrations({ transaction: 'each' });
  } finally {
    await owner.destroy();
  }
}

/** The library's own queue, through which what runs by the calendar goes; it can't make it itself without the owner. */
const CALENDAR_QUEUE = '__pgboss__send-it';

/** Queues are tables of the queue library, so only the owner can add one. */
async function ensureQueues(client: Client, queues: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM pgboss.queue');
  const missing = [CALENDAR_QUEUE, ...queues].filter((queue) => !rows.some((row) => row.name === queue));
  if (missing.length === 0) return;
  const boss = new PgBoss({
    db: {
      executeSql: async (text: string, values: unknown[]) => ({
        rows: (await client.query(text, values)).rows as unknown[],
      }),
    },
    migrate: false,
    supervise: false,
    schedule: false,
  });
  for (const queue of missing) await boss.createQueue(queue);
  await client.query(
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO tantu_system;
     GRANT SELECT ON pgboss.queue TO tantu_staff, tantu_reader, tantu_region, tantu_contractor, tantu_admin;
     GRANT INSERT, SELECT (id) ON pgboss.job TO tantu_staff, tantu_reader, tantu_region, tantu_contractor, tantu_admin;
     GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO tantu_system`,
  );
}
