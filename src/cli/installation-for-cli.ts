import { INestApplicationContext } from '@nestjs/common';
import { createApp } from '../app.setup';
import { Installation, openInstallation } from '../installation';
import { Config, readConfig } from '../platform/config/config';
import { findRunningPostgres } from '../platform/database/embedded/embedded-postgres';

export interface CliContext {
  readonly config: Config;
  /** The owner's connection string; null while Tantu is stopped and brings its own database. */
  readonly databaseUrl: string | null;
  /** The application without its web server, made when a command needs it; starts the database if nobody has. */
  app(): Promise<INestApplicationContext>;
}

/** Finds the database of a running Tantu, or starts it for the length of the command. */
export async function withInstallation(work: (context: CliContext) => Promise<number>): Promise<number> {
  const config = readConfig({ LOG_LEVEL: 'error', ...process.env });
  const databaseUrl = config.DATABASE_URL ?? findRunningPostgres(config.dataDirectory)?.ownerUrl ?? null;
  let installation: Installation | null = null;
  let app: INestApplicationContext | null = null;
  try {
    return await work({
      config,
      databaseUrl,
      app: async () => {
        installation ??= await openInstallation({ ...config, DATABASE_URL: databaseUrl });
        return (app ??= await createApp({ ...installation, works: false }));
      },
    });
  } finally {
    await (app as INestApplicationContext | null)?.close();
    await (installation as Installation | null)?.close();
  }
}
