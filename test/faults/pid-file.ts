import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The process id of the server that runs on a data folder. */
export function pidFileOf(dataDirectory: string): number {
  return Number(readFileSync(join(dataDirectory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}
