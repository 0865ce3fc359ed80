import { Readable } from 'node:stream';
import { NumberSeal } from '../../src/households/identity/sealed-number';
import { ByteSource } from '../../src/imports/reading/archive';
import { openTable } from '../../src/imports/reading/open-table';
import { recognise } from '../../src/imports/recognise';
import { comparable, StagedBatch } from '../../src/imports/staging/staged-batch';
import { Reading, stageTable } from '../../src/imports/staging/stage-table';
import { stageInThread } from '../../src/imports/staging/staging';
import { Task } from '../../src/imports/staging/staging-program';
import { calendarDate } from '../../src/platform/time/calendar-date';
import { anIdNumber } from '../builders/identity';
import { aWorkbook } from '../builders/workbook';

const ROWS = 4100;
const key = Buffer.alloc(32, 7);
const secrets = { encryptionKey: key, sessionKey: key, checkpointSeed: key };

function ledger(): Buffer {
  const rows = Array.from({ length: ROWS }, (_, index) => [2020, `王某${String.fromCharCode(0x4e00 + (index % 900))}`, anIdNumber(), `清河路${index}号`, index % 50 === 0 ? '去年' : '2020年5月7日']); // prettier-ignore
  return aWorkbook([
    { name: '申请台账', rows: [['年度', '姓名', '身份证号', '家庭住址', '申请日期'], ...rows] },
  ]);
}

const sourceOf = (bytes: Buffer): ByteSource => ({
  size: bytes.length,
  stream: (start = 0, end = bytes.length) => Readable.from([bytes.subarray(start, end)]),
  read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
});

async function taskFor(bytes: Buffer, done = 0): Promise<Task> {
  const { sheet, header } = await recognise(await openTable(sourceOf(bytes), '台账.xlsx'), 'applications', '台账.xlsx'); // prettier-ignore
  const reading: Reading = { ledger: 'applications', sheet, headerRow: header.row, headerRows: header.rows, columns: header.columns, year: null, done, today: calendarDate('2026-01-01') }; // prettier-ignore
  return { reading, fileName: '台账.xlsx', size: bytes.length, secrets };
}

async function all(batches: AsyncIterable<StagedBatch>): Promise<StagedBatch[]> {
  const found: StagedBatch[] = [];
  for await (const batch of batches) found.push(batch);
  return found;
}

describe('A ledger that is read in a thread of its own', () => {
  const bytes = ledger();

  it('comes to the same rows as one that is read here, whose numbers the same key finds', async () => {
    const task = await taskFor(bytes);
    const { total, batches } = await stageInThread(sourceOf(bytes), task);
    const inThread = await all(batches);
    const here = await all(stageTable(await openTable(sourceOf(bytes), '台账.xlsx'), task.reading, new NumberSeal(secrets))); // prettier-ignore
    expect(total).toBe(ROWS + 1);
    expect(inThread.map(({ keys }) => keys.length)).toEqual([2000, 2000, 100]);
    expect(inThread.flatMap(({ keys }) => keys.filter(({ problems }) => problems.length > 0))).toHaveLength(ROWS / 50); // prettier-ignore
    expect(inThread.flatMap(comparable)).toEqual(here.flatMap(comparable));
    for (const column of ['cells', 'notes'] as const)
      expect(inThread.map(({ columns }) => Buffer.from(columns[column]))).toEqual(here.map(({ columns }) => columns[column])); // prettier-ignore
  });

  it('goes on behind the row that was taken in last', async () => {
    const { batches } = await stageInThread(sourceOf(bytes), await taskFor(bytes, 4001));
    const found = await all(batches);
    expect(found.map(({ keys }) => [keys[0]!.rowNumber, keys.at(-1)!.rowNumber])).toEqual([[4002, ROWS + 1]]);
  });

  it('says in our words what is wrong with a file, and of the storage what it said', async () => {
    const task = await taskFor(bytes);
    const cut = bytes.subarray(0, bytes.length - 200);
    await expect(stageInThread(sourceOf(cut), { ...task, size: cut.length })).rejects.toMatchObject({ fault: 'incomplete' }); // prettier-ignore
    await expect(stageInThread(sourceOf(bytes), { ...task, reading: { ...task.reading, sheet: '没有' } })).rejects.toMatchObject({ fault: 'noSuchSheet' }); // prettier-ignore
    const away: ByteSource = { ...sourceOf(bytes), read: () => Promise.reject(new Error('the disk is away')) }; // prettier-ignore
    await expect(stageInThread(away, task)).rejects.toThrow('the disk is away');
  });

  it('ends when nobody wants the rest', async () => {
    const { batches } = await stageInThread(sourceOf(bytes), await taskFor(bytes));
    for await (const { keys } of batches) {
      expect(keys).toHaveLength(2000);
      break;
    }
  });
});
