import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres';

/** A server that Tantu did not start for itself, as an office would bring one. */
export interface SecondServer {
  /** Runs a statement as the server's administrator. */
  administrate(statement: string): Promise<void>;
  /** The connection string of a login and database made by the administrator. */
  urlOf(login: string): string;
  stop(): Promise<void>;
}

/** Where Debian puts the programs of PostgreSQL 15, the oldest server that Tantu takes. */
const OLDEST = '/usr/lib/postgresql/15/bin';
export const hasOldest = existsSync(join(OLDEST, 'initdb'));

export async function startNewest(): Promise<SecondServer> {
  const folder = serverFolder();
  const { superuserUrl, stop } = await startEmbeddedPostgres({
    dataDirectory: join(folder, 'data'),
    durable: false,
  });
  return served(superuserUrl, async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

/** The system's own PostgreSQL 15, on a port of its own; root's server runs as nobody. */
export async function startOldest(): Promise<SecondServer> {
  const folder = serverFolder();
  const data = join(folder, 'data');
  const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
  if (identity) chownSync(folder, identity.uid, identity.gid);
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(OLDEST, program), args, { ...identity, cwd: folder, stdio: 'ignore' });
  const secret = join(folder, 'password');
  writeFileSync(secret, 'second-server');
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C.UTF-8', '-N'); // prettier-ignore
  const port = await freePort();
  run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', `-p ${port} -h 127.0.0.1 -k '' -F`, 'start'); // prettier-ignore
  return served(`postgresql://postgres:second-server@127.0.0.1:${port}/postgres`, () => {
    run('pg_ctl', '-D', data, '-m', 'fast', '-w', 'stop');
    rmSync(folder, { recursive: true, force: true });
    return Promise.resolve();
  });
}

function serverFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tantu-second-server-'));
  chmodSync(folder, 0o755);
  return folder;
}

function served(superuserUrl: string, stop: () => Promise<void>): SecondServer {
  return {
    stop,
    urlOf: (login) => {
      const url = new URL(superuserUrl);
      Object.assign(url, { username: login, password: login, pathname: `/${login}` });
      return url.toString();
    },
    administrate: async (statement) => {
      const client = new Client({ connectionString: superuserUrl });
      await client.connect();
      try {
        await client.query(statement);
      } finally {
        await client.end();
      }
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
