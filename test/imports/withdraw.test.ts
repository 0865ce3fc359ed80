import { ledgerOffice } from '../builders/ledger';
import { aPhoto } from '../builders/photo';
import { aWorkbook } from '../builders/workbook';
import { aZip } from '../builders/zip';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const ledger = (): Buffer => aWorkbook([{ rows: [['年度', '姓名', '社区', '申请日期', '验收日期'], ['2020', '王某', '石桥社区', '2020.5.7', '2020.9.1']] }]); // prettier-ignore

describe('An import that was a mistake', () => {
  let test: TestApp;
  let office: ReturnType<typeof ledgerOffice>;

  beforeEach(async () => {
    test = await createTestApp();
    office = ledgerOffice(test);
  });
  afterEach(() => test.close());

  const withdraw = (id: string, person: 'supervisor' | 'stranger' | 'caseworker' = 'supervisor') =>
    test.as(person).post(`/api/v1/imports/${id}/withdrawal`);

  it('is withdrawn before it is applied: its rows go, its file’s row and the history stay, and the same bytes come anew', async () => {
    const id = await office.upload('acceptance', ledger());
    await office.settle(id);
    await withdraw(id, 'caseworker').expect(403);
    await withdraw(id, 'stranger').expect(404);
    await withdraw(id).expect(204);
    expect(await office.show(id)).toMatchObject({ state: 'withdrawn', rows: { rows: 0 } });
    expect(await test.db.query('SELECT kind FROM history_entries WHERE subject_id = $1 ORDER BY id DESC LIMIT 1', [id])).toEqual([{ kind: 'import.withdrawn' }]); // prettier-ignore
    const right = await office.bring('applications', ledger());
    expect(await office.show(right)).toMatchObject({ state: 'applied', applied: 1 });
    const again = await office.upload('acceptance', ledger());
    expect(again).not.toBe(id);
    await withdraw(id).expect(409);
    await test.as('supervisor').post(`/api/v1/imports/${id}/apply`, {}).expect(409);
  });

  it('is not withdrawn once a row of it is a record; the database refuses that too', async () => {
    const id = await office.bring('applications', ledger());
    await withdraw(id).expect(409);
    await expect(test.db.query(`UPDATE imports SET state = 'withdrawn' WHERE id = $1`, [id])).rejects.toThrow('taken back'); // prettier-ignore
    const other = await office.upload('acceptance', ledger());
    await withdraw(other).expect(204);
    await expect(test.db.query(`UPDATE imports SET state = 'preview' WHERE id = $1`, [other])).rejects.toThrow('kept as it came'); // prettier-ignore
  });

  it('may be photos as well, as long as none was taken in', async () => {
    const archive = aZip([{ name: '王某/坡道.jpg', content: await aPhoto() }]);
    const id = await office.upload('photos', archive);
    await office.work(id);
    await withdraw(id).expect(204);
    expect(await test.db.query('SELECT id FROM import_photos')).toEqual([]);
    await office.bring('applications', ledger());
    const second = await office.bring('photos', archive);
    await withdraw(second).expect(409);
    await expect(test.db.query('DELETE FROM import_photos')).rejects.toThrow('taken in is kept');
  });

  it('is withdrawn from its page, which says before what that means', async () => {
    const supervisor = await Visitor.as(test, 'supervisor');
    const id = await office.upload('acceptance', ledger());
    const page = await supervisor.get(`/imports/${id}`).expect(200);
    expect(page.text).toContain('撤回后不能恢复');
    await supervisor.send(`/imports/${id}/withdrawal`, {}, `/imports/${id}`);
    const { text } = await supervisor.get(`/imports/${id}`).expect(200);
    expect(text).toContain('没有写入任何记录');
    expect(text).not.toContain('撤回后不能恢复');
  });
});
