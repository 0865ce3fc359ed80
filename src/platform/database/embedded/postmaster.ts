import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { type ClusterPlan, SERVER_ENVIRONMENT } from './cluster';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { type Postmaster, removeForeignPidFile, runningPostmaster } from './pid-file';
import { errorCode, isPostmasterOf, processExists, waitUntil } from './processes';

const TRIES = 3;
/** Milliseconds. Repair after a crash may take minutes, and the server says nothing until it is done. */
const START_TIMEOUT = 10 * 60_000;
const FAST_STOP_TIMEOUT = 30_000;
const IMMEDIATE_STOP_TIMEOUT = 15_000;

/** Starts the server and resolves when it accepts connections. Without a wanted port, takes a free one. */
export async function startPostmaster(
  plan: ClusterPlan,
  wantedPort: number | undefined,
): Promise<Postmaster> {
  removeForeignPidFile(plan.folder.cluster);
  if (wantedPort !== undefined && !(await isFree(wantedPort))) throw portTaken(wantedPort);
  for (let attempt = 1; ; attempt++) {
    const port = wantedPort ?? (await freePort());
    const started = await tryStart(plan, port);
    if (typeof started !== 'string') return started;
    const taken = started.includes('could not bind');
    if (taken && wantedPort !== undefined) throw portTaken(wantedPort);
    if (!taken || attempt === TRIES) throw startFailed(plan, started);
  }
}

/** Waits for a server that is already there; undefined when it ends instead (it was being stopped). */
export async function waitForReady(cluster: string): Promise<Postmaster | undefined> {
  let found = runningPostmaster(cluster);
  const settled = () => {
    found = runningPostmaster(cluster);
    return found === undefined || found.status === 'ready';
  };
  if (await waitUntil(settled, START_TIMEOUT)) return found;
  throw new EmbeddedPostgresError(
    `The PostgreSQL server (process ${found?.pid}) on ${cluster} has been "${found?.status}" for ten minutes. ` +
      `Look at postgres.log beside the folder.`,
  );
}

/**
 * Stops the server: open transactions are rolled back, everything committed is on disk (a fast shutdown).
 * One that does not end within 30 s is made to: it then repairs itself from its log at the next start.
 */
export async function stopPostmaster(pid: number, cluster: string): Promise<void> {
  const gone = () => !isPostmasterOf(pid, cluster);
  interruptPostmaster(pid, cluster, 'SIGINT');
  if (await waitUntil(gone, FAST_STOP_TIMEOUT)) return;
  interruptPostmaster(pid, cluster, 'SIGQUIT');
  if (await waitUntil(gone, IMMEDIATE_STOP_TIMEOUT)) return;
  throw new EmbeddedPostgresError(`The PostgreSQL server (process ${pid}) on ${cluster} does not stop.`);
}

/** Asks the server to stop without waiting, for the last moment of the process. */
export function interruptPostmaster(
  pid: number,
  cluster: string,
  signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT',
): void {
  if (!isPostmasterOf(pid, cluster)) return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

/** Resolves with the server, or with what it wrote to its log when it ended instead. */
async function tryStart(plan: ClusterPlan, port: number): Promise<Postmaster | string> {
  const { cluster, log } = plan.folder;
  const logStart = sizeOf(log);
  const pid = await launch(plan, port);
  let found: Postmaster | undefined;
  const settled = () => {
    found = runningPostmaster(cluster);
    return (found?.pid === pid && found.status === 'ready') || !processExists(pid);
  };
  const inTime = await waitUntil(settled, START_TIMEOUT);
  if (found?.pid === pid && found.status === 'ready') return found;
  if (!inTime) await stopPostmaster(pid, cluster);
  return readFileSync(log).subarray(logStart).toString('utf8').slice(-2000).trim();
}

/**
 * A session of its own, so that Ctrl-C in a terminal does not reach the server before the application has
 * finished with it; its output goes to a file, which outlives us (a pipe would kill it after us).
 */
function launch(plan: ClusterPlan, port: number): Promise<number> {
  const { cluster, log } = plan.folder;
  const output = openLog(log);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...durability(plan.durable)];
  const args = ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  return new Promise((resolve, reject) => {
    const child = spawn(plan.binaries.postgres, args, {
      ...plan.user.identity,
      cwd: '/',
      env: SERVER_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    child.unref();
    child.once('error', (error) =>
      reject(new EmbeddedPostgresError(`PostgreSQL did not start: ${error.message}`)),
    );
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
}

/** Not durable: for tests only. A power cut then destroys the database. */
export function durability(durable: boolean): string[] {
  return durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
}

/** Opened for appending, so that a log that a tool cuts short keeps working. */
function openLog(log: string): number {
  try {
    return openSync(log, 'a', 0o600);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The log ${log} cannot be written (${errorCode(error)}). Start Tantu as the user who started it first.`,
    );
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function portTaken(port: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `PostgreSQL cannot use port ${port} on 127.0.0.1: another program listens there. Stop it or choose another port.`,
  );
}

function startFailed(plan: ClusterPlan, log: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `PostgreSQL did not start on ${plan.folder.cluster}. The end of ${plan.folder.log} says:\n${log}`,
  );
}

function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

function freePort(): Promise<number> {
  return listenOnce(0);
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}
