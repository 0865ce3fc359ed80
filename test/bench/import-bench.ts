import { execFile } from 'node:child_process';
import { openAsBlob, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { anIdNumber } from '../builders/identity';
import { writeLargeWorkbook } from '../builders/large-workbook';
import { Cell } from '../builders/workbook';
import { DISTRICT, insertPeople, openStage, root, Running, Stage, startApplication } from './stage';

const AIM = 0.3;
/** The reader library alone, in a process of its own with as much memory as it likes. */
const LIBRARY = `const { default: read } = require('read-excel-file/node');
const most = () => /VmHWM:\\s+(\\d+) kB/.exec(require('node:fs').readFileSync('/proc/self/status', 'utf8'))[1] / 1024;
const began = performance.now();
read(process.argv[1]).then((sheets) => console.log(JSON.stringify({ rows: (sheets[0].data ?? sheets).length, ms: performance.now() - began, mb: most() })));`;

const HEADERS = [
  '年度', '姓名', '身份证号', '街道', '社区', '家庭住址', '残疾类别', '残疾等级', '困难类型', '住房性质', '申请日期', '社区意见', '社区审核人', '社区盖章', '社区审核日期',
  '街道意见', '街道审核人', '街道审核日期', '区残联意见', '区残联审批日期',
]; // prettier-ignore

/** An odd number, so that there is one in the middle. */
const ROUNDS = 3;

interface Round {
  /** Rows per second. */
  readonly ours: number;
  readonly theirs: number;
  /** Mebibytes of ours resident at most. */
  readonly ourMost: number;
}

/** Rows per second from the upload to the records, beside the reader library that only reads the same file. */
export async function benchImport(rows: number): Promise<void> {
  const rounds: Round[] = [];
  while (rounds.length < ROUNDS) rounds.push(await round(rows));
  const ratios = rounds.map(({ ours, theirs }) => ours / theirs).sort((a, b) => a - b);
  const ratio = ratios[(ROUNDS - 1) / 2]!;
  const most = Math.max(...rounds.map(({ ourMost }) => ourMost));
  const holds = ratio >= AIM && most <= 512;
  say(`ratio ${ratio.toFixed(2)}, the middle of ${ratios.map((one) => one.toFixed(2)).join(', ')} (aim ≥ ${AIM}); ${most.toFixed(0)} MiB (aim ≤ 512): ${holds ? 'holds' : 'MISSED'}`); // prettier-ignore
  process.exitCode = holds ? 0 : 1;
}

/** On a server of its own: in one that knows a ledger of the year already, every row is compared. */
async function round(rows: number): Promise<Round> {
  const stage = await openStage();
  const end = (): void => void stage.close().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  try {
    const file = join(stage.folder, 'applications.xlsx');
    await writeLargeWorkbook(file, '申请台账', ledger(rows));
    say(`${rows.toLocaleString('en')} rows of ${HEADERS.length} columns, ${(statSync(file).size / 1e6).toFixed(1)} MB`); // prettier-ignore
    const before = await library(file, rows);
    const tantu = await startApplication(stage);
    await insertPeople(stage);
    const ms = await importFile(stage, tantu, file, rows);
    const { most } = tantu.memory();
    await tantu.stop();
    const after = await library(file, rows);
    const [ours, theirs] = [rows / (ms / 1000), (2 * rows) / ((before.ms + after.ms) / 1000)];
    say(`  upload → applied         ${ours.toFixed(0)} rows/s, ${most.toFixed(0)} MiB resident at most`);
    say(`  read-excel-file alone    ${theirs.toFixed(0)} rows/s, ${after.mb.toFixed(0)} MiB`);
    return { ours, theirs, ourMost: most };
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, end);
    await stage.close();
  }
}

/** Once before ours and once behind it: how quick the machine is changes within the minute. */
async function library(file: string, rows: number): Promise<{ ms: number; mb: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=8192', '-e', LIBRARY, file], { cwd: root }); // prettier-ignore
  const read = JSON.parse(stdout) as { rows: number; ms: number; mb: number };
  if (read.rows !== rows + 1) throw new Error(`the library found ${read.rows} rows`);
  return read;
}

function* ledger(rows: number): Generator<Cell[]> {
  yield HEADERS;
  for (let index = 0; index < rows; index++) yield rowOf(index);
}

function rowOf(index: number): Cell[] {
  const community = 1 + (index % 100);
  return [
    2020, `张${String.fromCharCode(0x4e00 + (index % 20_000))}`, anIdNumber(), `区划${DISTRICT}${String(1 + Math.floor(community / 11)).padStart(3, '0')}`, `社区${community}`,
    `清河路${index}号`, '肢体', '二级', '低保', '自有', { date: 43_900 + (index % 100) }, '同意', '李四', '√', `2020.5.${1 + (index % 28)}`,
    '同意', '王五', `2020年5月${1 + (index % 28)}日`, '同意', '2020年6月',
  ]; // prettier-ignore
}

async function importFile(stage: Stage, { address }: Running, file: string, rows: number): Promise<number> {
  const headers = { authorization: `Bearer ${stage.tokens.supervisor}` };
  const ask = async (method: string, path: string, body?: object | FormData): Promise<Record<string, unknown>> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${address}/api/v1/imports${path}`, {
      method,
      headers: isForm || !body ? headers : { ...headers, 'content-type': 'application/json' },
      body: isForm || !body ? (body) : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>);
  };
  const until = async (id: string, state: string): Promise<void> => {
    for (;;) {
      const seen = await ask('GET', `/${id}`);
      if (seen.state === state) return;
      if (seen.state === 'failed') throw new Error(JSON.stringify(seen.fault));
      await new Promise((next) => setTimeout(next, 250));
    }
  };
  const began = performance.now();
  const form = new FormData();
  form.set('ledger', 'applications');
  form.set('file', await openAsBlob(file), 'applications.xlsx');
  const id = String((await ask('POST', '', form)).id);
  const { sheet, headerRow } = await ask('GET', `/${id}`);
  await ask('PUT', `/${id}/mapping`, { sheet, headerRow, twoRows: false, year: null, columns: [] });
  await until(id, 'preview');
  say(`  read after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  await ask('POST', `/${id}/apply`, {});
  await until(id, 'applied');
  const ms = performance.now() - began;
  const { applied } = await ask('GET', `/${id}`);
  if (applied !== rows) throw new Error(`${String(applied)} rows applied`);
  return ms;
} // prettier-ignore

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
