import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import {
  findRunningPostgres,
  type RunningPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres';
import { isPostmasterOf } from '../../src/platform/database/embedded/processes';

export const isRoot = process.getuid?.() === 0;
const FOLDER = 'a folder with 空格';
let finished: string;
/** The folders of the test that runs now; `children` are killed after it. */
export let parent: string;
export let dataDirectory: string;
export const children: ChildProcess[] = [];

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

/** For tests that are not about making a database. */
export function useFinished(): void {
  dataDirectory = join(finished, FOLDER);
}

/** Starts the server of this test's folder; not durable, which is quicker. */
export function start(options: { port?: number; durable?: boolean } = {}): Promise<RunningPostgres> {
  return startEmbeddedPostgres({ dataDirectory, durable: false, ...options });
}

/** Runs work with a server and stops it whatever happens. */
export async function withServer<T>(work: (server: RunningPostgres) => Promise<T> | T): Promise<T> {
  const server = await start();
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** One question on a connection of its own. */
export async function query<T extends object>(url: string, sql: string): Promise<T[]> {
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
export async function startOwner(
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

/** Ends a process and waits until it has ended. */
export async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

export const pidFile = () => join(dataDirectory, 'postgres', 'postmaster.pid');
export const serverPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);
export const serverRuns = (pid: number) => isPostmasterOf(pid, join(dataDirectory, 'postgres'));
