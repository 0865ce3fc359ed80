import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import {
  findRunningPostgres,
  type RunningPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres';
import { EmbeddedPostgresError } from '../../src/platform/database/embedded/embedded-postgres-error';
import { isPostmasterOf, waitUntil } from '../../src/platform/database/embedded/processes';

const isRoot = process.getuid?.() === 0;
const onlyAsRoot = isRoot ? it : it.skip;
const FOLDER = 'a folder with 空格';
let finished: string;
let parent: string;
let dataDirectory: string;
const children: ChildProcess[] = [];

/** A database that was made once, for all tests that are not about making one; they leave it whole. */
beforeAll(async () => {
  finished = mkdtempSync(join(tmpdir(), 'tantu-embedded-'));
  chmodSync(finished, 0o755);
  await (await startEmbeddedPostgres({ dataDirectory: join(finished, FOLDER), durable: false })).stop();
});

afterAll(() => rmSync(finished, { recursive: true, force: true }));

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'tantu-embedded-'));
  chmodSync(parent, 0o755);
  dataDirectory = join(parent, FOLDER);
});

/** Stops whatever a failed test has left, by taking it over. */
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child, 'SIGKILL');
  chmodSync(parent, 0o755);
  if (findRunningPostgres(dataDirectory)) await (await start()).stop();
  rmSync(parent, { recursive: true, force: true });
});

function useFinished(): void {
  dataDirectory = join(finished, FOLDER);
}

function start(options: { port?: number; durable?: boolean } = {}): Promise<RunningPostgres> {
  return startEmbeddedPostgres({ dataDirectory, durable: false, ...options });
}

/** Runs work with a server and stops it whatever happens. */
async function withServer<T>(work: (server: RunningPostgres) => Promise<T> | T): Promise<T> {
  const server = await start();
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client(url);
  client.on('error', () => undefined); // a server that is killed in mid-connection is what some tests want
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts a second application process on the folder and gives its one line of output. */
async function startOwner(
  ...extra: string[]
): Promise<{ child: ChildProcess; said: Record<string, unknown> }> {
  const child = spawn(
    process.execPath,
    ['test/run-typescript.mjs', 'test/support/embedded-owner.ts', dataDirectory, ...extra],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  children.push(child);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, said: JSON.parse(line) };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

const pidFile = () => join(dataDirectory, 'postgres', 'postmaster.pid');
const serverPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);
const serverRuns = (pid: number) => isPostmasterOf(pid, join(dataDirectory, 'postgres'));

describe('the first start', () => {
  it.each(['C', 'zh_CN.UTF-8'])('stores UTF-8 sorted by code point when LANG is %s', async (lang) => {
    const before = { LANG: process.env.LANG, LC_ALL: process.env.LC_ALL };
    Object.assign(process.env, { LANG: lang, LC_ALL: lang });
    try {
      await withServer(async ({ ownerUrl }) => {
        const [row] = await query(
          ownerUrl,
          `SELECT pg_encoding_to_char(encoding) AS encoding, datlocale AS locale, upper('é坦途') AS upper
             FROM pg_database WHERE datname = current_database()`,
        );
        expect(row).toEqual({ encoding: 'UTF8', locale: 'C.UTF-8', upper: 'É坦途' });
      });
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });

  it('clears away what an earlier first start left half made', async () => {
    const unfinished = join(dataDirectory, 'postgres-unfinished-abc');
    mkdirSync(join(unfinished, 'postgres'), { recursive: true });
    writeFileSync(join(unfinished, 'postgres', 'PG_VERSION'), '18\n');
    await withServer(({ ownerUrl }) => query(ownerUrl, 'SELECT 1'));
    expect(existsSync(unfinished)).toBe(false);
  });

  it('does not touch a folder that holds something else', async () => {
    mkdirSync(join(dataDirectory, 'postgres'), { recursive: true });
    writeFileSync(join(dataDirectory, 'postgres', 'letter.txt'), 'mine');
    await expect(start()).rejects.toThrow(/holds files, but no PostgreSQL database/);
    expect(readFileSync(join(dataDirectory, 'postgres', 'letter.txt'), 'utf8')).toBe('mine');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves no server when %s comes while it is being started',
    async (signal) => {
      const child = spawn(process.execPath, [
        'test/run-typescript.mjs',
        'test/support/embedded-owner.ts',
        dataDirectory,
      ]);
      children.push(child);
      const ended = once(child, 'exit');
      expect(await waitUntil(() => existsSync(join(dataDirectory, 'secrets')), 20_000)).toBe(true);
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      expect(findRunningPostgres(dataDirectory)).toBeUndefined();
      expect(existsSync(pidFile())).toBe(false);
    },
  );

  onlyAsRoot('refuses a folder that the server’s user cannot enter, and leaves nothing there', async () => {
    chmodSync(parent, 0o700);
    await expect(start()).rejects.toThrow(/cannot enter .*TANTU_DATA/);
    expect(existsSync(dataDirectory)).toBe(false);
  });
});

describe('a server', () => {
  beforeEach(useFinished);

  it('makes a database whose owner is no superuser and cannot bypass row security', async () => {
    await withServer(async ({ ownerUrl, adopted }) => {
      const [role] = await query(
        ownerUrl,
        `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, pg_get_userbyid(datdba) AS owner
           FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
      );
      expect(role).toEqual({
        rolname: 'tantu',
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: true,
        owner: 'tantu',
      });
      expect(adopted).toBe(false);
    });
  });

  it('listens on 127.0.0.1 only, without a socket file, and takes nobody without the password', async () => {
    await withServer(async ({ superuserUrl, port }) => {
      const [settings] = await query(
        superuserUrl,
        `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets,
                current_setting('max_connections') AS connections, current_setting('shared_buffers') AS buffers,
                current_setting('TimeZone') AS zone`,
      );
      expect(settings).toEqual({
        addresses: '127.0.0.1',
        sockets: '',
        connections: '60',
        buffers: '128MB',
        zone: 'UTC',
      });
      await expect(query(`postgresql://tantu:wrong@127.0.0.1:${port}/tantu`, 'SELECT 1')).rejects.toThrow(
        /password/,
      );
    });
  });

  it('keeps the passwords in files that only the one who started it can read', async () => {
    await withServer(({ ownerUrl, superuserUrl }) => {
      for (const [name, url] of [
        ['tantu-password', ownerUrl],
        ['postgres-password', superuserUrl],
      ] as const) {
        const file = join(dataDirectory, 'secrets', name);
        expect(statSync(file).mode & 0o777).toBe(0o600);
        expect(new URL(url).password).toBe(readFileSync(file, 'utf8').trim());
      }
    });
  });

  onlyAsRoot('runs as an ordinary user when root starts it', async () => {
    await withServer(() => {
      expect(statSync(join(dataDirectory, 'postgres')).uid).not.toBe(0);
      expect(statSync(`/proc/${serverPid()}`).uid).toBe(statSync(join(dataDirectory, 'postgres')).uid);
    });
  });

  it('is durable unless a test asks otherwise', async () => {
    const server = await start({ durable: true });
    try {
      const [row] = await query(
        server.ownerUrl,
        `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('full_page_writes') AS pages`,
      );
      expect(row).toEqual({ fsync: 'on', commit: 'on', pages: 'on' });
    } finally {
      await server.stop();
    }
  });
});

describe('a later start', () => {
  beforeEach(useFinished);

  it('finds the data again and is quick', async () => {
    await withServer(({ ownerUrl }) => query(ownerUrl, `CREATE TABLE kept AS SELECT '坡道' AS word`));
    const began = performance.now();
    await withServer(async ({ ownerUrl, adopted }) => {
      expect(await query(ownerUrl, 'SELECT word FROM kept')).toEqual([{ word: '坡道' }]);
      expect(adopted).toBe(false);
      expect(performance.now() - began).toBeLessThan(3000); // about 100 ms; the rest is for a loaded machine
    });
  });

  it('keeps every committed row after the server was killed', async () => {
    const first = await start({ durable: true });
    await query(first.ownerUrl, 'CREATE TABLE counted AS SELECT generate_series(1, 1000) AS n');
    const pid = serverPid();
    process.kill(pid, 'SIGKILL');
    expect(await waitUntil(() => !serverRuns(pid), 5000)).toBe(true);
    await first.stop();
    const second = await start({ durable: true });
    expect(await query(second.ownerUrl, 'SELECT count(*)::int AS n FROM counted')).toEqual([{ n: 1000 }]);
    await second.stop();
  });

  it('replaces a pid file whose process id now belongs to somebody else', async () => {
    const cluster = statSync(join(dataDirectory, 'postgres'));
    const stranger = spawn('sleep', ['60'], isRoot ? { uid: cluster.uid, gid: cluster.gid } : {});
    children.push(stranger);
    await once(stranger, 'spawn');
    writeFileSync(
      pidFile(),
      `${stranger.pid}\n${join(dataDirectory, 'postgres')}\n1\n5432\n\n127.0.0.1\n 1 1\nready   \n`,
    );
    chownSync(pidFile(), cluster.uid, cluster.gid);
    expect(findRunningPostgres(dataDirectory)).toBeUndefined();
    await withServer(async ({ ownerUrl }) => {
      expect(await query(ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
    expect(stranger.exitCode).toBeNull();
  });

  it('says so when the wanted port is taken, and starts on another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(start({ port })).rejects.toThrow(new RegExp(`cannot use port ${port}`));
    other.close();
    await once(other, 'close');
    const server = await start({ port });
    expect(server.port).toBe(port);
    await server.stop();
  });

  it('says so when a password file is gone', async () => {
    const file = join(dataDirectory, 'secrets', 'tantu-password');
    renameSync(file, `${file}-elsewhere`);
    await expect(start()).rejects.toThrow(EmbeddedPostgresError);
    await expect(start()).rejects.toThrow(/tantu-password is missing/);
    renameSync(`${file}-elsewhere`, file);
  });

  it('refuses a database of another PostgreSQL version', async () => {
    const version = join(dataDirectory, 'postgres', 'PG_VERSION');
    writeFileSync(version, '17\n');
    await expect(start()).rejects.toThrow(/made by PostgreSQL 17/);
    writeFileSync(version, '18\n');
  });
});

describe('a first start of two processes at once', () => {
  it('lets exactly one win', async () => {
    const starts = await Promise.all([startOwner(), startOwner()]);
    expect(starts.filter(({ said }) => 'port' in said)).toHaveLength(1);
    expect(starts.filter(({ said }) => /in use/.test(String(said.error)))).toHaveLength(1);
  });
});

describe('a process that finds another on its data folder', () => {
  beforeEach(useFinished);

  it('refuses the second and names the first, which keeps running', async () => {
    const { child, said } = await startOwner();
    expect(said).toMatchObject({ adopted: false });
    await expect(start()).rejects.toThrow(
      new RegExp(`in use by another Tantu process \\(process ${child.pid}\\)`),
    );
    expect(serverRuns(serverPid())).toBe(true);
    expect(findRunningPostgres(dataDirectory)?.port).toBe(said.port);
  });

  it('adopts the server of an application that was killed, and stops it in the end', async () => {
    const { child, said } = await startOwner();
    const pid = serverPid();
    await kill(child, 'SIGKILL');
    expect(serverRuns(pid)).toBe(true);
    const server = await start();
    expect(server).toMatchObject({ adopted: true, port: said.port });
    await query(server.ownerUrl, 'SELECT 1');
    await server.stop();
    expect(serverRuns(pid)).toBe(false);
  });

  it('restarts instead of adopting a server that would not survive a power cut', async () => {
    const { child } = await startOwner();
    await kill(child, 'SIGKILL');
    const server = await start({ durable: true });
    expect(server.adopted).toBe(false);
    expect(await query(server.ownerUrl, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    await server.stop();
  });
});

describe('the end', () => {
  beforeEach(useFinished);

  it('leaves no process and no pid file, and may be asked for twice', async () => {
    const server = await start();
    const pid = serverPid();
    await Promise.all([server.stop(), server.stop()]);
    expect(serverRuns(pid)).toBe(false);
    expect(existsSync(pidFile())).toBe(false);
    expect(readFileSync(join(dataDirectory, 'postgres.log'), 'utf8')).toMatch(/database system is shut down/);
  });

  it('stops the server when the application ends by itself without stopping it', async () => {
    const { child } = await startOwner('then-exit');
    const pid = serverPid();
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(3);
    expect(await waitUntil(() => !serverRuns(pid), 10_000)).toBe(true);
  });
});
