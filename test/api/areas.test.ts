import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const names = (nameZh: string): object => ({
  nameZh,
  nameEn: 'Somewhere',
  officeNameZh: `${nameZh}残疾人联合会`,
  officeNameEn: 'Somewhere Disabled Persons’ Federation',
  documentPrefix: null,
});

describe('Areas', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  it('are read by everybody who is signed in, within their own, and changed by administrators only', async () => {
    await test.as(null).get('/api/v1/areas').expect(401);
    const { body } = await test.as('street').get('/api/v1/areas').expect(200);
    expect((body.items as { code: string }[]).map(({ code }) => code)).toEqual([
      '990101001',
      '990101001001',
      '990101001002',
    ]);
    await test
      .as('supervisor')
      .post('/api/v1/areas', { code: '990101003', ...names('新街道') })
      .expect(403);
  });

  it('are found by code and name, and page by code', async () => {
    const found = await test.as('admin').get(`/api/v1/areas?search=${encodeURIComponent('柳林')}`).expect(200); // prettier-ignore
    expect(found.body.items).toHaveLength(1);
    expect((await test.as('admin').get('/api/v1/areas?search=990101002').expect(200)).body.items).toHaveLength(2); // prettier-ignore
    const first = await test.as('admin').get('/api/v1/areas?limit=2').expect(200);
    const second = await test
      .as('admin')
      .get(`/api/v1/areas?limit=2&after=${first.body.next as string}`)
      .expect(200);
    expect(second.body.items[0].code > first.body.items[1].code).toBe(true);
  });

  it('are added below one that is there, inside the administrator’s own', async () => {
    const add = (code: string, status: number): Promise<{ body: { errors?: { field: string }[] } }> =>
      test
        .as('admin')
        .post('/api/v1/areas', { code, ...names('新街道') })
        .expect(status);
    await add('990101003', 201);
    await add('990101003001', 201);
    expect((await add('990101003', 409)).body.errors![0]!.field).toBe('code');
    expect((await add('990102009', 400)).body.errors![0]!.field).toBe('code');
    expect((await add('990101099001', 400)).body.errors![0]!.field).toBe('code');
    await add('99010', 400);
    const entries = await test.db.query<{ subject_id: string }>(`SELECT subject_id FROM history_entries WHERE kind = 'area.saved' ORDER BY id`); // prettier-ignore
    expect(entries[0]!.subject_id).toBe('00000000-0000-8000-8000-990101003fff');
  });

  it('change their names, not their codes', async () => {
    await test.as('admin').put('/api/v1/areas/990101001002', names('新河湾社区')).expect(200);
    await test.as('admin').put('/api/v1/areas/990102001', names('别区')).expect(404);
    await test.as('admin').put('/api/v1/areas/990101777', names('没有')).expect(404);
  });

  it('are looked after on pages', async () => {
    const admin = await Visitor.as(test, 'admin');
    expect((await admin.get('/areas?search=柳林').expect(200)).text).toContain('990101002001');
    expect((await admin.get('/areas/990101002').expect(200)).text).toContain('双泉街道');
    const refused = await admin.send('/areas/new', { code: '12', ...names('别省') });
    expect(refused.status).toBe(400);
    expect((await admin.send('/areas/990101002', names('双泉新街道'))).status).toBe(303);
    expect((await admin.get('/areas')).text).toContain('双泉新街道');
  });
});
