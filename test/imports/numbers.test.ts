import { RunAudit } from '../../src/audit/run-audit';
import { anIdNumber } from '../builders/identity';
import { ledgerOffice } from '../builders/ledger';
import { aPhoto } from '../builders/photo';
import { aWorkbook } from '../builders/workbook';
import { aZip } from '../builders/zip';
import { createTestApp, TestApp } from '../support/test-app';

const HEADERS = ['年度', '姓名', '社区', '身份证号', '家庭住址', '改造需求', '备注', '奇怪列', '申请日期', '公示内容', '联系电话', '评议记录']; // prettier-ignore

describe('A number of somebody that stands inside another text of a ledger', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
  });
  afterEach(() => test.close());

  /** All that the database holds, as text, by table. */
  async function everything(): Promise<Map<string, string>> {
    const tables = await test.db.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'pgboss')`,
    );
    const all = tables.map(({ name }) => `SELECT '${name}' AS name, (SELECT coalesce(string_agg(x::text, E'\n'), '') FROM ${name} x) AS content`); // prettier-ignore
    const rows = await test.db.query<{ name: string; content: string }>(all.join(' UNION ALL '));
    return new Map(rows.map(({ name, content }) => [name, content]));
  }

  it('stands nowhere in clear: no cell, name, note, file, path, correction, reason or history has it', async () => {
    const office = ledgerOffice(test);
    const ids = Array.from({ length: 14 }, () => anIdNumber());
    const [certificate, spaced] = [`${ids[12]}43`, ids[13]!.replace(/^(\d{6})(\d{8})/, '$1 $2 ')];
    const rows = [HEADERS,
      [2019, '王一', '石桥社区', ids[0]!, `石桥1号（${ids[1]}）`, `本人${ids[2]}需坡道`, `证件${certificate}、${spaced}`, `监护人${ids[4]}`, `2019.5.7（${ids[5]}）`, `公示${ids[6]} 电话139 1234 5678`, '13811112222', `记录${ids[7]}`],
      [2019, `李二${ids[8]}`, '石桥社区', null, null, null, null, null, '2019.5.8', null, null, null]]; // prettier-ignore
    const id = await office.upload('applications', aWorkbook([{ rows }]), `台账${ids[9]}.xlsx`);
    await office.settle(id);
    const corrections = [{ field: 'note', text: `改为${ids[10]}` }];
    await test.as('supervisor').put(`/api/v1/imports/${id}/rows/3`, { corrections }).expect(204);
    await office.apply(id, { reason: `见${ids[11]}`, document: `文${ids[11]}` });
    const [record] = await test.db.query<{ id: string; facts: Record<string, unknown> }>(`SELECT id, facts FROM found_records WHERE person_name = '王一'`); // prettier-ignore
    const correction = { field: 'needs', text: `更正${ids[11]}`, reason: `见${ids[11]}`, document: `文${ids[11]}` }; // prettier-ignore
    await test
      .as('supervisor')
      .post(`/api/v1/found-records/${record!.id}/corrections`, correction)
      .expect(204);
    const path = `2019/王一_${ids[3]}/坡道_改造前.jpg`;
    await office.bring('photos', aZip([{ name: path, content: await aPhoto() }]));
    const kept = await everything();
    expect(kept.get('public.found_records')).toContain('王一');
    for (const number of [...ids, spaced, '13912345678', '139 1234 5678', '13811112222'])
      expect([number, [...kept].filter(([, content]) => content.includes(number)).map(([name]) => name)]).toEqual([number, []]); // prettier-ignore
    expect(record!.facts).toMatchObject({ needs: `本人${ids[2]!.slice(0, 4)}██████████${ids[2]!.slice(-4)}需坡道` }); // prettier-ignore
  });

  it('is still what X01 finds in a notice, and a notice that masked it is still none', async () => {
    const office = ledgerOffice(test);
    const id = anIdNumber();
    const rows = [['年度', '姓名', '社区', '申请日期', '公示内容'], [2019, '王一', '石桥社区', '2019.5.7', `王一 ${id} 13912345678`], [2019, '李二', '石桥社区', '2019.5.8', '李二 4103**********1234 139****5678']]; // prettier-ignore
    await office.bring('applications', aWorkbook([{ rows }]));
    const { body } = await test.as('supervisor').post('/api/v1/audits', { sources: 'found' }).expect(201);
    await test.get(RunAudit).execute({ runId: (body as { id: string }).id });
    const found = await test.db.query<{ facts: unknown }>(`SELECT facts FROM audit_findings WHERE rule = 'X01'`); // prettier-ignore
    expect(found).toMatchObject([{ facts: { shown: ['idNumber', 'phone'] } }]);
  });
});
