import { once } from 'node:events';
import { Server } from 'node:http';
import { INestApplication } from '@nestjs/common';
import { createApp } from './app.setup';
import { openInstallation, Installation } from './installation';
import { ConfigError, readConfig } from './platform/config/config';
import { EmbeddedPostgresError } from './platform/database/embedded/embedded-postgres-error';
import { MissingRolesError } from './platform/database/roles';
import { UnsupportedServerError } from './platform/database/migrate';
import { freePort, PortTakenError } from './platform/http/free-port';
import { FileStorage, StorageSetupError } from './platform/storage/file-storage';
import { welcome } from './welcome';

/** Milliseconds that requests in progress get to finish once the end was asked for. */
const DRAIN_MS = 10_000;

let app: INestApplication | null = null;
let installation: Installation | null = null;
let isEnding = false;

/** The orderly end: no new requests, running ones finish, jobs finish, the database last. */
async function end(exitCode: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  try {
    if (app) {
      const server = app.getHttpServer() as Server;
      const closed = server.listening ? once(server, 'close') : Promise.resolve();
      server.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
      await closed;
      await app.close();
    }
    await installation?.close();
    process.exit(exitCode);
  } catch (error) {
    process.stderr.write(
      `The end was not orderly: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(1);
  }
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  await freePort(config.PORT, config.HOST);
  installation = await openInstallation(config);
  if (isEnding) return installation.close();
  app = await createApp({ ...installation, works: config.TANTU_WORKERS === 'in-process' });
  await app.get(FileStorage).check();
  await installation.seedWhenNew();
  await app.listen(config.PORT, config.HOST);
  welcome(config, installation);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0));

start().catch(async (error: unknown) => {
  const isForOperator = [
    ConfigError,
    PortTakenError,
    EmbeddedPostgresError,
    MissingRolesError,
    UnsupportedServerError,
    StorageSetupError,
  ].some((kind) => error instanceof kind);
  process.stderr.write(
    `${isForOperator ? (error as Error).message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  await end(1);
});
