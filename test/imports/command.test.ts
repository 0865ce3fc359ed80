import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMPORT_USAGE, importLedger } from '../../src/cli/import-ledger';
import { CliContext } from '../../src/cli/installation-for-cli';
import { aWorkbook } from '../builders/workbook';
import { aZip } from '../builders/zip';
import { aPhoto } from '../builders/photo';
import { createTestApp, TestApp } from '../support/test-app';

describe('The command “import”', () => {
  let test: TestApp;
  let folder: string;
  let out: string[];
  let told: string[];

  beforeAll(async () => {
    test = await createTestApp();
    folder = mkdtempSync(join(tmpdir(), 'tantu-import-'));
  });
  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    [out, told] = [[], []];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(out.push(String(text))));
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(told.push(String(text))));
  });
  afterEach(() => jest.restoreAllMocks());

  const run = (file: string, content: Buffer, ...args: string[]): Promise<number> => {
    writeFileSync(join(folder, file), content);
    return importLedger({ app: () => Promise.resolve(test.app) } as unknown as CliContext, [...args, join(folder, file)]); // prettier-ignore
  };
  const ledger = (...rows: (string | null)[][]): Buffer => aWorkbook([{ name: '台账', rows: [['年度', '姓名', '社区', '申请日期'], ...rows] }]); // prettier-ignore

  it('brings a ledger from the file to the records, with its progress beside the result', async () => {
    expect(await run('a.xlsx', ledger(['2020', '王某', '石桥社区', '2020.5']), '--ledger', 'applications', '--area', '990101')).toBe(0); // prettier-ignore
    expect(out.join('')).toContain('1 rows, 1 applied, 0 to be corrected');
    expect(told.join('')).toContain('applied');
    expect(await test.db.query('SELECT person_name FROM found_records')).toEqual([{ person_name: '王某' }]);
  });

  it('names the cells that could not be read, and exits with 1 when rows wait to be corrected', async () => {
    expect(await run('b.xlsx', ledger(['2020', '李某', '石桥社区', '待定'], ['2020', null, '石桥社区', null]), '--ledger', 'applications', '--area', '990101')).toBe(1); // prettier-ignore
    expect(out.join('')).toContain('台账!D2 appliedOn not a date');
    expect(out.join('')).toContain('台账!B3 name no name');
  });

  it('says since when a file is known that comes again, and that nothing was applied now', async () => {
    const file = ledger(['2021', '孙某', '石桥社区', '2021.5']);
    await run('known.xlsx', file, '--ledger', 'applications', '--area', '990101');
    [out, told] = [[], []];
    expect(await run('known.xlsx', file, '--ledger', 'applications', '--area', '990101')).toBe(0);
    expect(told.join('')).toMatch(/known since \d{4}-\d\d-\d\d/);
    expect(out.join('')).toContain('1 rows, nothing was applied now, 0 to be corrected');
  });

  it('counts the rows of the ledger in its progress, and tells in its usage what the exit codes mean', async () => {
    await run('rows.xlsx', aWorkbook([{ rows: [['台账'], [], ['年度', '姓名', '社区'], ['2022', '周某', '石桥社区'], ['2022', '吴某', '石桥社区']] }]), '--ledger', 'applications', '--area', '990101'); // prettier-ignore
    expect(told.join('')).toContain('preview 2 of 2');
    expect(IMPORT_USAGE).toContain('Exits with 1 when rows wait to be corrected or photos to be assigned');
  });

  it('brings photos', async () => {
    const archive = aZip([{ name: '2020/王某/坡道_改造前.jpg', content: await aPhoto() }]);
    expect(await run('c.zip', archive, '--photos', '--area', '990101')).toBe(0);
    expect(out.join('')).toContain('1 photos, 1 applied, 0 to be assigned');
  });

  it('says what is wrong with a file, or with how it was called', async () => {
    expect(await run('d.xlsx', Buffer.from('<html>'), '--ledger', 'works', '--area', '990101')).toBe(2);
    expect(told.join('')).toContain('neither an .xlsx nor a .csv');
    told = [];
    expect(await run('e.xlsx', ledger(), '--ledger', 'none', '--area', '990101')).toBe(2);
    expect(told.join('')).toContain('--ledger must be one of programmes, applications, works, acceptance');
    told = [];
    const missing = join(folder, 'none.xlsx');
    expect(await importLedger({ app: () => Promise.resolve(test.app) } as unknown as CliContext, ['--ledger', 'works', '--area', '990101', missing])).toBe(2); // prettier-ignore
    expect(told.join('')).toBe(`no such file: ${missing}\n`);
    expect(await run('f.xlsx', ledger(['2020', '王某', '', '']), '--ledger', 'applications')).toBe(2);
  });
});
