import { Client } from 'pg';
import { seedDemo } from './demo/seed-demo';
import { JOBS } from './jobs';
import { Config } from './platform/config/config';
import { loadSecrets, Secrets } from './platform/config/secrets';
import { startEmbeddedPostgres } from './platform/database/embedded/embedded-postgres';
import { migrate } from './platform/database/migrate';
import { Clock, SystemClock } from './platform/time/clock';

/** The database of this installation, running and migrated, with its keys. */
export interface Installation {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly isEmbedded: boolean;
  isDemo(): boolean;
  /** Fills a new demonstration with its fictional district; does nothing in any other. */
  seedWhenNew(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the embedded server unless DATABASE_URL names one, and brings the database to the present. */
export async function openInstallation(config: Config): Promise<Installation> {
  const server = config.DATABASE_URL
    ? null
    : await startEmbeddedPostgres({ dataDirectory: config.dataDirectory });
  const databaseUrl = config.DATABASE_URL ?? server!.ownerUrl;
  try {
    await migrate(databaseUrl, JOBS.map(({ name }) => name)); // prettier-ignore
    const state = await stateOf(databaseUrl);
    return {
      config,
      secrets: loadSecrets(config),
      databaseUrl,
      clock: new SystemClock(),
      isEmbedded: server !== null,
      isDemo: () => state.isDemo,
      seedWhenNew: async () => {
        const wanted = config.TANTU_DEMO === 'auto' ? server !== null : config.TANTU_DEMO !== 'no';
        if (!wanted || !(state.isNew || state.isHalfSeeded)) return;
        await seedDemo({ config, secrets: loadSecrets(config), databaseUrl });
        state.isDemo = true;
      },
      close: async () => server?.stop(),
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

async function stateOf(
  databaseUrl: string,
): Promise<{ isDemo: boolean; isNew: boolean; isHalfSeeded: boolean }> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ isDemo: boolean; isNew: boolean; isHalfSeeded: boolean }>(
      `SELECT is_demo AS "isDemo", is_demo AND demo_seeded_at IS NULL AS "isHalfSeeded", NOT EXISTS (SELECT FROM users) AS "isNew" FROM installation`,
    );
    return rows[0]!;
  } finally {
    await client.end();
  }
}
