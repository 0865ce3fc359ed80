import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface System {
  /** Started for this journey, and gone with it. */
  isOwn: boolean;
  address: string;
  password: string;
  stop(): Promise<void>;
}

/** A system with the demonstration's people, of the program's own. */
export async function ownSystem(): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'tantu-journey-'));
  chmodSync(folder, 0o755); // as root, the database server runs as somebody else
  const port = await freePort();
  const main = resolve('dist/main.js');
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      TANTU_DATA: folder,
      DATABASE_URL: '',
      TANTU_DEMO: 'people',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const address = `http://127.0.0.1:${port}`;
  await ready(address, child);
  return {
    isOwn: true,
    address,
    password: readFileSync(join(folder, 'secrets', 'demo-password'), 'utf8').trim(),
    stop: async () => {
      child.kill('SIGINT');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function ready(address: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error('The system ended before it was ready');
    const answer = await fetch(`${address}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolved) => setTimeout(resolved, 200));
  }
  throw new Error('The system did not become ready');
}
