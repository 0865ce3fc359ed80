import { systemActor } from '../../src/platform/database/actor';
import { aCompletedRetrofit, CompletedRetrofit } from '../builders/acceptance';
import { aPhoto } from '../builders/photo';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const PDF = Buffer.from('%PDF-1.7\ntrailer <<>>\n%%EOF\n');

describe('The pages of photos and documents', () => {
  let test: TestApp;
  let home: BuiltRetrofit;
  let works: CompletedRetrofit;
  const visitors = new Map<PersonKey, Visitor>();
  beforeAll(async () => {
    test = await createTestApp();
    home = await aRetrofit(test).surveyed().build();
    works = await aCompletedRetrofit(test, { completed: false, withoutPhotos: ['tape', 'after', 'inUse', 'nameplate'], withPictures: true }); // prettier-ignore
    await test.database
      .as(systemActor('demo'))
      .write((tx) =>
        tx.change('UPDATE retrofits SET started_on = $2 WHERE id = $1', [works.id, works.days.started]),
      );
    for (const person of ['caseworker', 'contractor', 'supervisor', 'auditor', 'neighbour'] as const)
      visitors.set(person, await Visitor.as(test, person));
  });
  afterAll(() => test.close());

  const as = (person: PersonKey): Visitor => visitors.get(person)!;
  const page = (id: string): string => `/retrofits/${id}/photos`;

  it('say what is asked for, why, and what is still missing', async () => {
    const { text } = await as('contractor').get(page(works.id)).expect(200);
    expect(text).toContain('坐便器扶手：卷尺测量');
    expect(text).toContain('器具已拆箱、接通、能用');
    expect(text).toContain(`id="${works.barsId}"`);
    expect(text).not.toContain('value="before"');
    const english = await as('auditor')
      .get(`${page(works.id)}?lang=en`)
      .expect(200);
    expect(english.text).toContain('Still missing');
    expect(english.text).not.toContain('id="upload"');
    await as('neighbour').get(page(works.id)).expect(404);
    const rooms = await as('caseworker').get(page(home.id)).expect(200);
    expect(rooms.text).toContain('卫生间：施工前');
  });

  it('take several photos from a plain form and show them in their place', async () => {
    const fields = { place: `item:${works.barsId}`, stage: 'after', caption: '扶手装好' };
    const files = [[await aPhoto(), 'a.jpg'], [await aPhoto(), 'b.jpg']] as const; // prettier-ignore
    const answer = await as('contractor').upload(page(works.id), fields, 'photos', files);
    expect([answer.status, answer.headers.location]).toEqual([303, page(works.id)]);
    const { text } = await as('contractor').get(page(works.id)).expect(200);
    expect(text).toContain('已收到 2 张照片');
    expect(text).toContain('tantu-pair');
    expect(text).toContain('扶手装好');
    const thumbnails = [...text.matchAll(/src="(\/photos\/[0-9a-f-]+\/thumbnail\?[^"]+)"/g)].map(([, src]) => src!.replaceAll('&amp;', '&')); // prettier-ignore
    expect(thumbnails.length).toBeGreaterThanOrEqual(3);
    for (const src of thumbnails) await as('contractor').get(src).expect(200);
  });

  it('keep the good ones of a form and name those that were not taken, with what was typed', async () => {
    const fields = { place: `item:${works.barsId}`, stage: 'during', caption: '预埋件' };
    const files = [[await aPhoto(), 'good.jpg'], [Buffer.from('no photo'), '截图.txt']] as const; // prettier-ignore
    const answer = await as('contractor').upload(page(works.id), fields, 'photos', files);
    expect(answer.status).toBe(415);
    expect(answer.text).toContain('已收到 1 张照片');
    expect(answer.text).toContain('“截图.txt”的内容不是可接受的格式');
    expect(answer.text).toContain('value="预埋件"');
    const nothing = await as('contractor').upload(page(works.id), { stage: 'during' }, 'photos', []);
    expect(nothing.status).toBe(400);
    expect(nothing.text).toContain('哪个改造项，或哪个房间');
    const again = await as('contractor').upload(page(works.id), fields, 'photos', [files[0]]);
    expect(again.status).toBe(409);
    expect(again.text).toContain('“good.jpg”已经用作证据');
    await as('contractor')
      .post(page(works.id), fields)
      .then(({ status }) => expect(status).toBe(403));
  });

  it('show one photo with its times, to contractors without what the camera wrote', async () => {
    const photo = await aPhoto({ takenAt: `${home.days.surveyed}T09:15:00`, make: 'Sample', model: 'X9' });
    const fields = { place: `room:${home.rooms.entrance}`, stage: 'before', claimedOn: home.days.surveyed };
    await as('caseworker').upload(page(home.id), fields, 'photos', [[photo, '门口.jpg']]);
    const { text } = await as('caseworker').get(page(home.id)).expect(200);
    const href = /href="(\/photos\/[0-9a-f-]+)"/.exec(text)![1]!;
    const shown = await as('supervisor').get(href).expect(200);
    for (const words of ['Sample X9', '相机没有写时区', '门口.jpg', '来自照片里的相机时间', 'SHA-256'])
      expect(shown.text).toContain(words);
    const theirs = await as('contractor').get(page(works.id)).expect(200);
    const own = await as('contractor')
      .get(/href="(\/photos\/[0-9a-f-]+)"/.exec(theirs.text)![1]!)
      .expect(200);
    expect(own.text).not.toContain('/original');
  });

  it('let another photo count instead, with a reason', async () => {
    const fields = { place: `item:${works.bellId}`, stage: 'nameplate' };
    await as('contractor').upload(page(works.id), fields, 'photos', [[await aPhoto(), '1.jpg']]);
    await as('contractor').upload(page(works.id), fields, 'photos', [[await aPhoto(), '2.jpg']]);
    const rows = await test.db.query<{ id: string }>(
      `SELECT id FROM photos WHERE stage = 'nameplate' ORDER BY id`,
    );
    const [wrong, right] = rows.map(({ id }) => id);
    const path = `/photos/${wrong}`;
    const empty = await as('contractor').send(`${path}/supersede`, { byPhotoId: right, reason: '' }, path);
    expect([empty.status, empty.text.includes('govuk-error-summary')]).toEqual([400, true]);
    const done = await as('contractor').send(
      `${path}/supersede`,
      { byPhotoId: right, reason: '铭牌看不清' },
      path,
    );
    expect([done.status, done.headers.location]).toEqual([303, path]);
    expect((await as('supervisor').get(path).expect(200)).text).toContain('铭牌看不清');
    expect((await as('supervisor').get(page(works.id)).expect(200)).text).toContain('被替换的照片（1）');
  });

  it('file a document, list it on the page of photos and give it back', async () => {
    const path = `/retrofits/${home.id}/documents`;
    const sent = await as('caseworker').upload(path, { kind: 'drawing', title: '卫生间图纸' }, 'file', [
      [PDF, 'x.pdf'],
    ]);
    expect([sent.status, sent.headers.location]).toEqual([303, path]);
    const { text } = await as('supervisor').get(page(home.id)).expect(200);
    expect(text).toContain('卫生间图纸');
    const file = /href="(\/documents\/[0-9a-f-]+\/file)"/.exec(text)![1]!;
    await as('supervisor').get(file).expect(200).expect('Content-Type', 'application/pdf');
    const refused = await as('caseworker').upload(path, { kind: 'drawing', title: '表' }, 'file', [
      [Buffer.from('PK'), '表.docx'],
    ]);
    expect(refused.status).toBe(415);
    expect(refused.text).toContain('“表.docx”的内容不是可接受的格式');
    expect((await as('auditor').get(path).expect(200)).text).not.toContain('id="upload"');
    const grant = `/programmes/${home.programmeId}/documents`;
    expect(
      (await as('supervisor').upload(grant, { kind: 'grant' }, 'file', [[PDF, '下达文件.pdf']])).status,
    ).toBe(303);
    expect((await as('caseworker').get(grant).expect(200)).text).toContain('下达文件.pdf');
  });
});
