import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** True when a process with this id exists, whoever owns it; also for a zombie that nobody has reaped. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * True when `pid` is a running PostgreSQL server on exactly this cluster. An id alone proves nothing, since
 * ids are used again: the command line must name the folder, or the process must stand in it (the server
 * changes into its cluster, so it is also known after the folder was moved).
 */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  if (!processExists(pid)) return false;
  if (process.platform !== 'linux') return psCommand(pid).includes(`postgres -D ${cluster} `);
  const [program = '', ...args] = readOrEmpty(`/proc/${pid}/cmdline`).split('\0');
  if (basename(program) !== 'postgres') return false;
  return args[args.indexOf('-D') + 1] === cluster || workingFolder(pid) === cluster;
}

/** Resolves when `ended` says so, asking every 10 ms; false when the time (ms) is over first. */
export async function waitUntil(ended: () => boolean, timeout: number): Promise<boolean> {
  const deadline = Date.now() + timeout;
  while (!ended()) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}

/** The system's code of an error (`ENOENT`, `EACCES`, ...), if it has one. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}

/** A process that has just ended (or a zombie) has no command line: that is an answer, not a fault. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Not readable for another user's process without the right to trace it: then the command line decides. */
function workingFolder(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

function psCommand(pid: number): string {
  return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}
