import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findRunningPostgres } from '../../src/platform/database/embedded/embedded-postgres';
import { EmbeddedPostgresError } from '../../src/platform/database/embedded/embedded-postgres-error';
import { waitUntil } from '../../src/platform/database/embedded/processes';
import {
  children,
  dataDirectory,
  isRoot,
  parent,
  pidFile,
  query,
  serverPid,
  serverRuns,
  start,
  useFinished,
  withServer,
} from '../support/embedded-server';

const onlyAsRoot = isRoot ? it : it.skip;

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
        buffers: '512MB',
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
