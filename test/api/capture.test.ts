import request from 'supertest';
import sharp from 'sharp';
import { TICKET_USES } from '../../src/evidence/photos/capture-tickets';
import { systemActor } from '../../src/platform/database/actor';
import { toLocalIso } from '../../src/platform/time/district-time';
import { RuleCode } from '../../src/rules/rule-code';
import { DossierRepository } from '../../src/workflow/dossier.repository';
import { RULE_BOOK } from '../../src/workflow/rule-book';
import { aCompletedRetrofit, CompletedRetrofit } from '../builders/acceptance';
import { anExif, withExif } from '../builders/exif';
import { aPhoto } from '../builders/photo';
import { brokenRules, wrongFields } from '../support/answers';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';

const STAGES = ['before', 'tape', 'during', 'after', 'inUse', 'nameplate'];
const MINUTE = 60_000;

describe('What is known of the moment of a photo', () => {
  let test: TestApp;
  let works: CompletedRetrofit;

  beforeAll(async () => {
    test = await createTestApp();
    works = await aCompletedRetrofit(test, { completed: false, withoutPhotos: STAGES });
    await test.database
      .as(systemActor('demo'))
      .write((tx) =>
        tx.change('UPDATE retrofits SET started_on = $2 WHERE id = $1', [works.id, works.days.started]),
      );
  });
  afterAll(() => test.close());

  const from = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();
  const place = (stage = 'after'): Record<string, string> => ({ stage, itemId: works.barsId });
  const askTicket = (who: PersonKey | null, input: object = place()): request.Test =>
    test.as(who).post(`/api/v1/retrofits/${works.id}/capture-tickets`, input);
  const ticketFor = async (who: PersonKey, stage = 'after'): Promise<string> => {
    const { body } = await askTicket(who, place(stage)).expect(200);
    return (body as { ticket: string }).ticket;
  };
  const send = async (
    fields: Record<string, string>,
    photo: Buffer | null = null,
    who: PersonKey = 'contractor',
  ): Promise<string> => {
    let sent = test.as(who).post(`/api/v1/retrofits/${works.id}/photos`);
    for (const [name, value] of Object.entries({ ...place(), ...fields })) sent = sent.field(name, value);
    const { body } = await sent.attach('photos', photo ?? (await aPhoto({ longSide: 160 })), 'a.jpg').expect(201); // prettier-ignore
    return (body as { received: { id: string }[] }).received[0]!.id;
  };
  const show = async (id: string): Promise<Record<string, unknown> & { metadata: Record<string, unknown> }> =>
    (await test.as('supervisor').get(`/api/v1/photos/${id}`).expect(200)).body as never;
  /** As an app sends it that has just taken the photo. */
  const taken = async (who: PersonKey = 'contractor'): Promise<Record<string, string>> =>
    ({ inApp: 'yes', ticket: await ticketFor(who), capturedAt: from(0), deviceAt: from(0) }); // prettier-ignore
  const page = async (id: string): Promise<string> =>
    (await test.as('supervisor').get(`/photos/${id}`).set('Accept-Language', 'en').expect(200)).text;
  const findings = async (code: RuleCode, id: string): Promise<unknown[]> => {
    const dossier = await test.database.as(test.actors.supervisor).read((tx) => test.get(DossierRepository).load(tx, works.id)); // prettier-ignore
    return RULE_BOOK.check(dossier, [code]).filter(({ subject }) => subject.id === id).map(({ facts }) => facts); // prettier-ignore
  };

  it('makes “taken in the app” of a ticket, the device’s clock and nothing that contradicts, and tells why', async () => {
    const fields: Record<string, string> = { ...(await taken()), longitude: '113.5', latitude: '33.5', positionAccuracyM: '12', positionAt: from(-1000) }; // prettier-ignore
    const id = await send(fields, await aPhoto({ longSide: 160, position: { longitude: 1, latitude: 2 } }));
    const shown = await show(id);
    expect(shown).toMatchObject({
      grade: 'inApp', gradeReason: 'ticket', ticketIssuedAt: expect.any(String) as string,
      metadata: { positionSource: 'browser', longitude: 113.5, capturedAt: fields.capturedAt, deviceAt: fields.deviceAt },
    }); // prettier-ignore
    expect(Math.abs(shown.metadata.clockSkewS as number)).toBeLessThan(20);
    expect(await page(id)).toMatch(
      /Grade of proof[\s\S]*gave the uploader a ticket for this place and stage on/,
    );
    const [entry] = await test.db.query<{ data: object }>(`SELECT data FROM history_entries WHERE kind = 'photo.received' AND subject_id = $1`, [id]); // prettier-ignore
    expect(entry!.data).toMatchObject({ grade: 'inApp', gradeReason: 'ticket' });
  });

  it('takes one that only says so, and grades it by its camera', async () => {
    const withTime = await aPhoto({ longSide: 160, takenAt: `${works.days.started}T10:00:00` });
    expect(await show(await send({ inApp: 'yes', deviceAt: from(0), capturedAt: from(0) }, withTime))).toMatchObject({
      grade: 'camera', gradeReason: 'noTicket', takenOn: works.days.started, ticketIssuedAt: null,
    }); // prettier-ignore
    const forged = Buffer.alloc(38, 7).toString('base64url');
    const id = await send({ ...(await taken()), ticket: forged });
    expect(await show(id)).toMatchObject({ grade: 'none', gradeReason: 'ticketUnfit' });
    expect(await page(id)).toContain('not for this person, place and stage');
    const old = await aPhoto({ longSide: 160, takenAt: `${works.days.started}T11:00:00` });
    expect(await show(await send(await taken(), old))).toMatchObject({ grade: 'camera', gradeReason: 'cameraDisagrees' }); // prettier-ignore
  });

  it('binds a ticket to the person, the place and the stage', async () => {
    const fields = await taken();
    for (const [other, who] of [[{ stage: 'during' }, 'contractor'], [{}, 'caseworker']] as const)
      expect(await show(await send({ ...fields, ...other }, null, who))).toMatchObject({ gradeReason: 'ticketUnfit' }); // prettier-ignore
    expect(await show(await send(fields))).toMatchObject({ gradeReason: 'ticket' });
  });

  it('counts what a ticket has carried, also when uploads come at once', async () => {
    const fields = await taken();
    const ids: string[] = [];
    for (let sent = 0; sent < TICKET_USES - 2; sent += 3)
      ids.push(...(await Promise.all([send(fields), send(fields), send(fields)])));
    ids.push(...(await Promise.all([send(fields), send(fields), send(fields), send(fields)])));
    const rows = await test.db.query<{ reason: string; count: number }>(
      'SELECT grade_reason AS reason, count(*)::int AS count FROM photos WHERE id = ANY ($1) GROUP BY 1 ORDER BY 1',
      [ids],
    );
    expect(rows).toEqual([
      { reason: 'ticket', count: TICKET_USES },
      { reason: 'ticketUsedUp', count: ids.length - TICKET_USES },
    ]);
  });

  it('gives tickets to those who may take such a photo, and for nothing else', async () => {
    await askTicket(null).expect(401);
    await askTicket('supervisor').expect(403);
    await askTicket('neighbour').expect(404);
    await askTicket('contractor', place('before')).expect(403);
    expect(brokenRules((await askTicket('caseworker', place('before')).expect(422)).body)).toEqual(['E08']);
    expect(wrongFields((await askTicket('contractor', { stage: 'after' }).expect(400)).body)).toEqual(['itemId']); // prettier-ignore
    const elsewhere = { stage: 'after', itemId: works.id };
    expect(wrongFields((await askTicket('contractor', elsewhere).expect(400)).body)).toEqual(['itemId']);
    const { body } = await askTicket('contractor').expect(200);
    expect(new Date(body.expiresAt).getTime()).toBeGreaterThan(Date.now() + 13.9 * 24 * 60 * MINUTE);
  });

  it('has the page bring tickets along where it opens the camera, and not elsewhere', async () => {
    const open = `/retrofits/${works.id}/photos?camera=yes`;
    const { text } = await test.as('contractor').get(open).expect(200);
    const said = /data-tickets="([^"]+)"/.exec(text)![1]!.replaceAll('&quot;', '"');
    const tickets = JSON.parse(said) as Record<string, string>;
    const ticket = tickets[`item:${works.barsId} after`]!;
    const id = await send({ inApp: 'yes', ticket, capturedAt: from(0), deviceAt: from(0) });
    expect(await show(id)).toMatchObject({ grade: 'inApp' });
    const plain = await test.as('contractor').get(`/retrofits/${works.id}/photos`).expect(200);
    expect(plain.text).toContain('data-tickets="{}"');
  });

  it('keeps the four times apart and the clock’s error, and hands it to rule E06', async () => {
    const now = Date.now() - 60 * MINUTE;
    const takenAt = toLocalIso(new Date(now)).slice(0, 19);
    const photo = await aPhoto({ longSide: 160, takenAt, position: { longitude: 113.5, latitude: 33.5 } });
    const id = await send({ claimedOn: works.days.started, deviceAt: from(-16.5 * MINUTE) }, photo);
    const shown = await show(id);
    expect(shown).toMatchObject({ claimedOn: works.days.started, grade: 'camera', metadata: { positionSource: 'camera' } }); // prettier-ignore
    expect(shown.metadata.cameraAt).toBe(new Date(Math.floor(now / 1000) * 1000).toISOString());
    expect(shown.metadata.clockSkewS).toBeLessThan(-980);
    expect(await findings('E06', id)).toEqual([{ stage: 'after', item: expect.anything() as string, grade: 'camera', missing: null, clockMinutes: 17 }]); // prettier-ignore
    const text = await page(id);
    for (const words of ['Camera time', 'Received by the server', 'Day that was said', 'min', 'behind the server', 'read as local time', 'written by the camera'])
      expect(text).toContain(words); // prettier-ignore
    const fine = await send({ deviceAt: from(-2 * MINUTE) }, await aPhoto({ longSide: 160, takenAt, position: { longitude: 113.5, latitude: 33.5 } })); // prettier-ignore
    expect(await findings('E06', fine)).toEqual([]);
  });

  it('refuses a clock that is no time, by its name', async () => {
    for (const field of ['deviceAt', 'capturedAt', 'positionAt']) {
      let sent = test.as('contractor').post(`/api/v1/retrofits/${works.id}/photos`);
      for (const [name, value] of Object.entries({ ...place(), [field]: '2026-13-45T99:00:00Z' }))
        sent = sent.field(name, value);
      const { body } = await sent.attach('photos', await aPhoto({ longSide: 160 }), 'a.jpg').expect(400);
      expect(wrongFields(body)).toEqual([field]);
    }
    const far = await send({ deviceAt: '2099-12-31T23:59:59Z' });
    expect((await show(far)).metadata.clockSkewS).toBe(1_000_000_000);
  });

  it('tells rule E11 of a thumbnail that shows something else, and of none that is missing', async () => {
    const picture = await aPhoto({ scene: 'rail' });
    // Light where the drawn rooms are dark: they all have a floor below a wall.
    const other = await sharp(await aPhoto({ scene: 'ramp' })).negate().jpeg().toBuffer(); // prettier-ignore
    const small = (photo: Buffer): Promise<Buffer> => sharp(photo).resize(160, 120).jpeg().toBuffer();
    const edited = await send({}, withExif(picture, anExif({ thumbnail: await small(other) })));
    expect(await findings('E11', edited)).toMatchObject([{ editor: null, thumbnailDiffers: true }]);
    expect(await page(edited)).toContain('shows something else');
    const whole = await aPhoto();
    const honest = await send({}, withExif(whole, anExif({ thumbnail: await small(whole) })));
    expect(await findings('E11', honest)).toEqual([]);
    expect((await show(honest)).metadata.thumbnailDiffers).toBe(false);
    expect((await show(await send({}))).metadata.thumbnailDiffers).toBeNull();
  });

  it('leaves no photo “in the app” without a ticket in the table either', async () => {
    const row = `INSERT INTO photos (id, retrofit_id, item_id, stage, sha256, storage_key, media_type, bytes, width, height, grade, taken_on, uploaded_by, uploader_name, uploader_role)
      SELECT gen_random_uuid(), retrofit_id, item_id, 'during', sha256('x'), file_key(sha256('x')), media_type, 1, 1, 1, 'inApp', taken_on, uploaded_by, 'x', 'contractor' FROM photos LIMIT 1`; // prettier-ignore
    await expect(test.db.query(row)).rejects.toMatchObject({ constraint: 'photos_in_app_by_ticket' });
  });
});
