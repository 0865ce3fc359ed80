import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { databaseNamed, TEMPLATE } from './template-database';

export interface TestDatabase {
  /** The owner's connection string. */
  readonly url: string;
  /** One question or statement as the owner, on a connection of its own. */
  query<Row extends object>(statement: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A migrated database of one's own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `tantu_test_${randomBytes(6).toString('hex')}`;
  const { TEST_SUPERUSER_URL: superuserUrl, TEST_OWNER_URL: ownerUrl } = process.env;
  if (!superuserUrl || !ownerUrl)
    throw new Error('The test cluster is not running: jest’s globalSetup starts it');
  await once(superuserUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} OWNER tantu`);
  const url = databaseNamed(ownerUrl, name);
  return {
    url,
    query: (statement, values) => once(url, statement, values),
    drop: async () => void (await once(superuserUrl, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function once<Row extends object>(
  url: string,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}
