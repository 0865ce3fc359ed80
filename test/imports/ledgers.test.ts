import { anIdNumber } from '../builders/identity';
import { ledgerOffice } from '../builders/ledger';
import { aWorkbook, Cell } from '../builders/workbook';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const HEADERS = [
  '年度',
  '姓名',
  '身份证号',
  '街道',
  '社区',
  '联系电话',
  '申请日期',
  '社区意见',
  '社区审核日期',
  '公示开始',
  '公示结束',
  '档案盒号',
];
const ID = anIdNumber({ bornOn: '1956-03-08' });

interface Found {
  area_code: string;
  person_name: string;
  year: number;
  id_number_masked: string | null;
  facts: Record<string, unknown>;
}

describe('A ledger of an old year', () => {
  let test: TestApp;
  const records = (): Promise<Found[]> => test.db.query<Found>('SELECT * FROM found_records ORDER BY id');

  beforeEach(async () => {
    test = await createTestApp();
  });
  afterEach(() => test.close());

  const applications = (...rows: Cell[][]): Buffer =>
    aWorkbook([{ name: '申请台账', rows: [HEADERS, ...rows] }]);
  const wang = (more: Partial<Record<number, Cell>> = {}): Cell[] =>
    ['2020', '王某', ID, '长坡街道', '石桥社区', '13912345678', '2020.5.7', '同意', '2020年5月（补签）', { date: 43952 }, { date: 43952, shows: 'month' }, '甲-3'].map((cell, index) => (index in more ? more[index]! : (cell as Cell))); // prettier-ignore

  it('becomes records of what was found: raw cells beside what they were read as, a month without a made-up day, the community’s own code', async () => {
    const office = ledgerOffice(test);
    const id = await office.upload('applications', applications(wang()));
    const preview = await office.settle(id);
    expect(preview).toMatchObject({ state: 'preview', rows: { rows: 1, stopped: 0, fresh: 1 }, applied: 0 });
    const [row] = await office.rows(id);
    expect(row).toMatchObject({ rowNumber: 2, personName: '王某', notes: { communityOpinionOn: '补签' }, difference: 'new' });
    expect(row!.cells.find(({ field }) => field === 'noticeUntil')).toMatchObject({
      address: '申请台账!K2', raw: '2020-05', value: { from: '2020-05-01', until: '2020-05-31' },
    });
    expect(row!.cells.find(({ header }) => header === '档案盒号')).toMatchObject({ field: null, raw: '甲-3' });
    expect(await office.apply(id)).toMatchObject({ state: 'applied', applied: 1 });
    const [found, ...others] = await records();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ area_code: '990101001001', person_name: '王某', year: 2020, id_number_masked: `${ID.slice(0, 4)}**********${ID.slice(-4)}` });
    expect(found!.facts).toEqual({
      year: 2020, name: '王某', idNumber: 'valid', street: '长坡街道', community: '石桥社区', phone: true, communityOpinion: '同意',
      appliedOn: { from: '2020-05-07', until: '2020-05-07' }, communityOpinionOn: { from: '2020-05-01', until: '2020-05-31' },
      noticeFrom: { from: '2020-05-01', until: '2020-05-01' }, noticeUntil: { from: '2020-05-01', until: '2020-05-31' },
    });
  }); // prettier-ignore

  it('tells a blank cell from a column that is not there, and an unreadable cell from both', async () => {
    const office = ledgerOffice(test);
    const id = await office.bring('applications', applications(wang({ 6: '待定', 7: null })));
    const [found] = await records();
    expect(found!.facts).toMatchObject({ communityOpinion: null });
    expect(Object.keys(found!.facts)).not.toEqual(expect.arrayContaining(['appliedOn']));
    expect(Object.keys(found!.facts)).not.toContain('streetOpinion');
    const [row] = await office.rows(id, 'problems');
    expect(row!.problems).toEqual([
      { address: '申请台账!G2', field: 'appliedOn', fault: 'notADate', stops: false },
    ]);
    const [record] = await test.db.query<{ id: string }>('SELECT id FROM found_records');
    const supervisor = await Visitor.as(test, 'supervisor');
    const page = async (): Promise<string> => (await supervisor.get(`/found-records/${record!.id}`).expect(200)).text; // prettier-ignore
    expect(await page()).toMatch(/没有读出的格[\s\S]*申请日期[\s\S]*待定[\s\S]*申请台账!G2/);
    await supervisor.send(`/found-records/${record!.id}`, { field: 'appliedOn', text: '2020.5.7', reason: '查到申请书', document: '申请书原件' }); // prettier-ignore
    expect(await page()).not.toContain('没有读出的格');
  });

  it('holds back a row without a name, which is corrected in the row and sent after the others; what was found stays', async () => {
    const office = ledgerOffice(test);
    const id = await office.bring('applications', applications(wang(), wang({ 1: null, 2: null })));
    expect(await records()).toHaveLength(1);
    const [stopped] = await office.rows(id, 'stopped');
    expect(stopped!.problems).toMatchObject([{ address: '申请台账!B3', fault: 'nameMissing', stops: true }]);
    await test.as('supervisor').put(`/api/v1/imports/${id}/rows/3`, { corrections: [{ field: 'name', text: '李某' }] }).expect(204);
    expect(await office.apply(id)).toMatchObject({ applied: 2 });
    expect((await records()).map(({ person_name }) => person_name)).toEqual(['王某', '李某']);
    const [, corrected] = await office.rows(id);
    expect(corrected!.cells.find(({ field }) => field === 'name')).toMatchObject({ raw: '', corrected: '李某' });
    await test.as('supervisor').put(`/api/v1/imports/${id}/rows/3`, { corrections: [{ field: 'name', text: '张某' }] }).expect(409);
  }); // prettier-ignore

  it('that is sent a second time changes nothing and leads to the first import', async () => {
    const office = ledgerOffice(test);
    const file = applications(wang());
    const id = await office.bring('applications', file);
    const { body } = await office.send('applications', file, '另一个名字.xlsx').expect(201);
    expect(body).toEqual({ id, isKnown: true });
    expect(await records()).toHaveLength(1);
  });

  it('that comes corrected shows what is new, changed, the same and gone, and is applied as corrections beside what was found', async () => {
    const office = ledgerOffice(test);
    const other = anIdNumber({ bornOn: '1960-01-05' });
    await office.bring('applications', applications(wang(), wang({ 1: '赵某', 2: other }), wang({ 1: '钱某', 2: null })));
    const second = await office.upload('applications', applications(wang({ 6: '2020.6.1' }), wang({ 1: '赵某', 2: other }), wang({ 1: '孙某', 2: null })));
    const preview = await office.settle(second);
    expect(preview.rows).toMatchObject({ rows: 3, fresh: 1, changed: 1, same: 1 });
    expect(preview.vanished).toHaveLength(1);
    const [changed] = await office.rows(second, 'changed');
    expect(changed!.changes).toEqual({ appliedOn: { before: { from: '2020-05-07', until: '2020-05-07' }, after: { from: '2020-06-01', until: '2020-06-01' } } });
    await test.as('supervisor').post(`/api/v1/imports/${second}/apply`, {}).expect(400);
    await office.apply(second, { reason: '录入有误', document: '区残联说明〔2021〕3号' });
    const [first] = await records();
    expect(first!.facts.appliedOn).toEqual({ from: '2020-05-07', until: '2020-05-07' });
    const corrections = await test.db.query(`SELECT field, value, reason, document FROM found_corrections`);
    expect(corrections).toEqual([{ field: 'appliedOn', value: { from: '2020-06-01', until: '2020-06-01' }, reason: '录入有误', document: '区残联说明〔2021〕3号' }]);
    expect((await records()).map(({ person_name }) => person_name)).toEqual(['王某', '赵某', '钱某', '孙某']);
  }); // prettier-ignore

  it('of works adds to the record that the applications made: by number, or by name and community; it never changes one', async () => {
    const office = ledgerOffice(test);
    await office.bring('applications', applications(wang(), wang({ 1: '赵某', 2: null })));
    const works = [
      ['姓名', '身份证号', '社区', '合同签订日期', '开工日期', '改造项目', '备注'],
      ['王某', ID, '', '9月7日', '5月3日', '坡道1处、热水器一台', '见合同'],
      ['赵某', '', '石桥社区', '2020.9.7', '2020.5', '扶手2副', ''],
    ];
    const id = await office.bring('works', aWorkbook([{ name: '2020年施工', rows: works }]));
    expect(await office.show(id)).toMatchObject({ rows: { added: 2, fresh: 0 } });
    const [first, second, ...rest] = await records();
    expect(rest).toEqual([]);
    expect(first!.facts).toMatchObject({
      contractSignedOn: { from: '2020-09-07', until: '2020-09-07' }, startedOn: { from: '2020-05-03', until: '2020-05-03' }, communityOpinion: '同意',
      plannedItems: [{ name: '坡道', code: 'entrance-ramp', quantity: 1 }, { name: '热水器', code: 'water-heater', quantity: 1 }],
    });
    expect(second!.facts).toMatchObject({ startedOn: { from: '2020-05-01', until: '2020-05-31' } });
  }); // prettier-ignore

  it('finds who another file made a record of meanwhile: between its upload and its reading, or its preview and its records', async () => {
    const office = ledgerOffice(test);
    const works = (contract: string): Buffer => aWorkbook([{ rows: [['年度', '姓名', '身份证号', '合同编号'], [2020, '王某', ID, contract]] }]); // prettier-ignore
    const first = await office.upload('works', works('甲'));
    const preview = await office.settle(first);
    expect(preview).toMatchObject({ rows: { fresh: 1 } });
    const second = await office.upload('acceptance', aWorkbook([{ rows: [['年度', '姓名', '身份证号', '验收日期'], [2020, '王某', ID, '2020.9.1']] }])); // prettier-ignore
    await office.bring('applications', applications(wang()));
    expect(await office.settle(second)).toMatchObject({ rows: { fresh: 0, added: 1 } });
    await office.apply(second);
    await office.apply(first);
    const [record, ...others] = await records();
    expect(others).toEqual([]);
    expect(record!.facts).toMatchObject({ contractNumber: '甲', communityOpinion: '同意', acceptedOn: { from: '2020-09-01' } }); // prettier-ignore
  });

  it('asks for the ID number where two of one name could be meant', async () => {
    const office = ledgerOffice(test);
    await office.bring(
      'applications',
      applications(wang(), wang({ 2: anIdNumber({ bornOn: '1970-02-02' }) })),
    );
    const id = await office.upload('works', aWorkbook([{ rows: [['年度', '姓名', '社区', '开工日期'], [2020, '王某', '石桥社区', '2020.5.1']] }])); // prettier-ignore
    expect(await office.settle(id)).toMatchObject({ rows: { stopped: 1 } });
    const [row] = await office.rows(id);
    expect(row!.problems).toMatchObject([{ fault: 'ambiguousPerson', field: 'idNumber', stops: true }]);
  });

  it('keeps somebody who stands in it twice as two records, so that nothing is lost, and works reach the second by the second row', async () => {
    const office = ledgerOffice(test);
    await office.bring('applications', applications(wang(), wang({ 6: '2020.8.8' })));
    expect(await records()).toHaveLength(2);
    await office.bring('works', aWorkbook([{ rows: [['年度', '姓名', '身份证号', '合同编号'], [2020, '王某', ID, '甲'], [2020, '王某', ID, '乙']] }])); // prettier-ignore
    expect((await records()).map(({ facts }) => facts.contractNumber)).toEqual(['甲', '乙']);
  });

  it('keeps numbers of people out of sight and out of the tables, also in columns that nobody named', async () => {
    const office = ledgerOffice(test);
    const guardian = anIdNumber({ bornOn: '1980-04-04' });
    const id = await office.bring(
      'applications',
      applications(wang({ 11: `监护人${guardian}，电话13812345678` })),
    );
    const everything = await test.db.query<{ text: string }>(
      `SELECT to_jsonb(r)::text AS text FROM import_rows r UNION ALL SELECT to_jsonb(f)::text FROM found_records f UNION ALL SELECT to_jsonb(h)::text FROM history_entries h`,
    );
    const all = everything.map(({ text }) => text).join() + JSON.stringify(await office.rows(id));
    for (const number of [ID, guardian, '13912345678', '13812345678']) expect(all).not.toContain(number);
    const [{ storage_key: key } = { storage_key: '' }] = await test.db.query<{ storage_key: string }>('SELECT storage_key FROM imports'); // prettier-ignore
    expect(key).toMatch(/^[0-9a-f]{2}\//);
  });

  it('shows the last two signs of a certificate, which are what is disputed, and nothing else of the number', async () => {
    const office = ledgerOffice(test);
    const file = aWorkbook([{ rows: [['年度', '姓名', '身份证号', '残疾证号', '残疾等级'], ['2020', '王某', ID, `${ID}41`, '二级']] }]); // prettier-ignore
    const id = await office.upload('applications', file);
    await office.settle(id);
    const [row] = await office.rows(id);
    expect(row!.problems).toMatchObject([{ fault: 'number.otherGrade' }]);
    expect(row!.cells[3]!.raw).toBe(`${ID.slice(0, 4)}**********${ID.slice(-4)}41`);
  });

  it('takes both ends of the notice from one cell', async () => {
    const office = ledgerOffice(test);
    const rows = [['年度', '姓名', '社区', '公示起止'], ['2020', '王某', '石桥社区', '3月1日至3月10日'], ['2020', '李某', '石桥社区', '']]; // prettier-ignore
    await office.bring('applications', aWorkbook([{ rows }]));
    expect((await records()).map(({ facts }) => [facts.noticeFrom, facts.noticeUntil])).toEqual([
      [{ from: '2020-03-01', until: '2020-03-01' }, { from: '2020-03-10', until: '2020-03-10' }],
      [null, null],
    ]); // prettier-ignore
  });

  it('of years becomes the year’s own record; a later file of the year is corrections beside it', async () => {
    const office = ledgerOffice(test);
    const years = (granted: string): Buffer => aWorkbook([{ rows: [['年度', '任务数', '每户限额（万元）', '应签字盖章方', '方案印发日期'], ['2020年度', granted, '0.6', '户主、施工方、社区、街道、区残联', '2020年3月']] }]); // prettier-ignore
    await office.bring('programmes', years('100户'));
    const [year] = await test.db.query<{ facts: object }>('SELECT facts FROM found_years');
    expect(year!.facts).toEqual({
      year: 2020, granted: 100, cap: 600_000, requiredSigners: ['household', 'contractor', 'community', 'street', 'district'],
      planApprovedOn: { from: '2020-03-01', until: '2020-03-31' },
    }); // prettier-ignore
    const second = await office.upload('programmes', years('60户'));
    await office.settle(second);
    await office.apply(second, { reason: '追减', document: '文1号' });
    expect(await test.db.query('SELECT field, value FROM found_corrections')).toEqual([{ field: 'granted', value: 60 }]); // prettier-ignore
  });

  it('is understood as it was the last time, once somebody has corrected what its columns mean', async () => {
    const office = ledgerOffice(test);
    const file = (day: string): Buffer => aWorkbook([{ rows: [['姓名', '社区', '受理日'], ['王某', '石桥社区', day]] }]); // prettier-ignore
    const first = await office.upload('applications', file('2020.5.7'), '2020年.xlsx');
    expect((await office.show(first)).columns[2]).toMatchObject({ header: '受理日', field: null });
    await office.settle(first, { columns: [{ index: 2, field: 'appliedOn' }] });
    const second = await office.upload('applications', file('2020.5.8'), '2020年.xlsx');
    expect((await office.show(second)).columns[2]).toMatchObject({ header: '受理日', field: 'appliedOn' });
    await test.as('supervisor').put(`/api/v1/imports/${second}/mapping`, { sheet: 'Sheet1', headerRow: 1, twoRows: false, year: null, columns: [] }).expect(400); // prettier-ignore
  });

  it('comes to the same, however often a worker is killed between two batches', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => wang({ 1: '王某', 2: anIdNumber({ bornOn: '1956-03-08' }), 6: `2020.5.${1 + (index % 28)}` })); // prettier-ignore
    const office = ledgerOffice(test);
    const id = await office.upload('applications', applications(...rows));
    const { sheet, headerRow, year } = await office.show(id);
    await test.as('supervisor').put(`/api/v1/imports/${id}/mapping`, { sheet, headerRow, twoRows: false, year, columns: [] }).expect(204); // prettier-ignore
    await dieAfter(test, 2100, () => office.work(id));
    expect(await test.db.query('SELECT count(*)::int AS rows FROM import_rows')).toEqual([{ rows: 2000 }]);
    await Promise.all([office.work(id), office.work(id)]); // two workers at once do not do it twice
    const preview = await office.show(id);
    expect(preview).toMatchObject({ state: 'preview', rows: { rows: 5000 } });
    await test.as('supervisor').post(`/api/v1/imports/${id}/apply`, {}).expect(204);
    await dieAfter(test, 2100, () => office.work(id));
    expect(await records()).toHaveLength(2000);
    await office.work(id);
    expect(await office.show(id)).toMatchObject({ state: 'applied', applied: 5000 });
    expect(await records()).toHaveLength(5000);
  });

  it('is closed to caseworkers, and to whoever looks after another district; an auditor of the city names the district', async () => {
    const file = applications(wang());
    await ledgerOffice(test, 'caseworker').send('applications', file).expect(403);
    await ledgerOffice(test, 'contractor').send('applications', file).expect(403);
    const auditor = ledgerOffice(test, 'auditor');
    await auditor.send('applications', file).expect(400);
    await auditor.send('applications', file, 'x.xlsx', { areaCode: '880101' }).expect(403);
    const id = await auditor.upload('applications', file, 'x.xlsx', { areaCode: '990101' });
    await auditor.settle(id);
    await auditor.apply(id);
    await test.as('stranger').get(`/api/v1/imports/${id}`).expect(404);
    const [record] = (await test.as('auditor').get('/api/v1/found-records').expect(200)).body.items as { id: string }[]; // prettier-ignore
    const correction = { field: 'appliedOn', text: '2020年5月9日', reason: '笔误', document: '文2号' };
    await test.as('stranger').post(`/api/v1/found-records/${record!.id}/corrections`, correction).expect(404);
    await test.as('auditor').post(`/api/v1/found-records/${record!.id}/corrections`, correction).expect(204);
    const { body } = await test.as('supervisor').get(`/api/v1/found-records/${record!.id}`).expect(200);
    expect(body).toMatchObject({ facts: { appliedOn: { from: '2020-05-07' } }, corrections: [{ value: { from: '2020-05-09' }, makerName: '贺知秋' }] }); // prettier-ignore
    await test.as('caseworker').get(`/api/v1/found-records/${record!.id}`).expect(403);
  });
});

/** Lets the worker come no further than to this row and then lose its database, as a killed one does. */
async function dieAfter(test: TestApp, row: number, work: () => Promise<void>): Promise<void> {
  await test.db.query(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.done > ${row} AND NEW.done <> OLD.done THEN RAISE EXCEPTION 'killed'; END IF; RETURN NEW; END $$`);
  await test.db.query('CREATE TRIGGER die BEFORE UPDATE ON imports FOR EACH ROW EXECUTE FUNCTION die()');
  await expect(work()).rejects.toThrow('killed');
  await test.db.query('DROP FUNCTION die CASCADE');
}
