import { ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres';
import { newId } from '../../src/platform/database/ids';
import { memoryOf } from '../support/peak-memory';

export const root = resolve(__dirname, '../..');
/** Where the load writes and reads: 99 is no province. */
export const DISTRICT = '990101';
/** What `npm start` gives to Node. */
export const FLAGS = readFileSync(join(root, 'package.json'), 'utf8').match(/--max-[a-z-]+=\d+/g) ?? [];
const STREETS = 10;
const COMMUNITIES = 10;

/** A folder and a durable server of the bench's own; everything goes with it. */
export interface Stage {
  readonly url: string;
  readonly folder: string;
  /** Bearer token of a caseworker and of a supervisor of the district. */
  readonly tokens: { caseworker: string; supervisor: string };
  close(): Promise<void>;
}

export interface Running {
  readonly address: string;
  readonly pid: number;
  /** Milliseconds from the start of the process to its first good answer. */
  readonly readyMs: number;
  /** Mebibytes resident now, and the most that there were. */
  memory(): { now: number; most: number };
  stop(): Promise<void>;
}

/** Whatever was started and has not ended. */
const children = new Set<ChildProcess>();

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'tantu-bench-'));
  chmodSync(folder, 0o755); // for root: the server runs as another user
  const server = await startEmbeddedPostgres({ dataDirectory: join(folder, 'server') });
  const tokens = { caseworker: token(), supervisor: token() };
  return {
    url: server.ownerUrl,
    folder,
    tokens,
    close: async () => {
      await Promise.all([...children].map(end));
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const token = (): string => `tantu_${randomBytes(32).toString('base64url')}`;

/** The application as an office runs it: its built main program, against the stage's server. */
export async function startApplication(stage: Stage): Promise<Running> {
  const port = await freePort();
  return start([...FLAGS, 'dist/main.js'], port, '/health/ready', {
    DATABASE_URL: stage.url,
    TANTU_DATA: join(stage.folder, 'application'),
    TANTU_DEMO: 'no',
  });
}

/** The application with the database that it brings along, in a folder that keeps it between starts. */
export async function startWhole(folder: string): Promise<Running> {
  return start([...FLAGS, 'src/start.mjs'], await freePort(), '/health/ready', {
    TANTU_DATA: folder,
    TANTU_DEMO: 'no',
  });
}

export async function startBare(stage: Stage): Promise<Running> {
  const port = await freePort();
  return start(['test/run-typescript.mjs', 'test/bench/bare-server.ts', stage.url, String(port)], port, '/ready', {}); // prettier-ignore
}

/** express and multer that write files into a folder. */
export async function startBareUploads(folder: string): Promise<Running> {
  const port = await freePort();
  return start(
    ['test/run-typescript.mjs', 'test/bench/bare-uploads.ts', folder, String(port)],
    port,
    '/ready',
    {},
  );
}

async function start(program: string[], port: number, path: string, env: Record<string, string>): Promise<Running> {
  const began = performance.now();
  const profile = process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [];
  const child = spawn(process.execPath, [...profile, ...program], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  const address = `http://127.0.0.1:${port}`;
  await untilReady(child, address + path);
  const readyMs = performance.now() - began;
  return {
    address,
    pid: child.pid!,
    readyMs,
    memory: () => memoryOf(child.pid!),
    stop: () => end(child),
  };
} // prettier-ignore

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${url}: ended with ${child.exitCode} before it was ready`);
    const answer = await fetch(url).catch(() => null); // refused until it listens
    if (answer?.ok) return;
    await new Promise((next) => setTimeout(next, 10));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

export const communityCode = (street: number, community: number): string =>
  DISTRICT + String(street).padStart(3, '0') + String(community).padStart(3, '0');

/** Areas and the two who ask, straight into the tables once the application has made them. */
export async function insertPeople(stage: Stage): Promise<void> {
  await asOwner(stage, async (client) => {
    const codes = ['99', '9901', DISTRICT];
    for (let street = 1; street <= STREETS; street++) {
      codes.push(communityCode(street, 0).slice(0, 9));
      for (let community = 1; community <= COMMUNITIES; community++) codes.push(communityCode(street, community));
    }
    await client.query(
      `INSERT INTO areas (code, parent_code, name_zh, name_en, office_name_zh, office_name_en)
       SELECT c, CASE length(c) WHEN 2 THEN NULL WHEN 4 THEN left(c, 2) WHEN 6 THEN left(c, 4) WHEN 9 THEN left(c, 6) ELSE left(c, 9) END,
              '区划' || c, 'Area ' || c, '区划' || c, 'Area ' || c FROM unnest($1::text[]) c`,
      [codes],
    );
    for (const role of ['caseworker', 'supervisor'] as const) {
      const id = newId();
      await client.query(
        `INSERT INTO users (id, username, display_name, password_hash, role, area_code, must_change_password) VALUES ($1, $2, $2, 'none', $2, $3, false)`,
        [id, role, DISTRICT],
      );
      await client.query(
        `INSERT INTO access_tokens (id, user_id, name, token_hash, expires_at) VALUES ($1, $2, 'bench', $3, now() + interval '1 day')`,
        [newId(), id, createHash('sha256').update(stage.tokens[role]).digest()],
      );
    }
  });
} // prettier-ignore

/** So many households with one person each, spread over the district's communities. */
export async function insertHouseholds(stage: Stage, count: number): Promise<void> {
  await asOwner(stage, async (client) => {
    await client.query(
      `INSERT INTO households (id, area_code, address, head_name, tenure, hardship, member_count)
       SELECT gen_random_uuid(), '${DISTRICT}' || lpad((1 + n % ${STREETS})::text, 3, '0') || lpad((1 + n / ${STREETS} % ${COMMUNITIES})::text, 3, '0'), '第' || n || '号',
              substr('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨', 1 + (random() * 15)::int, 1) || substr('一二三四五六七八九十', 1 + (random() * 9)::int, 1) || n,
              (ARRAY['owned', 'longTermResidence', 'publicRental', 'privateRental'])[1 + n % 4],
              (ARRAY['none', 'minimumLiving', 'extremePoverty', 'lowIncome', 'liftedUnstable', 'borderline', 'suddenHardship'])[1 + n % 7], 1 + n % 6
         FROM generate_series(1, $1::int) n`,
      [count],
    );
    await client.query(
      `INSERT INTO people (id, area_code, household_id, name, sex, born_on, id_number_ciphertext, id_number_hash, id_number_masked,
                           certificate_ciphertext, certificate_hash, certificate_masked, category, grade, certificate_valid_from)
       SELECT gen_random_uuid(), area_code, id, head_name, 'female', '1950-01-01', ''::bytea, sha256(id::text::bytea), '9901**********0000',
              ''::bytea, sha256((id::text || 'c')::bytea), '9901**********000041', 4, 1, '2020-01-01' FROM households h WHERE NOT EXISTS (SELECT FROM people p WHERE p.household_id = h.id)`,
    );
    await client.query('VACUUM ANALYZE households');
    await client.query('VACUUM ANALYZE people');
    await client.query('ANALYZE areas, retrofits');
    await client.query('CHECKPOINT').catch(() => undefined); // a right of its own before PostgreSQL 15; only spares the first round
  });
} // prettier-ignore

/** A retrofit of every household, with a room that can be photographed. */
export async function insertRetrofits(stage: Stage): Promise<{ id: string; roomId: string }[]> {
  const programmeId = newId();
  const retrofits: { id: string; roomId: string }[] = [];
  await asOwner(stage, async (client) => {
    await client.query(
      `INSERT INTO programmes (id, area_code, year, name, grant_document, granted_on, starts_on, ends_on, plan_by, start_by, finish_by, cap_fen,
                               notice_days, bar_years, grades, hardships, tenures, principal_name, deputy_name, officer_name)
       SELECT $1, '${DISTRICT}', extract(year FROM now()), '项目', '文', d - 400, d - 400, d + 400, d + 400, d + 400, d + 400, 600000, 7, 0, '{1,2}',
              '{minimumLiving}', '{owned}', '甲', '乙', '丙' FROM local_day(now()) d`,
      [programmeId],
    );
    await client.query(
      `INSERT INTO retrofits (id, area_code, programme_id, programme_starts_on, programme_ends_on, household_id, person_id)
       SELECT gen_random_uuid(), h.area_code, m.id, m.starts_on, m.ends_on, h.id, p.id
         FROM households h JOIN people p ON p.household_id = h.id CROSS JOIN programmes m WHERE m.id = $1`,
      [programmeId],
    );
    const { rows } = await client.query<{ id: string; roomId: string }>(
      `INSERT INTO rooms (id, retrofit_id, area_code, kind, name) SELECT gen_random_uuid(), id, area_code, 'bathroom', '卫生间' FROM retrofits
       RETURNING retrofit_id AS id, id AS "roomId"`,
    );
    retrofits.push(...rows);
  });
  return retrofits;
} // prettier-ignore

export async function asOwner(stage: Stage, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: stage.url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
