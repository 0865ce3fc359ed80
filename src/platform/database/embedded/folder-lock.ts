import { createHash } from 'node:crypto';
import { statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { errorCode } from './processes';

/** Held by the one application process that may start, use and stop the server of a data folder. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Locks a data folder for this process, or says who has it. The lock is a listening socket that answers with
 * the holder's process id: the system itself frees it when the process ends, however it ends, so there is
 * nothing stale to judge and no process id to trust after it was used again.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const address = lockAddress(folder);
  for (let attempt = 0; attempt < 3; attempt++) {
    const server = await listen(address);
    if (server !== undefined) return { release: () => close(server) };
    const holder = await askHolder(address);
    if (holder !== undefined) {
      throw new EmbeddedPostgresError(
        `The data folder ${folder} is in use by another Tantu process (${holder}). ` +
          `Stop that one first, or give this one a folder of its own with TANTU_DATA.`,
      );
    }
    removeDeadSocket(address);
  }
  throw new EmbeddedPostgresError(
    `The data folder ${folder} is being opened by several processes. Try again.`,
  );
}

/** Linux: a name without a file, which ends with its holder. Elsewhere: a socket file. */
function lockAddress(folder: string): string {
  const { dev, ino } = statSync(folder);
  const name = createHash('sha256').update(`tantu data folder ${dev}:${ino}`).digest('hex').slice(0, 32);
  return process.platform === 'linux' ? `\0tantu-${name}` : join(tmpdir(), `tantu-${name}.sock`);
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(`process ${process.pid}`);
    });
    server.once('error', (error) => {
      if (errorCode(error) === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => resolve(server.unref()));
  });
}

/** Undefined when nobody listens any more: the holder has just ended. */
function askHolder(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(address);
    socket.setEncoding('utf8').setTimeout(5000, () => socket.destroy());
    socket.on('data', (text: string) => (answer += text));
    socket.on('error', (error) => {
      if (['ECONNREFUSED', 'ENOENT'].includes(errorCode(error) ?? '')) resolve(undefined);
    });
    socket.on('close', () => resolve(answer || 'its process id is not known'));
  });
}

function removeDeadSocket(address: string): void {
  if (address.startsWith('\0')) return;
  try {
    unlinkSync(address);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
