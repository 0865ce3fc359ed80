import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { anIdNumber } from '../builders/identity';
import { writeLargeWorkbook } from '../builders/large-workbook';
import { Cell } from '../builders/workbook';

const ROWS = 200_000;
const root = resolve(__dirname, '../..');
/** What `npm start` gives to Node. */
const FLAGS = readFileSync(join(root, 'package.json'), 'utf8').match(/--max-[a-z-]+=\d+/g) ?? [];
const HEADERS = ['年度', '姓名', '身份证号', '街道', '社区', '家庭住址', '残疾类别', '残疾等级', '困难类型', '住房性质', '申请日期', '社区意见', '社区审核人', '社区盖章', '社区审核日期', '街道意见', '街道审核人', '街道审核日期', '区残联意见', '区残联审批日期']; // prettier-ignore

describe('The reader of ledgers', () => {
  it('takes 200,000 rows of 20 columns in with less than 512 MiB', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tantu-large-'));
    try {
      const file = join(folder, 'large.xlsx');
      await writeLargeWorkbook(file, '申请台账', rows());
      const { stdout } = await promisify(execFile)(process.execPath, [...FLAGS, 'test/run-typescript.mjs', 'test/imports/read-alone.ts', file], { cwd: root }); // prettier-ignore
      const read = JSON.parse(stdout) as { rows: number; problems: number; mb: number };
      expect(read).toMatchObject({ rows: ROWS, problems: 0 });
      expect(read.mb).toBeLessThan(512);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 240_000);
});

/** Every row has a name, a number and an address of its own; the rest repeats, as it does in ledgers. */
function* rows(): Generator<Cell[]> {
  yield HEADERS;
  for (let index = 0; index < ROWS; index++)
    yield [
      2020, `张${String.fromCharCode(0x4e00 + (index % 20_000))}`, anIdNumber(), `街道${index % 10}`, `社区${index % 100}`, `清河路${index}号`, '肢体', '二级', '低保', '自有',
      { date: 43_900 + (index % 100) }, '同意', '李四', '√', `2020.5.${1 + (index % 28)}`, '同意', '王五', `2020年5月${1 + (index % 28)}日`, '同意', '2020年6月',
    ]; // prettier-ignore
}
