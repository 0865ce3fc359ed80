import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anOldRecord, anOldYear } from '../builders/found-district';
import { createTestApp, TestApp } from '../support/test-app';

interface Said {
  code: number;
  out: string;
  err: string;
}

function program(
  file: string,
  args: readonly string[],
  env: Record<string, string>,
): { child: ChildProcess; said: Promise<Said> } {
  const child = spawn(process.execPath, ['test/run-typescript.mjs', file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const said = once(child, 'exit').then(([code]) => ({ code: code as number, out, err }));
  return { child, said };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function isReady(address: string): Promise<boolean> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${address}/health/ready`).catch(() => null);
    if (answer?.ok) return true;
    await new Promise((resolved) => setTimeout(resolved, 100));
  }
  return false;
}

describe('The operator’s commands', () => {
  let test: TestApp;
  let env: Record<string, string>;
  const tantu = (...args: string[]): Promise<Said> => program('src/cli.ts', args, env).said;

  beforeAll(async () => {
    test = await createTestApp();
    const folder = mkdtempSync(join(tmpdir(), 'tantu-cli-'));
    env = { DATABASE_URL: test.db.url, TANTU_DATA: folder };
  });
  afterAll(async () => {
    rmSync(env.TANTU_DATA!, { recursive: true, force: true });
    await test.close();
  });

  it('print the owner’s connection string and nothing else', async () => {
    expect(await tantu('db:url')).toEqual({ code: 0, out: `${test.db.url}\n`, err: '' });
  });

  it('make a user who has to choose a password of their own', async () => {
    const made = await tantu('user:create', '--username', 'first.admin', '--display-name', '首任管理员', '--role', 'admin', '--area-code', '990101', '--password', 'a-long-first-one'); // prettier-ignore
    expect(made).toMatchObject({ code: 0 });
    const { body } = await test
      .as(null)
      .post('/api/v1/sign-in', { username: 'first.admin', password: 'a-long-first-one' })
      .expect(403);
    expect(body.code).toBe('password-change-required');
    const again = await tantu('user:create', '--username', 'first.admin', '--display-name', '又一个', '--role', 'admin', '--area-code', '990101', '--password', 'a-long-first-one'); // prettier-ignore
    expect(again.code).toBe(2);
    expect(again.err).toMatch(/It exists already: .+ \(already-exists\)\n {2}--username: /);
  });

  it('say in words which option of a new user can’t be taken, before they touch the database', async () => {
    const wrong = await program('src/cli.ts', ['user:create', '--username', 'Not Good', '--role', 'boss', '--area-code', '990101', '--password', 'a-long-first-one'], { ...env, DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }).said; // prettier-ignore
    expect(wrong).toMatchObject({ code: 2, out: '' });
    for (const line of ['Something needs correcting (invalid-input)', '--username: Lower-case letters first', '--display-name: ', '--role: Choose one'])
      expect(wrong.err).toContain(line);
    const weak = await tantu('user:create', '--username', 'weak', '--display-name', '某人', '--role', 'admin', '--area-code', '990101', '--password', 'short'); // prettier-ignore
    expect(weak.err).toContain('--password: A password has at least 10 characters');
    expect(`${wrong.err}${weak.err}`).not.toMatch(/validation\.|access\./);
  }); // prettier-ignore

  it('audit a district: nothing found is 0, findings are 1 with a summary, a workbook and what is new since another run', async () => {
    await anOldYear(test, 2020);
    await anOldRecord(test, { name: '赵一' });
    const clean = await tantu('audit', '--area', '990101', '--years', '2019-2021', '--sources', 'found');
    expect(clean).toMatchObject({ code: 0, err: '1 of 1 records\n' });
    const [, run] = /^Audit (\S+)/.exec(clean.out)!;
    await anOldRecord(test, { name: '钱二', facts: { completedOn: null } });
    const file = join(env.TANTU_DATA!, 'audit.xlsx');
    const found = await tantu(
      'audit',
      '--area',
      '990101',
      '--sources',
      'found',
      '--out',
      file,
      '--compare',
      run!,
    );
    expect(found.code).toBe(1);
    expect(found.out).toContain('Completion before acceptance');
    expect(found.out).toMatch(/C10 +1 +0 +0\n/);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
    expect(await tantu('audit', '--area', '99')).toMatchObject({ code: 2, out: '' });
  });

  it('name an option of the audit as it is typed, and print in the language that is asked for', async () => {
    expect((await tantu('audit')).err).toContain('--area: ');
    expect((await tantu('audit', '--area', '990101', '--years', 'abc')).err).toContain('--years: Write 2020');
    expect((await tantu('audit', '--area', '990101', '--lang', 'fr')).err).toContain('--lang: Write zh');
    const none = await tantu('audit', '--area', '990101', '--years', '2011', '--sources', 'found', '--lang', 'zh'); // prettier-ignore
    expect(none.out).toContain('这些年度没有档案');
  });

  it('print how they are used when asked for help', async () => {
    const { code, out } = await tantu('audit', '--help');
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: npm run -s tantu -- audit --area CODE .*--lang zh\|en/);
  });

  it('prove the history, in words', async () => {
    const { code, out } = await tantu('verify-history');
    expect(code).toBe(0);
    expect(out).toMatch(/\d+ entries are not sealed yet[\s\S]*The history is whole.*\(0 faults\)\.\n$/);
  });

  it('say that a job to try again is not there', async () => {
    const { code, err } = await tantu('jobs:retry', 'seal-history', '018f0000-0000-7000-8000-0000000000ff');
    expect(code).toBe(2);
    expect(err).toContain('(not-found)');
  });

  it('print no address of a database that is stopped with its Tantu, but the roles it needs', async () => {
    const stopped = (command: string) => program('src/cli.ts', [command], { ...env, DATABASE_URL: '' }).said;
    const url = await stopped('db:url');
    expect(url).toMatchObject({ code: 1, out: '' });
    expect(url.err).toContain('Start it with npm start');
    const roles = await stopped('db:roles');
    expect(roles).toMatchObject({ code: 0, err: '' });
    expect(roles.out).toContain('TO "tantu";');
  });

  it('say what there is when they are called wrongly', async () => {
    const { code, err } = await tantu('nonsense');
    expect(code).toBe(2);
    for (const command of ['db:url', 'user:create', 'verify-history', 'jobs:dead'])
      expect(err).toContain(command);
  });
});

describe('The program itself', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tantu-start-'));
    chmodSync(folder, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('starts, tells how to come in, keeps what was recorded over an orderly end, and starts again', async () => {
    const port = await freePort();
    const env = {
      TANTU_DATA: join(folder, 'data with 空格'),
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: '',
      TANTU_DEMO: 'people',
      LOG_LEVEL: 'warn',
    };
    const address = `http://127.0.0.1:${port}`;
    const signIn = async (): Promise<number> => {
      const password = readFileSync(join(env.TANTU_DATA, 'secrets', 'demo-password'), 'utf8').trim();
      const body = JSON.stringify({ username: 'caseworker', password });
      return (
        await fetch(`${address}/api/v1/sign-in`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body,
        })
      ).status;
    };
    for (const turn of ['first', 'second']) {
      const { child, said } = program('src/main.ts', [], env);
      expect({ turn, ready: await isReady(address) }).toEqual({ turn, ready: true });
      expect(await signIn()).toBe(201);
      const url = await program('src/cli.ts', ['db:url'], env).said;
      expect(url).toMatchObject({ code: 0, err: '' });
      expect(url.out).toMatch(/^postgresql:\/\/tantu:[^@\s]+@127\.0\.0\.1:\d+\/tantu\n$/);
      child.kill('SIGINT');
      const { code, out } = await said;
      expect(code).toBe(0);
      expect(out).toContain(`http://localhost:${port}`);
      expect(out).toContain('caseworker, street, district, contractor, supervisor, auditor, admin');
    }
    const proof = await program('src/cli.ts', ['verify-history'], env).said;
    expect(proof).toMatchObject({ code: 0, err: '' });
    expect(proof.out).toMatch(/lines of the checkpoint log compared/);
    expect(proof.out).not.toContain('not sealed yet'); // an orderly end seals
  }, 180_000);

  it('says what to do when its port is taken or its settings are wrong', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const taken = await program('src/main.ts', [], {
      PORT: String(port),
      HOST: '127.0.0.1',
      TANTU_DATA: join(folder, 'unused'),
    }).said;
    expect(taken.code).toBe(1);
    expect(taken.err).toContain(`PORT=${port + 1} npm start`);
    other.close();
    const wrong = await program('src/main.ts', [], {
      PORT: 'many',
      DATABASE_URL: 'mysql://x',
      TANTU_DATA: join(folder, 'unused'),
    }).said;
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(/PORT must be[\s\S]*DATABASE_URL must begin/);
  });
});
