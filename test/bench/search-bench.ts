import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { ASKED, KEPT, RADIUS } from '../../src/evidence/likeness/fingerprint';
import { LikenessRepository, NearPhoto } from '../../src/evidence/likeness/likeness.repository';
import { JOBS } from '../../src/jobs';
import { systemActor } from '../../src/platform/database/actor';
import { createDataSource } from '../../src/platform/database/data-source';
import { ActingDatabase, Database } from '../../src/platform/database/database';
import { newId } from '../../src/platform/database/ids';
import { migrate } from '../../src/platform/database/migrate';
import { SystemClock } from '../../src/platform/time/clock';
import { median, quantile } from './load';
import { openStage } from './stage';

const WARM_UP = 10;
const SEARCHES = 100;
const SCANS = 3;
/** The aims: milliseconds at a million hashes, and the growth of the time beside that of the table. */
const AIM_MS = 50;
const AIM_GROWTH = 0.6;

interface Planted {
  readonly probes: readonly Buffer[];
  /** The photo that one of the probes is near to, and how near. */
  readonly photo: string;
  readonly distance: number;
}

interface Result {
  readonly size: number;
  readonly p95: number;
}

/**
 * One new photo against so many kept hashes, as a job asks: under row security, by the product's own query. Beside it
 * a scan of every hash in the same run, which must find the same.
 * @param isSkewed whether neighbouring bits follow one another, as in the hashes of real pictures; else each is a coin
 */
export async function benchSearch(sizes: readonly number[], isSkewed: boolean): Promise<void> {
  const stage = await openStage();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stage.close().finally(() => process.exit(130))); // prettier-ignore
  const owner = new Client({ connectionString: stage.url });
  try {
    await migrate(stage.url, JOBS.map(({ name }) => name)); // prettier-ignore
    await owner.connect();
    // Hashes without pictures: only what ties them to those is left out.
    await owner.query('ALTER TABLE photo_fingerprints DROP CONSTRAINT photo_fingerprints_photo_id_fkey');
    await owner.query('ALTER TABLE photo_hashes DROP CONSTRAINT photo_hashes_photo_number_fkey');
    const source = createDataSource({ url: stage.url, connectAs: 'nobody', poolSize: 1 });
    await source.initialize();
    const acting = new Database(source, new SystemClock(), {}).as(systemActor('jobs'));
    say(`${KEPT} hashes a photo, ${ASKED} asked for each new one, radius ${RADIUS}, ${isSkewed ? 'skewed' : 'random'} bits`);
    const results: Result[] = [];
    for (const size of sizes) {
      await fill(owner, size, isSkewed);
      results.push(await measure(owner, acting, size));
    }
    await source.destroy();
    judge(results);
  } finally {
    await owner.end().catch(() => undefined);
    await stage.close();
  }
} // prettier-ignore

const RANDOM = (salt: string): string =>
  `(('x' || md5(random()::text || '${salt}' || at))::bit(128) || ('x' || md5(at || '${salt}' || random()::text))::bit(128))::bit(256)`;

/** Up to so many, in whole photos; the indexes are made anew, as a restored backup makes them. */
async function fill(owner: Client, size: number, isSkewed: boolean): Promise<void> {
  const began = performance.now();
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index WHERE indrelid = 'photo_hashes'::regclass`,
  );
  for (const { name } of rows) await owner.query(`DROP INDEX ${name}`);
  await owner.query(
    `INSERT INTO photo_fingerprints (id, photo_id, state, details) SELECT id, id, 'compared', '' FROM
       (SELECT gen_random_uuid() AS id FROM generate_series(1, $1::int - (SELECT count(*)::int FROM photo_fingerprints))) x`,
    [Math.ceil(size / KEPT)],
  );
  const hash = isSkewed
    ? `((a & b) | ((a >> 1) & ~b)) FROM (SELECT at, ${RANDOM('a')} AS a, ${RANDOM('b')} AS b`
    : `a FROM (SELECT at, ${RANDOM('a')} AS a`;
  await owner.query(
    `INSERT INTO photo_hashes (photo_number, hash) SELECT 1 + at / ${KEPT}, ${hash}
       FROM generate_series((SELECT count(*)::int FROM photo_hashes), $1::int - 1) AS at) x`,
    [size],
  );
  await owner.query(`SET maintenance_work_mem = '512MB'`);
  for (const { definition } of rows) await owner.query(definition);
  await owner.query('VACUUM (ANALYZE) photo_hashes');
  await owner.query('VACUUM (ANALYZE) photo_fingerprints');
  await owner.query('CHECKPOINT').catch(() => undefined); // a right of its own before PostgreSQL 15; only spares the first searches
  say(
    `\n${size.toLocaleString('en')} hashes, filled in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
}

async function measure(owner: Client, acting: ActingDatabase, size: number): Promise<Result> {
  const planted = await plant(owner, WARM_UP + SEARCHES);
  const repository = new LikenessRepository();
  const [times, cpu]: [number[], number[]] = [[], []];
  const candidates = await entriesRead(owner);
  for (const [turn, one] of planted.entries()) {
    const fingerprint = { hashes: [], details: Buffer.alloc(0), probes: one.probes };
    const { found, ms, cpuMs } = await acting.read((tx) => timed(tx.sql.bind(tx), () => repository.near(tx, newId(), fingerprint)));
    const match = found.find(({ id }) => id === one.photo);
    if (match?.distance !== one.distance) throw new Error(`a photo at ${one.distance} bits was found at ${match?.distance}`);
    if (turn < WARM_UP) continue;
    times.push(ms);
    cpu.push(cpuMs);
  }
  const read = (await entriesRead(owner)) - candidates;
  const scans = await scan(acting, repository, planted.slice(-SCANS));
  const p95 = quantile(times, 0.95);
  say(`  search      median ${median(times).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; the server's processor ${mean(cpu).toFixed(1)} ms a photo`);
  say(`  brute force median ${median(scans).toFixed(0)} ms: ${(median(scans) / median(times)).toFixed(0)} times as long`);
  say(`  candidates  ${(read / planted.length).toFixed(0)} a photo, ${((read / planted.length / ASKED / size) * 100).toFixed(3)} % of the table for each probe`);
  await sizes(owner, size);
  return { size, p95 };
} // prettier-ignore

/** Milliseconds by the clock, and of the server's process where Linux tells them (in steps of 10). */
async function timed(
  sql: <Row>(statement: string) => Promise<Row[]>,
  work: () => Promise<NearPhoto[]>,
): Promise<{ found: NearPhoto[]; ms: number; cpuMs: number }> {
  const [{ pid } = { pid: 0 }] = await sql<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const used = processorOf(pid);
  const began = performance.now();
  const found = await work();
  return { found, ms: performance.now() - began, cpuMs: processorOf(pid) - used };
}

function processorOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return NaN; // no Linux
  }
}

/** Kept hashes with up to `RADIUS` bits turned, each among probes that are near to nothing. */
async function plant(owner: Client, count: number): Promise<Planted[]> {
  const { rows } = await owner.query<{ photo: string; hash: string }>(
    `SELECT f.id AS photo, h.hash::text AS hash FROM photo_hashes h TABLESAMPLE BERNOULLI (1) JOIN photo_fingerprints f ON f.number = h.photo_number
      ORDER BY random() LIMIT $1`,
    [count],
  );
  return rows.map(({ photo, hash }, at) => {
    const distance = at % (RADIUS + 1);
    const turned = new Set<number>();
    while (turned.size < distance) turned.add(randomInt(256));
    const bits = [...hash].map((bit, index) => (turned.has(index) ? (bit === '1' ? '0' : '1') : bit)).join('');
    const probe = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
    return { photo, distance, probes: [probe, ...Array.from({ length: ASKED - 1 }, () => randomBytes(32))] };
  });
} // prettier-ignore

/** Looks at every hash, for the same photos, and must find the same ones. */
async function scan(acting: ActingDatabase, repository: LikenessRepository, planted: readonly Planted[]): Promise<number[]> {
  const times: number[] = [];
  for (const { probes } of planted) {
    const [ours, theirs] = await acting.read(async (tx) => {
      const began = performance.now();
      const rows = await tx.sql<NearPhoto>(
        `SELECT f.id, x.distance FROM (SELECT photo_number, min(bit_count(hash # probe))::int AS distance
            FROM photo_hashes CROSS JOIN (SELECT ('x' || probe)::bit(256) AS probe FROM unnest($1::text[]) AS probe) p
           WHERE bit_count(hash # probe) <= $2 GROUP BY 1) x JOIN photo_fingerprints f ON f.number = x.photo_number ORDER BY x.distance, f.id`,
        [probes.map((probe) => probe.toString('hex')), RADIUS],
      );
      times.push(performance.now() - began);
      return [await repository.near(tx, newId(), { hashes: [], details: Buffer.alloc(0), probes }), rows];
    });
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) throw new Error('the search and the scan found different photos');
  }
  return times;
} // prettier-ignore

/** Entries of the indexes that were read until now. */
async function entriesRead(owner: Client): Promise<number> {
  await new Promise((next) => setTimeout(next, 1500)); // the server tells its counts a second late
  await owner.query('SELECT pg_stat_clear_snapshot()');
  const { rows } = await owner.query<{ read: string }>(
    `SELECT sum(idx_tup_read) AS read FROM pg_stat_user_indexes WHERE relname = 'photo_hashes'`,
  );
  return Number(rows[0]!.read);
}

async function sizes(owner: Client, hashes: number): Promise<void> {
  const { rows } = await owner.query<{ indexes: string; whole: string }>(
    `SELECT pg_indexes_size('photo_hashes') AS indexes, pg_table_size('photo_hashes') AS whole`,
  );
  const [indexes, table] = [Number(rows[0]!.indexes) / hashes, Number(rows[0]!.whole) / hashes];
  say(`  indexes     ${indexes.toFixed(0)} bytes a hash, ${((indexes * KEPT) / 1000).toFixed(1)} kB a photo; table ${table.toFixed(0)} bytes a hash`);
} // prettier-ignore

function judge(results: readonly Result[]): void {
  const small = results.find(({ size }) => size === 1_000_000);
  const holds: boolean[] = [];
  say('');
  if (small) {
    holds.push(small.p95 <= AIM_MS);
    say(`p95 at a million ${small.p95.toFixed(1)} ms (aim ≤ ${AIM_MS}) ${verdict(holds.at(-1)!)}`);
  }
  for (const [at, { size, p95 }] of results.entries()) {
    const before = results[at - 1];
    if (!before) continue;
    const [growth, longer] = [size / before.size, p95 / before.p95];
    holds.push(longer <= growth * AIM_GROWTH);
    say(`${growth.toFixed(1)} times the hashes, ${longer.toFixed(1)} times the p95 (aim ≤ ${(growth * AIM_GROWTH).toFixed(1)}) ${verdict(holds.at(-1)!)}`); // prettier-ignore
  }
  process.exitCode = holds.every(Boolean) ? 0 : 1;
}

const verdict = (holds: boolean): string => (holds ? 'holds' : 'MISSED');
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
