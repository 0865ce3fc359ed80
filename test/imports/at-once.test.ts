import { anIdNumber } from '../builders/identity';
import { ledgerOffice } from '../builders/ledger';
import { aWorkbook, Cell } from '../builders/workbook';
import { createTestApp, TestApp } from '../support/test-app';

describe('Two files of one district that were checked before either was applied', () => {
  let test: TestApp;
  let office: ReturnType<typeof ledgerOffice>;
  beforeEach(async () => {
    test = await createTestApp();
    office = ledgerOffice(test);
  });
  afterEach(() => test.close());

  const both = async (of: (file: string) => Cell[][]): Promise<[string, string]> => {
    const ids: string[] = [];
    for (const name of ['A', 'B']) {
      const id = await office.upload('applications', aWorkbook([{ name, rows: of(name) }]));
      await office.settle(id);
      ids.push(id);
    }
    return ids as [string, string];
  };
  const told = (day: string): Cell[][] => [
    ['年度', '姓名', '社区', '申请日期'],
    [2010, '甲一', '石桥社区', day],
  ];

  it.each([false, true])(
    'make nobody twice, though both are applied at once (with ID numbers: %s)',
    async (withId) => {
      const people = Array.from({ length: 300 }, (_, index) => [2010, `甲${String.fromCodePoint(0x4e00 + index)}`, withId ? anIdNumber() : null, '石桥社区', '2010.3.1']); // prettier-ignore
      const [a, b] = await both(() => [['年度', '姓名', '身份证号', '社区', '申请日期'], ...people]);
      for (const id of [a, b])
        await test.as('supervisor').post(`/api/v1/imports/${id}/apply`, {}).expect(204);
      await Promise.all([office.work(a), office.work(b)]);
      expect(await test.db.query('SELECT count(*)::int AS n FROM found_records')).toEqual([{ n: 300 }]);
      expect([(await office.show(a)).applied, (await office.show(b)).applied]).toEqual([300, 300]);
    },
  );

  it('do not leave the second one stuck: what differs now is compared anew and asks for its reason', async () => {
    const [a, b] = await both((name) => told(name === 'A' ? '2010.3.1' : '2010.4.1'));
    await office.apply(a);
    expect(await office.apply(b)).toMatchObject({ state: 'preview', fault: 'changedSince', rows: { changed: 1, fresh: 0 }, applied: 0 }); // prettier-ignore
    await test.as('supervisor').post(`/api/v1/imports/${b}/apply`, {}).expect(400);
    expect(await office.apply(b, { reason: '原表写错', document: '文1号' })).toMatchObject({ state: 'applied', fault: null, applied: 1 }); // prettier-ignore
    expect(await test.db.query('SELECT reason, document FROM found_corrections')).toEqual([{ reason: '原表写错', document: '文1号' }]); // prettier-ignore
  });

  it('take the reason also while the work is under way', async () => {
    const [a, b] = await both((name) => told(name === 'A' ? '2010.3.1' : '2010.4.1'));
    await office.apply(a);
    await test.as('supervisor').post(`/api/v1/imports/${b}/apply`, {}).expect(204);
    await test.as('supervisor').post(`/api/v1/imports/${b}/apply`, { reason: '原表写错', document: '文1号' }).expect(204); // prettier-ignore
    await office.work(b);
    expect(await office.show(b)).toMatchObject({ state: 'applied', applied: 1 });
  });

  it('of programmes ask for the reason of what the second one adds to a year, since it stands there as a correction', async () => {
    await office.bring(
      'programmes',
      aWorkbook([
        {
          rows: [
            ['年度', '指标数'],
            [2010, 20],
          ],
        },
      ]),
    );
    const id = await office.upload('programmes', aWorkbook([{ rows: [['年度', '指标数', '公示天数'], [2010, 20, 7]] }])); // prettier-ignore
    await office.settle(id);
    await test.as('supervisor').post(`/api/v1/imports/${id}/apply`, {}).expect(400);
    expect(await office.apply(id, { reason: '补填', document: '文2号' })).toMatchObject({ state: 'applied' });
  });
});
