import { aPhoto } from '../builders/photo';
import { ledgerOffice } from '../builders/ledger';
import { aWorkbook } from '../builders/workbook';
import { aZip } from '../builders/zip';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

interface FoundPhoto {
  record_id: string;
  file_name: string;
  item_code: string | null;
  stage: string | null;
  taken_on: string | null;
  sha256: Buffer;
}

describe('Photos of old years', () => {
  let test: TestApp;
  let office: ReturnType<typeof ledgerOffice>;
  let ids: string[];

  beforeEach(async () => {
    test = await createTestApp();
    office = ledgerOffice(test);
    const rows = [['年度', '姓名', '社区', '申请日期'], [2020, '王某', '石桥社区', '2020.5.7'], [2020, '李某', '河湾社区', '2020.5.8']]; // prettier-ignore
    await office.bring('applications', aWorkbook([{ rows }]));
    ids = (await test.db.query<{ id: string }>('SELECT id FROM found_records ORDER BY id')).map(
      ({ id }) => id,
    );
  });
  afterEach(() => test.close());

  const photos = (): Promise<FoundPhoto[]> => test.db.query<FoundPhoto>('SELECT *, taken_on::text AS taken_on FROM found_photos ORDER BY file_name'); // prettier-ignore

  it('in an archive are matched by household, item and stage; the camera’s day is kept, and the same bytes may come twice', async () => {
    const [ramp, heater] = [await aPhoto({ takenAt: '2019:05:03 10:00:00' }), await aPhoto()];
    const archive = aZip([
      { name: '2020/王某/坡道_改造前_1.jpg', content: ramp },
      { name: '2020/李某/坡道_改造前.jpg', content: ramp },
      { name: '2020/王某/热水器_改造后.jpg', content: heater },
      { name: '__MACOSX/2020/王某/._坡道.jpg', content: 'x' },
      { name: '2020/说明.txt', content: 'x' },
    ]);
    const id = await office.bring('photos', archive, '照片.zip');
    expect(await office.show(id)).toMatchObject({ state: 'applied', photos: { photos: 3, matched: 3, unmatched: 0, applied: 3 } }); // prettier-ignore
    const found = await photos();
    expect(
      found.map(({ record_id, item_code, stage }) => [ids.indexOf(record_id), item_code, stage]),
    ).toEqual([
      [1, 'entrance-ramp', 'before'],
      [0, 'entrance-ramp', 'before'],
      [0, 'water-heater', 'after'],
    ]);
    expect(found[0]!.sha256).toEqual(found[1]!.sha256);
  });

  it('that nobody’s name is on wait, are assigned by hand, and are taken in then', async () => {
    const id = await office.bring('photos', aZip([{ name: '赵某/坡道.jpg', content: await aPhoto() }, { name: '王某/不是照片.jpg', content: 'x' }])); // prettier-ignore
    expect(await office.show(id)).toMatchObject({
      photos: { photos: 2, matched: 0, unmatched: 2, applied: 0 },
    });
    const { body } = await test
      .as('supervisor')
      .get(`/api/v1/imports/${id}/photos?filter=unmatched`)
      .expect(200);
    const [broken, unknown] = (body as { items: { id: string; path: string; fault: string }[] }).items.sort((a, b) => (a.fault > b.fault ? -1 : 1)); // prettier-ignore
    expect([broken!.fault, unknown!.fault]).toEqual(['unreadable', 'noRecord']);
    const to = { recordId: ids[0], item: '坡道', stage: 'before' };
    await test.as('stranger').put(`/api/v1/imports/${id}/photos/${unknown!.id}`, to).expect(404);
    await test.as('supervisor').put(`/api/v1/imports/${id}/photos/${broken!.id}`, to).expect(404);
    await test.as('supervisor').put(`/api/v1/imports/${id}/photos/${unknown!.id}`, to).expect(204);
    await office.apply(id);
    expect(await photos()).toMatchObject([
      { record_id: ids[0], item_code: 'entrance-ramp', stage: 'before' },
    ]);
    await test.as('supervisor').put(`/api/v1/imports/${id}/photos/${unknown!.id}`, to).expect(404);
  });

  it('of one district are never a household’s of another, whoever sees both', async () => {
    const id = await office.bring('photos', aZip([{ name: '赵某/坡道.jpg', content: await aPhoto() }]));
    const [photo] = await test.db.query<{ id: string }>('SELECT id FROM import_photos');
    const rows = [
      ['年度', '姓名', '社区', '申请日期'],
      [2020, '西某', '南门社区', '2020.5.7'],
    ];
    await ledgerOffice(test, 'stranger').bring('applications', aWorkbook([{ rows }]));
    const [west] = await test.db.query<{ id: string }>(`SELECT id FROM found_records WHERE district_code = '990102'`); // prettier-ignore
    const to = { recordId: west!.id, item: '坡道', stage: 'before' };
    const answer = await test.as('auditor').put(`/api/v1/imports/${id}/photos/${photo!.id}`, to).expect(400);
    expect(JSON.stringify(answer.body)).toContain('recordId');
    await expect(test.db.query(`UPDATE import_photos SET record_id = '${west!.id}'`)).rejects.toMatchObject({
      constraint: 'import_photos_same_district',
    });
  });

  it('may come as they are, without an archive; the same ones again lead to the first import', async () => {
    const [one, two] = [await aPhoto(), await aPhoto()];
    const send = () =>
      test.as('supervisor').post('/api/v1/imports').field('ledger', 'photos').field('year', '2020').attach('file', one, '王某-坡道-改造前.jpg').attach('file', two, '李某-坡道-改造后.jpg'); // prettier-ignore
    const { body } = await send().expect(201);
    const { id } = body as { id: string };
    await office.work(id);
    await office.apply(id);
    expect((await photos()).map(({ stage }) => stage)).toEqual(['after', 'before']);
    expect((await send().expect(201)).body).toEqual({ id, isKnown: true });
  });

  it('in names of GB18030, as Chinese Windows packs them, are read', async () => {
    // 王某/坡道.jpg, as the bytes of a system that knows no UTF-8.
    const name = Buffer.concat([Buffer.from('cdf5c4b32fc6c2b5c0', 'hex'), Buffer.from('.jpg')]);
    const id = await office.bring('photos', aZip([{ name, content: await aPhoto() }]));
    expect(await office.show(id)).toMatchObject({ photos: { matched: 1 } });
  });

  it('are shown to those who may see the record, and to nobody else', async () => {
    await office.bring('photos', aZip([{ name: '王某/坡道.jpg', content: await aPhoto() }]));
    const [photo] = await test.db.query<{ id: string }>('SELECT id FROM found_photos');
    const path = `/found-records/photos/${photo!.id}`;
    expect((await test.as('supervisor').get(path).expect(200)).headers['content-type']).toBe('image/jpeg');
    await test.as('stranger').get(path).expect(404);
    await test.as('caseworker').get(path).expect(403);
  });

  it('are looked at while they are assigned: the picture and its place in the archive', async () => {
    const id = await office.bring('photos', aZip([{ name: '2020/赵某/坡道.jpg', content: await aPhoto() }]));
    const [photo] = await test.db.query<{ id: string }>('SELECT id FROM import_photos');
    const path = `/imports/${id}/photos/${photo!.id}`;
    const { text } = await (await Visitor.as(test, 'supervisor')).get(path).expect(200);
    expect(text).toContain('2020/赵某/坡道.jpg');
    expect(text).toContain(`src="${path}/picture"`);
    const { headers } = await test.as('supervisor').get(`${path}/picture`).expect(200);
    expect(headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'private, no-cache' });
    await test.as('supervisor').get(`${path}/picture`).set('If-None-Match', headers['etag']!).expect(304);
    await test.as('stranger').get(`${path}/picture`).expect(404);
    await test.as('caseworker').get(`${path}/picture`).expect(403);
  });

  it('stand small on the record’s page, each with what its name says', async () => {
    await office.bring('photos', aZip([{ name: '王某/坡道_改造前.jpg', content: await aPhoto() }]));
    const [photo] = await test.db.query<{ id: string }>('SELECT id FROM found_photos');
    const small = `/found-records/photos/${photo!.id}/thumbnail`;
    const { text } = await (await Visitor.as(test, 'supervisor')).get(`/found-records/${ids[0]}`).expect(200);
    expect(text).toContain(`src="${small}"`);
    await test.as('supervisor').get(small).expect(200);
    await test.as('stranger').get(small).expect(404);
  });
});
