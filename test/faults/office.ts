import { ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  RunningPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres';
import { insertHouseholds, insertPeople, insertRetrofits, root, Stage } from '../bench/stage';
import { childrenOf } from '../bench/process-tree';
import { pidFileOf } from './pid-file';

/** What can be killed. The decoder is the child process that the worker decodes with. */
export type Part = 'web' | 'worker' | 'decoder' | 'postgres';

/**
 * An office of real processes: a durable PostgreSQL, the built web program, and the built worker program beside it.
 * Each can be killed and started again; the folder and the database stay.
 */
export class Office {
  readonly uploads: string;
  readonly homes: { id: string; roomId: string }[] = [];
  private readonly processes = new Map<'web' | 'worker', ChildProcess>();
  /** Processes that this office ended. */
  private readonly ended = new WeakSet<ChildProcess>();
  private readonly tokens = { caseworker: token(), supervisor: token() };

  private constructor(
    readonly folder: string,
    private postgres: RunningPostgres,
    private readonly port: number,
  ) {
    this.uploads = join(folder, 'uploads');
  }

  static async open(): Promise<Office> {
    const folder = mkdtempSync(join(tmpdir(), 'tantu-faults-'));
    chmodSync(folder, 0o755); // for root: the server runs as another user
    const postgres = await startEmbeddedPostgres({ dataDirectory: join(folder, 'server') });
    const office = new Office(folder, postgres, await freePort());
    mkdirSync(office.uploads);
    await office.start('web');
    await office.start('worker');
    const stage: Stage = { url: office.url, folder, tokens: office.tokens, close: () => Promise.resolve() };
    await insertPeople(stage);
    await insertHouseholds(stage, 10);
    office.homes.push(...(await insertRetrofits(stage)));
    return office;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get url(): string {
    return this.postgres.ownerUrl;
  }

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.tokens.caseworker}` };
  }

  /** Ends a part without asking it, and starts it again. A decoder is started by its worker. */
  async kill(part: Part): Promise<void> {
    if (part === 'decoder') {
      const worker = this.processes.get('worker')!;
      if (worker.exitCode !== null) return; // it is being started again
      for (const pid of childrenOf(worker.pid!)) process.kill(pid, 'SIGKILL');
      return;
    }
    if (part === 'postgres') return this.killPostgres();
    const child = this.processes.get(part)!;
    const ended = once(child, 'exit');
    this.ended.add(child);
    if (child.exitCode === null && child.kill('SIGKILL')) await ended;
    await this.start(part);
  }

  async query<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query<Row>(statement, values)).rows;
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    for (const child of this.processes.values()) {
      this.ended.add(child);
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async killPostgres(): Promise<void> {
    const { port } = this.postgres;
    process.kill(pidFileOf(join(this.folder, 'server')), 'SIGKILL');
    await this.postgres.stop();
    this.postgres = await startEmbeddedPostgres({ dataDirectory: join(this.folder, 'server'), port });
  }

  private async startAgain(part: 'web' | 'worker', child: ChildProcess): Promise<void> {
    if (!this.ended.has(child)) await this.start(part).catch(() => undefined); // whoever needs it asks for it
  }

  private async start(part: 'web' | 'worker'): Promise<void> {
    const child = spawn(process.execPath, [part === 'web' ? 'dist/main.js' : 'dist/worker.js'], {
      cwd: root,
      env: {
        PATH: process.env.PATH, DATABASE_URL: this.url, TANTU_DATA: this.folder, TANTU_UPLOADS: this.uploads, TANTU_DEMO: 'no',
        TANTU_WORKERS: 'apart', PORT: String(this.port), HOST: '127.0.0.1', LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
      }, // prettier-ignore
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.processes.set(part, child);
    // As whatever keeps services running does: one that could not start while the database was away is started again.
    child.once('exit', () => {
      if (!this.ended.has(child)) setTimeout(() => void this.startAgain(part, child), 1000);
    });
    if (part === 'web')
      await until('the web answers', async () => (await fetch(`${this.address}/health/ready`)).ok);
  }
}

/** Asks until it is true; what throws is not true yet. @throws Error naming what did not come about */
export async function until(what: string, isTrue: () => Promise<boolean>, seconds = 120): Promise<void> {
  const ends = Date.now() + seconds * 1000;
  let last: unknown = 'it was never true';
  while (Date.now() < ends) {
    try {
      if (await isTrue()) return;
    } catch (error) {
      last = error;
    }
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`${what}: not within ${seconds} s`, { cause: last });
}

const token = (): string => `tantu_${randomBytes(32).toString('base64url')}`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
