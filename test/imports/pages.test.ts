import { anIdNumber } from '../builders/identity';
import { ledgerOffice } from '../builders/ledger';
import { aWorkbook, Cell } from '../builders/workbook';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const HEADERS = ['年度', '姓名', '身份证', '社区', '申请日期', '档案盒号'];
const ID = anIdNumber({ bornOn: '1956-03-08' });

describe('The pages of old ledgers', () => {
  let test: TestApp;
  let office: ReturnType<typeof ledgerOffice>;
  let supervisor: Visitor;
  let id: string;

  const row = (name: string | null, number: string): Cell[] => ['2020', name, number, '石桥社区', '2020.5.7', '甲-3']; // prettier-ignore
  const page = async (path: string): Promise<string> => (await supervisor.get(path).expect(200)).text;

  beforeAll(async () => {
    test = await createTestApp();
    office = ledgerOffice(test);
    supervisor = await Visitor.as(test, 'supervisor');
    const rows = [
      ['申请台账'],
      [],
      HEADERS,
      row('王某', ID),
      row(null, anIdNumber({ bornOn: '1960-01-05' })),
    ];
    id = await office.upload('applications', aWorkbook([{ name: '台账', rows }]));
  });
  afterAll(() => test.close());

  it('show beside each header what stands below it, numbers of people masked', async () => {
    const text = await page(`/imports/${id}/mapping`);
    expect(text).toContain('例如：甲-3');
    expect(text).toContain('例如：2020.5.7');
    expect(text).not.toContain(ID);
  });

  it('call a field that two columns are given to by its name in the reader’s language', async () => {
    await supervisor.get(`/imports/${id}/mapping?lang=en`);
    const fields = { sheet: '台账', headerRow: '3', twoRows: '', 'field[c5]': 'name' };
    const { text } = await supervisor.send(`/imports/${id}/mapping`, fields);
    await supervisor.get('/imports?lang=zh-CN');
    expect(text).toContain('“Name” (姓名) is given to two columns');
  });

  it('name the columns that nobody understood', async () => {
    await office.settle(id);
    expect(await page(`/imports/${id}`)).toContain('6 列中有 1 列没有认出：档案盒号');
  });

  it('mark such a column where its meaning is asked', async () => {
    const text = await page(`/imports/${id}/mapping`);
    expect(text.match(/没有认出/g)).toHaveLength(1);
    expect(text).toMatch(/档案盒号[^<]*<strong[^>]*>\s*没有认出/);
  });

  it('know a header again that somebody has explained, in a form with more columns', async () => {
    const headers = ['年度', '姓名', '住哪个村', '号数'];
    const bring = (more: string[]): Promise<string> =>
      office.upload('applications', aWorkbook([{ name: '台账', rows: [[...headers, ...more], ['2019', '赵某', '石桥社区', '1']] }])); // prettier-ignore
    const first = await bring([]);
    await supervisor.send(`/imports/${first}/mapping`, { sheet: '台账', headerRow: '1', twoRows: '', 'field[c2]': 'community' }); // prettier-ignore
    const second = await bring(['另一列', '再一列']);
    const { body } = await test.as('supervisor').get(`/api/v1/imports/${second}`).expect(200);
    expect((body as { columns: { field: string | null }[] }).columns.map(({ field }) => field)).toEqual(['year', 'name', 'community', null, null, null]); // prettier-ignore
  });

  it('count the rows of the ledger while they are read, not those of its header', async () => {
    await test.db.query(`UPDATE imports SET state = 'reading', done = 4, total = 5 WHERE id = $1`, [id]);
    expect(await page(`/imports/${id}`)).toContain('已处理 1 行，共 2 行');
    await test.db.query(`UPDATE imports SET state = 'preview', done = 5 WHERE id = $1`, [id]);
  });

  it('let a row be corrected that has no problem, and say so when what was typed is wrong itself', async () => {
    const path = `/imports/${id}/rows/4`;
    expect(await page(path)).toContain('name="corrections[appliedOn]"');
    await supervisor.send(path, { 'corrections[idNumber]': 'abc' });
    const wrong = await page(path);
    expect(wrong).toContain('已保存，但内容仍有问题：身份证号：位数不对');
    expect(wrong).not.toContain('已更正。');
    await supervisor.send(path, { 'corrections[idNumber]': ID });
    expect(await page(path)).toContain('已更正。');
  });

  it('lead on once the rows are applied: what came of them, the records, the next ledger, an audit', async () => {
    expect(await page(`/imports/${id}`)).toContain('新建记录');
    await office.apply(id);
    const text = await page(`/imports/${id}`);
    for (const part of ['1 行已写入旧记录，还有 1 行不能写入', 'href="/found-records"', 'ledger=works', 'href="/audits/new"', '已新建记录']) expect(text).toContain(part); // prettier-ignore
  });

  it('call a row of the programmes by its year', async () => {
    const years = await office.upload('programmes', aWorkbook([{ rows: [['年度', '任务数', '开始日期'], ['2020年度', '100户', '2020.3.1']] }])); // prettier-ignore
    await office.settle(years);
    expect(await page(`/imports/${years}`)).not.toContain('（没有姓名）');
    expect(await page(`/imports/${years}/rows/2`)).not.toContain('（没有姓名）');
  });

  it('report all that an upload lacks at once, and tell how photos are named', async () => {
    expect(await page('/imports/new')).toContain('2020/王某/坡道_改造前.jpg');
    const auditor = await Visitor.as(test, 'auditor');
    const { text } = await auditor.upload('/imports/new', { year: 'x' }, 'file', []);
    for (const field of ['ledger', 'areaCode', 'year', 'file']) expect(text).toContain(`href="#${field}"`);
  });

  it('of the records mark the menu and find those of one year', async () => {
    const text = await page('/found-records?year=2020');
    expect(text).toMatch(/href="\/imports" aria-current="true"/);
    expect(text).toContain('value="2020"');
    expect(text).toContain('王某');
    expect(await page('/found-records?year=2019')).not.toContain('王某');
  });

  it('say who corrected a record, in words also for the terminal', async () => {
    const [record] = await test.db.query<{ id: string }>('SELECT id FROM found_records');
    await supervisor.send(`/found-records/${record!.id}`, { field: 'appliedOn', text: '2020.5.8', reason: '笔误', document: '文1号' }); // prettier-ignore
    expect(await page(`/found-records/${record!.id}`)).toContain('更正人');
    // As if it had been brought in by the command: of an applied file nobody changes that any more.
    await test.db.query('ALTER TABLE imports DISABLE TRIGGER USER');
    await test.db.query(`UPDATE imports SET starter_name = 'command-line' WHERE id = $1`, [id]);
    await test.db.query('ALTER TABLE imports ENABLE TRIGGER USER');
    for (const path of ['/imports', `/imports/${id}`]) {
      expect(await page(path)).toContain('命令行');
      expect(await page(path)).not.toContain('command-line');
    }
  });
});
