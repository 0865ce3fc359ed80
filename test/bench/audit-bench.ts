import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { JOBS } from '../../src/jobs';
import { migrate } from '../../src/platform/database/migrate';
import { FoundFacts } from '../../src/imports/found-record';
import { addDays, calendarDate } from '../../src/platform/time/calendar-date';
import { foundFacts, yearFacts } from '../builders/found';
import { FLAGS, openStage, root, Stage } from './stage';

const DISTRICT = '990101';
const YEARS = 10;
const FIRST_YEAR = 2012;
/** Of a hundred files. */
const IRREGULAR = 8;

/** What a process of its own says of its work. */
export interface Measured {
  readonly seconds: number;
  readonly records: number;
  readonly peakMb: number;
  readonly findings?: number;
}

/**
 * So many imported retrofits under all rules, beside one plain read of the same rows in the same run. Each works in a
 * process of its own, so that its memory is its own too.
 */
export async function benchAudit(rows: number): Promise<void> {
  say(`${cpus().length} processors, Node ${process.versions.node}, ${rows.toLocaleString('en')} records`);
  const stage = await openStage();
  try {
    await migrate(stage.url, JOBS.map(({ name }) => name)); // prettier-ignore
    const made = performance.now();
    await insertRecords(stage, rows);
    say(`made in ${seconds(made)} s`);
    const read = await inProcess(stage, 'read');
    const audit = await inProcess(stage, 'audit');
    if (read.records !== rows || audit.records !== rows) throw new Error(`${read.records} read, ${audit.records} audited of ${rows}`); // prettier-ignore
    print(read, audit);
  } finally {
    await stage.close();
  }
}

function print(read: Measured, audit: Measured): void {
  const ratio = audit.seconds / read.seconds;
  say(`plain read    ${read.seconds.toFixed(1)} s, ${read.peakMb.toFixed(0)} MiB at most`);
  say(`audit         ${audit.seconds.toFixed(1)} s, ${audit.peakMb.toFixed(0)} MiB at most, ${audit.findings} findings`);
  say(`ratio         ${ratio.toFixed(2)} (≤ 5.00 ${ratio <= 5 ? 'holds' : 'MISSED'})`);
  say(`memory        ${audit.peakMb.toFixed(0)} MiB (< 512 MiB ${audit.peakMb < 512 ? 'holds' : 'MISSED'})`);
  process.exitCode = ratio <= 5 && audit.peakMb < 512 ? 0 : 1;
} // prettier-ignore

async function inProcess(stage: Stage, work: 'read' | 'audit'): Promise<Measured> {
  const profile = process.env.BENCH_PROFILE && work === 'audit' ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : []; // prettier-ignore
  const child = spawn(process.execPath, [...profile, ...FLAGS, 'test/run-typescript.mjs', 'test/bench/audit-process.ts', work, stage.url, join(stage.folder, 'application')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  }); // prettier-ignore
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`${work} ended with ${code}`);
  return JSON.parse(out) as Measured;
}

/** The ways in which one file of a hundred is irregular. */
function irregularity(number: number, year: number): FoundFacts {
  const first = calendarDate(`${year}-02-01`);
  const day = (after: number) => ({ from: addDays(first, after), until: addDays(first, after) });
  const ways: FoundFacts[] = [
    { communityOpinion: null, communityReviewer: null, communitySealed: null, communityOpinionOn: null },
    { contractSignedOn: day(95) },
    { signers: ['household', 'contractor'] },
    { selectionMethod: null, selectedOn: null, selectionRecord: null },
    { decidedOn: day(70) },
    { unboxed: false, connected: false, functionTest: false },
    { otherDistrict: '白水区' },
    { completedOn: null },
  ];
  return number < IRREGULAR ? ways[number % ways.length]! : {};
}

/** A hundred kinds of file for each year, multiplied by the database; each has its own person, address and device. */
async function insertRecords(stage: Stage, rows: number): Promise<void> {
  const client = new Client({ connectionString: stage.url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO areas (code, parent_code, name_zh, name_en, office_name_zh, office_name_en) SELECT c, nullif(left(c, length(c) - 2), ''), '某区' || c, 'Area ' || c, '某区残联' || c, 'Office ' || c
         FROM unnest('{99,9901,990101}'::text[]) c`,
    );
    await client.query('CREATE TEMP TABLE kinds (year int, number int, facts jsonb)');
    for (let year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
      const kinds = Array.from({ length: 100 }, (_, number) => ({ number, facts: foundFacts(year, irregularity(number, year)) }));
      await client.query(`INSERT INTO kinds SELECT $1, number, facts FROM jsonb_to_recordset($2::jsonb) AS k (number int, facts jsonb)`, [year, JSON.stringify(kinds)]);
      await client.query(`INSERT INTO found_years (id, area_code, year, facts) VALUES (gen_random_uuid(), $1, $2, $3)`, [DISTRICT, year, JSON.stringify(yearFacts(year))]);
    }
    await client.query(
      `INSERT INTO found_records (id, area_code, year, person_name, id_number_hash, id_number_masked, street, community, contractor, facts)
       SELECT ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '${DISTRICT}', k.year, '赵' || n, sha256(n::text::bytea), '9901**********0000', '长坡街道', '石桥社区' || n % 50,
              '青石安居无障碍工程有限公司' || n % 20, k.facts || jsonb_build_object('address', '石桥社区' || n || '号', 'serialNumbers', jsonb_build_array('QS-' || n), 'surveyor', '入户员' || n / 15)
         FROM generate_series(0, $1::int - 1) n JOIN kinds k ON k.year = ${FIRST_YEAR} + (n::bigint * ${YEARS} / $1)::int AND k.number = n % 100 ORDER BY n`,
      [rows],
    );
    await client.query('VACUUM ANALYZE found_records');
    await client.query('CHECKPOINT').catch(() => undefined); // a right of its own before PostgreSQL 15
  } finally {
    await client.end();
  }
} // prettier-ignore

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
