// The numbers to hold, each beside its raw limit, measured in one run: npm run bench -- [--seconds 4] [--rounds 5] [--only writes,lists,start]
// One figure alone: npm run bench -- audit [--rows 1000000], npm run bench -- import [--rows 100000], npm run bench -- intake [--made 16] [--rounds 5],
// npm run bench -- search [--sizes 1000000,5000000] [--skewed], npm run bench -- reuse -- --photos DIR [--sample 40]
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeCursor } from '../../src/platform/http/paging';
import { aHousehold } from '../builders/household';
import { benchAudit } from './audit-bench';
import { benchImport } from './import-bench';
import { benchSearch } from './search-bench';
import { benchIntake } from './intake-bench';
import { Call, load, Measured, median, middle, send } from './load';
import { benchReuse } from './reuse-bench';
import { communityCode, DISTRICT, insertHouseholds, insertPeople, openStage, Running, Stage, startApplication, startBare, startWhole } from './stage'; // prettier-ignore

const HOUSEHOLDS = 100_000;
const STREET = `${DISTRICT}003`;
const HARDSHIP = 'minimumLiving';
const PAGE = 50;
/** The page whose beginning the deep page continues; there are about 28 of them. */
const DEEP = 20;

const { values: options, positionals } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'), // `npm run bench -- reuse -- --photos DIR` hands on the second
  allowPositionals: true,
  options: {
    rows: { type: 'string' },
    sizes: { type: 'string', default: '1000000,5000000' },
    skewed: { type: 'boolean', default: false },
    made: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'writes,lists,start' },
    photos: { type: 'string' },
    sample: { type: 'string' },
  },
});
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const wanted = (part: string): boolean => options.only.split(',').includes(part);

interface Line {
  figure: string;
  tantu: string;
  raw: string;
  ratio: string;
  aim: string;
  holds: boolean;
}
const lines: Line[] = [];
const whole = (value: number): string => value.toFixed(0);
const one = (value: number): string => value.toFixed(1);
const two = (value: number): string => value.toFixed(2);

async function main(): Promise<void> {
  say(`${cpus().length} processors (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}, ${rounds} rounds of ${seconds} s each, 8 at once`); // prettier-ignore
  const stage = await openStage();
  // Ctrl-C must leave neither a server nor a folder behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stage.close().finally(() => process.exit(130)));
  try {
    const tantu = await startApplication(stage);
    const bare = await startBare(stage);
    await insertPeople(stage);
    if (wanted('writes')) await writes(stage, tantu, bare);
    if (wanted('lists')) await lists(stage, tantu, bare);
    const [ours, theirs] = [tantu.memory().now, bare.memory().now];
    add('web process, MiB resident', ours, theirs, whole, '≤ 250 MiB', ours <= 250);
    await tantu.stop();
    await bare.stop();
    if (wanted('start')) await startUp(stage);
  } finally {
    await stage.close();
  }
  print();
}

/** All of them in each round, one after another, so that whatever else the machine does meets them all. */
async function alternate(...makers: (() => Call)[]): Promise<Measured[][]> {
  for (const make of makers) await load(make, Math.min(seconds, 3));
  const measured: Measured[][] = makers.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, make] of makers.entries()) measured[index]!.push(await load(make, seconds));
    say(`  round ${round + 1}: ${measured.map((all) => one(all.at(-1)!.rate)).join('  ')} per second`);
  }
  return measured;
}

/** The middle of the ratios of each round. */
const ratioOf = (ours: readonly Measured[], theirs: readonly Measured[], what: keyof Measured): number =>
  median(ours.map((one, round) => one[what] / theirs[round]![what]));

function compare(figure: string, ours: Measured[], theirs: Measured[], aimForP95: number | null): void {
  const [a, b] = [middle(ours), middle(theirs)];
  const line = (
    name: string,
    what: keyof Measured,
    aim: string,
    isHeld: (ratio: number) => boolean,
  ): void => {
    const ratio = ratioOf(ours, theirs, what);
    lines.push({ figure: name, tantu: one(a[what]), raw: one(b[what]), ratio: two(ratio), aim, holds: isHeld(ratio) }); // prettier-ignore
  };
  line(`${figure}, per second`, 'rate', '≥ 0.50', (ratio) => ratio >= 0.5);
  line('  p50, ms', 'p50', '', () => true);
  line('  p95, ms', 'p95', aimForP95 === null ? '' : `≤ ${two(aimForP95)}`, (ratio) => aimForP95 === null || ratio <= aimForP95); // prettier-ignore
}

async function writes(stage: Stage, tantu: Running, bare: Running): Promise<void> {
  say('Writing households: Tantu, express + pg');
  const headers = { authorization: `Bearer ${stage.tokens.caseworker}` };
  const body = (): string => JSON.stringify(aHousehold({ areaCode: communityCode(1, 1) }));
  const [ours, theirs] = await alternate(
    () => ({ method: 'POST', url: `${tantu.address}/api/v1/households`, headers, body: body() }),
    () => ({ method: 'POST', url: `${bare.address}/households`, body: body() }),
  );
  compare('record writes', ours!, theirs!, null);
}

async function lists(stage: Stage, tantu: Running, bare: Running): Promise<void> {
  say(`Inserting ${HOUSEHOLDS.toLocaleString('en')} households`);
  await insertHouseholds(stage, HOUSEHOLDS);
  const headers = { authorization: `Bearer ${stage.tokens.supervisor}` };
  const filter = `area=${STREET}&hardship=${HARDSHIP}`;
  const ourUrl = (after: string) => `${tantu.address}/api/v1/households?${filter}&sort=headName&limit=${PAGE}${after && `&after=${after}`}`; // prettier-ignore
  const theirUrl = (last: Row | null) => `${bare.address}/households?${filter}&limit=${PAGE + 1}${last ? `&afterName=${encodeURIComponent(last.headName)}&afterId=${last.id}` : ''}`; // prettier-ignore
  const deep = await walk((after) => send({ method: 'GET', url: ourUrl(after), headers }));
  await compareAnswers(ourUrl(''), headers, theirUrl(null));
  await compareAnswers(ourUrl(deep.after), headers, theirUrl(deep.last));
  say(`Listing: Tantu, express + pg, first page; the same, page ${DEEP + 1}`);
  const [first, rawFirst, deeper, rawDeeper] = await alternate(
    () => ({ method: 'GET', url: ourUrl(''), headers }),
    () => ({ method: 'GET', url: theirUrl(null) }),
    () => ({ method: 'GET', url: ourUrl(deep.after), headers }),
    () => ({ method: 'GET', url: theirUrl(deep.last) }),
  );
  compare('lists, first page', first!, rawFirst!, 2);
  compare(`lists, page ${DEEP + 1}`, deeper!, rawDeeper!, 2);
  const ratio = ratioOf(deeper!, first!, 'rate');
  // A tenth is the noise of measuring the same thing twice.
  lines.push({ figure: 'deep page beside the first', tantu: one(middle(deeper!).rate), raw: one(middle(first!).rate), ratio: two(ratio), aim: '≥ 0.90', holds: ratio >= 0.9 }); // prettier-ignore
}

interface Row {
  id: string;
  headName: string;
}

/** Pages on as a reader would, to where the deep page begins. */
async function walk(get: (after: string) => Promise<string>): Promise<{ after: string; last: Row }> {
  let after = '';
  let last: Row | undefined;
  for (let page = 0; page < DEEP; page++) {
    const answer = JSON.parse(await get(after)) as { items: Row[]; next: string };
    last = answer.items.at(-1)!;
    after = answer.next;
  }
  if (after !== encodeCursor([last!.headName, last!.id])) throw new Error('the list’s cursor is not what the raw list continues from');
  return { after, last: last! };
} // prettier-ignore

/** Both must do the same work, or the comparison says nothing. */
async function compareAnswers(ourUrl: string, headers: Record<string, string>, theirUrl: string): Promise<void> {
  const ids = (text: string): string => (JSON.parse(text) as { items: Row[] }).items.slice(0, PAGE).map(({ id }) => id).join();
  const [ours, theirs] = [ids(await send({ method: 'GET', url: ourUrl, headers })), ids(await send({ method: 'GET', url: theirUrl }))];
  if (ours !== theirs || ours.split(',').length !== PAGE) throw new Error(`different lists:\n${ourUrl}\n${theirUrl}`);
} // prettier-ignore

async function startUp(stage: Stage): Promise<void> {
  say('Starting');
  const folder = mkdtempSync(join(tmpdir(), 'tantu-bench-start-'));
  chmodSync(folder, 0o755);
  const [ours, theirs]: [number[], number[]] = [[], []];
  try {
    for (let start = 0; start <= rounds; start++) {
      const running = await startWhole(folder);
      await running.stop();
      if (start > 0) ours.push(running.readyMs / 1000); // the first makes the database
      const raw = await startBare(stage);
      await raw.stop();
      theirs.push(raw.readyMs / 1000);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  add('second start until ready, s', median(ours), median(theirs), two, '≤ 3 s', median(ours) <= 3);
}

function add(figure: string, ours: number, theirs: number, format: (value: number) => string, aim: string, holds: boolean): void {
  lines.push({ figure, tantu: format(ours), raw: format(theirs), ratio: two(ours / theirs), aim, holds });
} // prettier-ignore

function print(): void {
  const rows = [['', 'Tantu', 'express + pg', 'ratio', 'aim', ''], ...lines.map(({ figure, tantu, raw, ratio, aim, holds }) => [figure, tantu, raw, ratio, aim, aim === '' ? '' : holds ? 'holds' : 'MISSED'])]; // prettier-ignore
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows)
    say(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')); // prettier-ignore
  process.exitCode = lines.every(({ holds }) => holds) ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Benches of their own, by name. */
const NAMED: Readonly<Record<string, () => Promise<void>>> = {
  audit: () => benchAudit(Number(options.rows ?? 1_000_000)),
  intake: () => benchIntake(Number(options.made), rounds),
  import: () => benchImport(Number(options.rows ?? 100_000)),
  search: () => benchSearch(options.sizes.split(',').map(Number), options.skewed),
  reuse: () => benchReuse(options.photos, Number(options.sample ?? 40)),
};

void (positionals[0] === undefined ? main() : NAMED[positionals[0]]!());
