import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isPostmasterOf, processExists } from './processes';

/** What a server writes about itself into its cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `ready` once it accepts connections. */
  readonly status: string;
}

/** The server that runs on this cluster now, if there is one. */
export function runningPostmaster(cluster: string): Postmaster | undefined {
  const found = readPidFile(cluster);
  return found !== undefined && isPostmasterOf(found.pid, cluster) ? found : undefined;
}

/**
 * Removes a pid file whose id now belongs to some other process: PostgreSQL would take that one for a running
 * server and refuse to start. An id that nobody has is left for PostgreSQL, which checks more than we can.
 */
export function removeForeignPidFile(cluster: string): void {
  const found = readPidFile(cluster);
  if (found === undefined || !processExists(found.pid) || isPostmasterOf(found.pid, cluster)) return;
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/** Lines: 1 process id, 2 cluster, 3 started at, 4 port, 5 socket folder, 6 address, 7 memory, 8 status. */
function readPidFile(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? 'starting').trim() };
}
