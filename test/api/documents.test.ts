import request from 'supertest';
import { newId } from '../../src/platform/database/ids';
import { aPhoto } from '../builders/photo';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { wrongFields } from '../support/answers';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');

describe('Documents over the API', () => {
  let test: TestApp;
  let made: BuiltRetrofit;
  beforeAll(async () => {
    test = await createTestApp({ env: { TANTU_MAX_DOCUMENT_MB: '1' } });
    made = await aRetrofit(test).surveyed().build();
  });
  afterAll(() => test.close());

  const send = (
    who: PersonKey | null,
    subject: string,
    fields: Record<string, string>,
    file?: Buffer,
    name = '设计图 第1版.pdf',
  ): request.Test => {
    let sent = test.as(who).post(`/api/v1/${subject}/documents`);
    for (const [field, value] of Object.entries(fields)) sent = sent.field(field, value);
    return file ? sent.attach('file', file, name) : sent;
  };
  const retrofit = (): string => `retrofits/${made.id}`;

  it('are filed with a retrofit and saved again under their Chinese title', async () => {
    const { body } = await send('caseworker', retrofit(), { kind: 'drawing' }, PDF).expect(201);
    const list = await test.as('auditor').get(`/api/v1/${retrofit()}/documents`).expect(200);
    expect(list.body.items).toEqual([
      expect.objectContaining({ id: body.id, kind: 'drawing', title: '设计图 第1版.pdf', mediaType: 'application/pdf', bytes: PDF.length }),
    ]); // prettier-ignore
    const file = await test
      .as('supervisor')
      .get(`/api/v1/documents/${body.id}/file`)
      .buffer(true)
      .expect(200);
    expect(file.headers['content-disposition']).toMatch(
      /^attachment; filename=.*filename\*=UTF-8''%E8%AE%BE%E8%AE%A1%E5%9B%BE/,
    );
    expect(file.headers['content-type']).toBe('application/pdf');
    expect(file.headers['x-content-type-options']).toBe('nosniff');
    const kinds = await test.db.query('SELECT kind FROM history_entries WHERE subject_id = $1', [body.id]);
    expect(kinds).toEqual([{ kind: 'document.received' }]);
  });

  it('are taken by their content: PDF and pictures, whole ones', async () => {
    const title = '选定记录';
    await send('caseworker', retrofit(), { kind: 'selectionRecord', title }, await aPhoto()).expect(201);
    const html = await send(
      'caseworker',
      retrofit(),
      { kind: 'other' },
      Buffer.from('<html>'),
      'a.pdf',
    ).expect(415);
    expect(html.body.code).toBe('unsupported-file');
    expect(wrongFields(html.body)).toEqual(['file']);
    await send('caseworker', retrofit(), { kind: 'other' }, PDF.subarray(0, 20)).expect(415);
    await send(
      'caseworker',
      retrofit(),
      { kind: 'other' },
      Buffer.concat([PDF, Buffer.alloc(1_048_576)]),
    ).expect(413);
    expect(wrongFields((await send('caseworker', retrofit(), { kind: 'other' }).expect(400)).body)).toEqual([
      'file',
    ]);
    expect(wrongFields((await send('caseworker', retrofit(), { kind: 'minutes' }, PDF).expect(400)).body)).toEqual(['kind']); // prettier-ignore
  });

  it('belong to decisions and programmes too, by the supervisor’s hand', async () => {
    const decision = newId();
    await test.db.query(
      `INSERT INTO decisions (id, area_code, programme_id, held_on, subject, attendees, minutes) VALUES ($1, '990101', $2, '2026-01-05', '确定施工单位', '{甲,乙,丙}', '会议同意由该单位施工。')`,
      [decision, made.programmeId],
    );
    await send('caseworker', `decisions/${decision}`, { kind: 'minutes' }, PDF).expect(403);
    await send('supervisor', `decisions/${decision}`, { kind: 'minutes' }, PDF).expect(201);
    await send('supervisor', `programmes/${made.programmeId}`, { kind: 'grant' }, PDF).expect(201);
    await send('stranger', `decisions/${decision}`, { kind: 'minutes' }, PDF).expect(404);
    const list = await test.as('supervisor').get(`/api/v1/decisions/${decision}/documents`).expect(200);
    expect(list.body.items).toHaveLength(1);
  });

  it('exist for nobody who may not see what they belong to', async () => {
    await send(null, retrofit(), { kind: 'drawing' }, PDF).expect(401);
    await send('auditor', retrofit(), { kind: 'drawing' }, PDF).expect(403);
    await send('neighbour', retrofit(), { kind: 'drawing' }, PDF).expect(404);
    const { body } = await send('caseworker', retrofit(), { kind: 'application' }, PDF).expect(201);
    await test.as('contractor').get(`/api/v1/documents/${body.id}/file`).expect(404);
    await test.as('neighbour').get(`/api/v1/${retrofit()}/documents`).expect(404);
  });
});
