import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRunningPostgres } from '../../src/platform/database/embedded/embedded-postgres';
import { waitUntil } from '../../src/platform/database/embedded/processes';
import {
  children,
  dataDirectory,
  kill,
  pidFile,
  query,
  serverPid,
  serverRuns,
  start,
  startOwner,
  useFinished,
} from '../support/embedded-server';

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
    const { child, said } = await startOwner('then-exit');
    expect(said).toHaveProperty('port');
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(3);
    expect(await waitUntil(() => !existsSync(pidFile()), 10_000)).toBe(true);
  });
});

describe('a signal in the middle of the first start', () => {
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
    150_000, // a first start and an orderly stop, each of which may take long on a machine that is busy otherwise
  );
});
