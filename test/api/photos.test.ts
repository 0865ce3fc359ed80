import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import request from 'supertest';
import { RenderPhotos } from '../../src/evidence/photos/render-photos';
import { PhotoFiles } from '../../src/evidence/photos/photo-files';
import { Config } from '../../src/platform/config/config';
import { CONFIG } from '../../src/platform/platform.module';
import { systemActor } from '../../src/platform/database/actor';
import { addDays } from '../../src/platform/time/calendar-date';
import { aCompletedRetrofit, CompletedRetrofit } from '../builders/acceptance';
import { aPhoto } from '../builders/photo';
import { aPassedRound } from '../builders/proofs';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { brokenRules, faults, wrongFields } from '../support/answers';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';

const STAGES = ['before', 'tape', 'during', 'after', 'inUse', 'nameplate'];

interface Refused {
  name: string;
  problem: { code: string; status: number; findings?: { rule: string }[]; errors?: { message: string }[] };
}

describe('Photos over the API', () => {
  let test: TestApp;
  /** Surveyed, not begun: photos of rooms. */
  let home: BuiltRetrofit;
  /** Works going on, assigned to the contractor: photos of items. */
  let works: CompletedRetrofit;

  beforeAll(async () => {
    test = await createTestApp({ env: { TANTU_MAX_PHOTO_MB: '1', TANTU_MAX_PHOTOS: '4' } });
    home = await aRetrofit(test).surveyed().build();
    works = await aCompletedRetrofit(test, { completed: false, withoutPhotos: STAGES });
    await test.database
      .as(systemActor('demo'))
      .write((tx) =>
        tx.change('UPDATE retrofits SET started_on = $2 WHERE id = $1', [works.id, works.days.started]),
      );
  });
  afterAll(() => test.close());

  const send = (
    who: PersonKey | null,
    retrofitId: string,
    fields: Record<string, string>,
    ...files: (Buffer | [Buffer, string])[]
  ): request.Test => {
    let sent = test.as(who).post(`/api/v1/retrofits/${retrofitId}/photos`);
    for (const [name, value] of Object.entries(fields)) sent = sent.field(name, value);
    for (const file of files)
      sent = Buffer.isBuffer(file)
        ? sent.attach('photos', file, '照片.jpg')
        : sent.attach('photos', file[0], file[1]);
    return sent;
  };
  const before = (): Record<string, string> => ({ stage: 'before', roomId: home.rooms.bathroom! });
  const of = (stage: string): Record<string, string> => ({ stage, itemId: works.barsId });

  it('takes several, with what the camera and the sender say, and tells each by its name', async () => {
    const taken = `${home.days.surveyed}T09:15:00`;
    const photo = await aPhoto({
      takenAt: taken,
      offset: '+08:00',
      position: { longitude: 113.123456, latitude: 33.5 },
      make: 'Sample',
      model: 'X1',
      software: 'Edit 2',
    });
    const fields = {
      ...before(),
      caption: '门口台阶',
      longitude: '1',
      latitude: '2',
      claimedOn: home.days.measured,
    };
    const { body } = await send('caseworker', home.id, fields, photo, [await aPhoto(), 'b.jpg']).expect(201);
    expect(body.refused).toEqual([]);
    const received = (body as { received: { id: string; name: string }[] }).received;
    expect(received.map(({ name }) => name).sort()).toEqual(['b.jpg', '照片.jpg']);
    const first = received.find(({ name }) => name === '照片.jpg')!;
    const shown = await test.as('supervisor').get(`/api/v1/photos/${first.id}`).expect(200);
    expect(shown.body).toMatchObject({
      stage: 'before', roomId: home.rooms.bathroom, itemId: null, caption: '门口台阶', takenOn: home.days.surveyed, claimedOn: home.days.measured,
      grade: 'camera', width: 640, height: 480, mediaType: 'image/jpeg', bytes: photo.length, uploaderRole: 'caseworker', supersededBy: null,
      metadata: {
        originalName: '照片.jpg', cameraAt: new Date(`${taken}+08:00`).toISOString(), cameraOffset: '+08:00', cameraMake: 'Sample', cameraModel: 'X1',
        software: 'Edit 2', longitude: 113.123456, latitude: 33.5,
      },
    }); // prettier-ignore
    const history = await test.db.query<{ data: { stage: string } }>(
      `SELECT data FROM history_entries WHERE kind = 'photo.received' AND subject_id = $1`,
      [first.id],
    );
    expect(history.map(({ data }) => data.stage)).toEqual(['before']);
  });

  it('reads a camera time without a zone in the district’s, and says that the camera wrote none', async () => {
    const photo = await aPhoto({ takenAt: `${home.days.surveyed}T23:30:00`, offset: null });
    const { body } = await send('caseworker', home.id, before(), photo).expect(201);
    const shown = await test.as('caseworker').get(`/api/v1/photos/${body.received[0].id}`).expect(200);
    expect(shown.body.takenOn).toBe(home.days.surveyed);
    expect(shown.body.metadata).toMatchObject({
      cameraAt: new Date(`${home.days.surveyed}T23:30:00+08:00`).toISOString(),
      cameraOffset: null,
    });
  });

  it('takes the claimed day and the browser’s position where the camera wrote none, and believes no word of the app’s', async () => {
    const fields = { ...before(), claimedOn: home.days.surveyed, inApp: 'yes', longitude: '113.1234567890123', latitude: '33.25', positionAccuracyM: '12.345', positionAt: '2026-01-05T09:15:00+08:00' }; // prettier-ignore
    const { body } = await send('caseworker', home.id, fields, await aPhoto({ format: 'webp' })).expect(201);
    const shown = await test.as('caseworker').get(`/api/v1/photos/${body.received[0].id}`).expect(200);
    expect(shown.body).toMatchObject({
      takenOn: home.days.surveyed,
      grade: 'none',
      gradeReason: 'noTicket',
      mediaType: 'image/webp',
    });
    expect(shown.body.metadata).toMatchObject({ longitude: 113.123457, latitude: 33.25, positionAccuracyM: 12.3, positionAt: '2026-01-05T01:15:00.000Z', positionSource: 'browser' }); // prettier-ignore
  });

  it('keeps the good ones of an upload and says of each other one why not', async () => {
    const good = await aPhoto({ format: 'png' });
    const whole = await aPhoto();
    const large = await sharp(Buffer.alloc(900 * 900 * 3, 7), { raw: { width: 900, height: 900, channels: 3 } }).png({ compressionLevel: 0 }).toBuffer(); // prettier-ignore
    const { body } = await send(
      'caseworker', home.id, before(),
      [good, 'good.png'], [whole.subarray(0, whole.length / 2), 'cut.jpg'], [large, 'large.png'], [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'drawing.jpg'],
    ).expect(201); // prettier-ignore
    expect(body.received).toEqual([{ id: expect.any(String) as string, name: 'good.png' }]);
    const reasons = Object.fromEntries(
      (body.refused as Refused[]).map(({ name, problem }) => [name, problem]),
    );
    expect(reasons['cut.jpg']).toMatchObject({ code: 'unreadable-image', status: 415 });
    expect(reasons['large.png']).toMatchObject({ code: 'file-too-large', status: 413 });
    expect(reasons['drawing.jpg']).toMatchObject({ code: 'unsupported-file', status: 415 });
    expect(reasons['cut.jpg']!.errors![0]!.message).toContain('“cut.jpg”');
  });

  it('refuses what is no photo by its content, whatever it is called', async () => {
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')]);
    const animated = await sharp(randomBytes(10 * 40 * 3), { raw: { width: 10, height: 40, channels: 3, pageHeight: 20 } }).webp({ loop: 0 }).toBuffer(); // prettier-ignore
    for (const [file, status] of [[gif, 415], [heic, 415], [animated, 415], [Buffer.from('hello'), 415], [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]), 415]] as const) {
      const { body } = await send('caseworker', home.id, before(), file).expect(status);
      expect(['unsupported-file', 'unreadable-image']).toContain(body.code);
      expect(wrongFields(body)).toEqual(['photos']);
    } // prettier-ignore
  });

  it('refuses a bomb by its pixels, without decoding it', async () => {
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' }, limitInputPixels: false }).png().toBuffer(); // prettier-ignore
    const began = Date.now();
    const { body } = await send('caseworker', home.id, before(), bomb).expect(413);
    expect(Date.now() - began).toBeLessThan(1000);
    expect(body.code).toBe('image-too-large');
    expect(faults(body)).toContain('81');
  });

  it('refuses too many at once, and one that is too large, each with its limit', async () => {
    const photo = await aPhoto();
    const many = await send('caseworker', home.id, before(), photo, photo, photo, photo, photo).expect(413);
    expect(many.body).toMatchObject({ code: 'too-many-files' });
    expect(many.body.detail).toContain('4');
    const large = await send('caseworker', home.id, before(), Buffer.alloc(1_048_577)).expect(413);
    expect(large.body.code).toBe('file-too-large');
    expect(faults(large.body)).toContain('1 MB');
  });

  it('asks for the photos, one place, a known stage', async () => {
    const photo = await aPhoto();
    expect(wrongFields((await send('caseworker', home.id, before()).expect(400)).body)).toEqual(['photos']);
    expect(wrongFields((await send('caseworker', home.id, { stage: 'before' }, photo).expect(400)).body)).toEqual(['itemId']); // prettier-ignore
    expect(wrongFields((await send('caseworker', home.id, { ...before(), stage: 'nice' }, photo).expect(400)).body)).toEqual(['stage']); // prettier-ignore
    const elsewhere = { stage: 'before', itemId: works.barsId };
    expect(wrongFields((await send('caseworker', home.id, elsewhere, photo).expect(400)).body)).toEqual(['itemId']); // prettier-ignore
    await test.as('caseworker').post(`/api/v1/retrofits/${home.id}/photos`, { stage: 'before' }).expect(400);
  });

  it('refuses a camera whose clock runs ahead, and a claimed day that has not come (C13)', async () => {
    const tomorrow = addDays(home.days.surveyed, 400);
    const ahead = await send('caseworker', home.id, before(), await aPhoto({ takenAt: `${tomorrow}T09:00:00` })).expect(422); // prettier-ignore
    expect(brokenRules(ahead.body)).toEqual(['C13']);
    expect(faults(ahead.body)).toContain(tomorrow);
    const claimed = await send('caseworker', home.id, { ...before(), claimedOn: tomorrow }, await aPhoto()).expect(422); // prettier-ignore
    expect(brokenRules(claimed.body)).toEqual(['C13']);
  });

  describe('are evidence once only (E02)', () => {
    it('in all households', async () => {
      const photo = await aPhoto();
      await send('caseworker', home.id, before(), photo).expect(201);
      const again = await send('contractor', works.id, of('after'), photo).expect(409);
      expect(brokenRules(again.body)).toEqual(['E02']);
      const other = await aRetrofit(test).surveyed().build();
      const fields = { stage: 'before', roomId: other.rooms.entrance! };
      expect(brokenRules((await send('caseworker', other.id, fields, photo).expect(409)).body)).toEqual([
        'E02',
      ]);
      const twice = await aPhoto();
      const { body } = await send('caseworker', home.id, before(), [twice, 'a.jpg'], [twice, 'b.jpg']).expect(
        201,
      );
      expect([body.received.length, body.refused.length]).toEqual([1, 1]);
    });

    it('also when they come at the same moment, and nothing of the winner is lost', async () => {
      const photos = [await aPhoto(), await aPhoto()] as const;
      const other = await aRetrofit(test).surveyed().build();
      const answers = await Promise.all([
        send('caseworker', home.id, before(), ...photos),
        send(
          'caseworker',
          other.id,
          { stage: 'before', roomId: other.rooms.entrance! },
          photos[1],
          photos[0],
        ),
        send('contractor', works.id, of('during'), ...photos),
      ]);
      const received = answers.flatMap(
        ({ body }) => (body as { received?: { id: string }[] }).received ?? [],
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      expect(received).toHaveLength(2);
      for (const { id } of received)
        await test.as('supervisor').get(`/api/v1/photos/${id}/original`).expect(200);
    });
  });

  it('lock what was there before the works, once they began (E08)', async () => {
    const late = await send('caseworker', works.id, of('before'), await aPhoto()).expect(422);
    expect(brokenRules(late.body)).toEqual(['E08']);
  });

  it('are nobody’s but the assigned contractor’s and the area’s caseworkers’', async () => {
    const photo = await aPhoto();
    await send(null, works.id, of('after'), photo).expect(401);
    for (const who of ['supervisor', 'auditor', 'admin'] as const)
      await send(who, works.id, of('after'), photo).expect(403);
    await send('contractor', home.id, { stage: 'during', roomId: home.rooms.bathroom! }, photo).expect(404);
    await send('neighbour', home.id, before(), photo).expect(404);
    await send('contractor', works.id, of('before'), photo).expect(403);
    for (const stage of ['during', 'after', 'inUse', 'nameplate', 'tape'])
      await send('contractor', works.id, of(stage), await aPhoto()).expect(201);
    await send('caseworker', works.id, of('tape'), await aPhoto()).expect(201);
  });

  it('answer a retry with the first answer', async () => {
    const photo = await aPhoto();
    const files = [[photo, 'one.jpg'], [Buffer.from('no photo'), 'two.jpg']] as [Buffer, string][]; // prettier-ignore
    const first = await send('contractor', works.id, of('during'), ...files).set('Idempotency-Key', 'p-1').expect(201); // prettier-ignore
    const again = await send('contractor', works.id, of('during'), ...files).set('Idempotency-Key', 'p-1').expect(201); // prettier-ignore
    expect(again.body).toEqual(first.body);
    expect(first.body.received).toHaveLength(1);
    expect(brokenRules((await send('contractor', works.id, of('during'), photo).expect(409)).body)).toEqual([
      'E02',
    ]);
  });

  describe('once received', () => {
    const receive = async (
      photo: Buffer,
      who: PersonKey = 'contractor',
      stage = 'after',
    ): Promise<string> => {
      const { body } = await send(who, works.id, of(stage), photo).expect(201);
      return (body as { received: { id: string }[] }).received[0]!.id;
    };

    it('are shown upright and without metadata, whatever the camera’s orientation', async () => {
      const tiny = async (id: string, kind: string): Promise<Buffer> => {
        const { body } = await test.as('contractor').get(`/photos/${id}/${kind}`).buffer(true).expect(200);
        const head = await sharp(body as Buffer).metadata();
        expect([head.format, head.exif, head.orientation]).toEqual(['jpeg', undefined, undefined]);
        expect(head.width).toBeGreaterThan(head.height);
        return sharp(body as Buffer)
          .resize(8, 6, { fit: 'fill' })
          .greyscale()
          .raw()
          .toBuffer();
      };
      const ids: string[] = [];
      for (let orientation = 1; orientation <= 8; orientation++)
        ids.push(
          await receive(await aPhoto({ seed: 4711, orientation, position: { longitude: 1, latitude: 2 } })),
        );
      const [upright, ...others] = await Promise.all(ids.map((id) => tiny(id, 'screen')));
      for (const other of others)
        for (const [index, value] of other.entries())
          expect(Math.abs(value - upright![index]!)).toBeLessThan(6);
      expect((await tiny(ids[5]!, 'thumbnail')).length).toBe(48);
      const [row] = await test.db.query<{ width: number; height: number }>('SELECT width, height FROM photos WHERE id = $1', [ids[5]]); // prettier-ignore
      expect(row).toEqual({ width: 640, height: 480 });
    });

    it('are rendered to 1280 and 320 pixels, once', async () => {
      const id = await receive(await aPhoto({ longSide: 1600 }));
      await Promise.all([test.get(RenderPhotos).now(id), test.get(RenderPhotos).now(id)]);
      const [keys] = await test.db.query<{ screen_key: string }>('SELECT screen_key, rendition_state FROM photos WHERE id = $1', [id]); // prettier-ignore
      expect(keys).toMatchObject({ rendition_state: 'ready' });
      const picture = await test.get(PhotoFiles).screenJpeg(id);
      expect(await sharp(picture).metadata()).toMatchObject({ width: 1280, height: 960 });
      const thumbnail = await test
        .as('caseworker')
        .get(`/api/v1/photos/${id}/thumbnail`)
        .buffer(true)
        .expect(200);
      expect(await sharp(thumbnail.body as Buffer).metadata()).toMatchObject({ width: 320, height: 240 });
    });

    it('are marked as failed when they can’t be rendered, and not tried for ever', async () => {
      const id = await receive(await aPhoto());
      const [{ storage_key: key }] = (await test.db.query<{ storage_key: string }>('SELECT storage_key FROM photos WHERE id = $1', [id])) as [{ storage_key: string }]; // prettier-ignore
      const { uploadsDirectory } = test.app.get<Config>(CONFIG);
      writeFileSync(join(uploadsDirectory, key), 'poison');
      await test.get(RenderPhotos).now(id);
      const [row] = await test.db.query('SELECT rendition_state, rendition_fault FROM photos WHERE id = $1', [
        id,
      ]);
      expect(row).toMatchObject({ rendition_state: 'failed', rendition_fault: expect.stringContaining('unsupported') as string }); // prettier-ignore
      await test
        .as('caseworker')
        .get(`/photos/${id}/thumbnail`)
        .set('Accept', 'application/json')
        .expect(415);
    });

    it('give their original to staff only, whole, in part, and not twice to the same browser', async () => {
      const photo = await aPhoto();
      const id = await receive(photo);
      const path = `/api/v1/photos/${id}/original`;
      const whole = await test
        .as('auditor')
        .get(path)
        .buffer(true)
        .expect(200)
        .expect('Accept-Ranges', 'bytes');
      expect((whole.body as Buffer).equals(photo)).toBe(true);
      expect(whole.headers['cache-control']).toBe('private, no-cache');
      expect(whole.headers['content-disposition']).toContain("filename*=UTF-8''%E7%85%A7%E7%89%87.jpg");
      const part = await test.as('supervisor').get(path).set('Range', 'bytes=10-19').buffer(true).expect(206);
      expect((part.body as Buffer).equals(photo.subarray(10, 20))).toBe(true);
      expect(part.headers['content-range']).toBe(`bytes 10-19/${photo.length}`);
      await test.as('supervisor').get(path).set('Range', `bytes=${photo.length}-`).expect(416);
      await test.as('supervisor').get(path).set('If-None-Match', String(whole.headers.etag)).expect(304);
      await test.as('contractor').get(path).expect(403);
      await test.as('neighbour').get(path).expect(404);
      await test.as('neighbour').get(`/api/v1/photos/${id}/thumbnail`).expect(404);
      const shown = await test.as('contractor').get(`/api/v1/photos/${id}`).expect(200);
      expect(shown.body.metadata).toBeNull();
    });

    it('are superseded by another of the same stage and place, with a reason, and stay', async () => {
      const [wrong, right, other] = [await receive(await aPhoto()), await receive(await aPhoto()), await receive(await aPhoto(), 'caseworker', 'tape')]; // prettier-ignore
      const path = `/api/v1/photos/${wrong}/supersede`;
      const reason = '拍到了别的房间';
      expect(wrongFields((await test.as('contractor').post(path, { byPhotoId: right, reason: ' ' }).expect(400)).body)).toEqual(['reason']); // prettier-ignore
      expect(wrongFields((await test.as('contractor').post(path, { byPhotoId: other, reason }).expect(400)).body)).toEqual(['byPhotoId']); // prettier-ignore
      await test.as('supervisor').post(path, { byPhotoId: right, reason }).expect(403);
      await test.as('contractor').post(path, { byPhotoId: right, reason }).expect(200);
      await test.as('contractor').post(path, { byPhotoId: right, reason }).expect(409);
      await test.as('contractor').post(`/api/v1/photos/${other}/supersede`, { byPhotoId: right, reason }).expect(403); // prettier-ignore
      const list = await test.as('auditor').get(`/api/v1/retrofits/${works.id}/photos`).expect(200);
      const row = (list.body as { items: { id: string }[] }).items.find(({ id }) => id === wrong);
      expect(row).toMatchObject({ supersededBy: right, supersededReason: reason });
    });

    it('stay what they are once the works are accepted: their builder puts no other in their place', async () => {
      const { id, programmeId, barsId, days } = await aCompletedRetrofit(test, { withoutPhotos: STAGES });
      const sent = async (): Promise<string> => {
        const { body } = await send('contractor', id, { stage: 'after', itemId: barsId }, await aPhoto()).expect(201); // prettier-ignore
        return (body as { received: { id: string }[] }).received[0]!.id;
      };
      const [accepted, later] = [await sent(), await sent()];
      await aPassedRound(test.db, { retrofitId: id, byUserId: test.actors.district.id, on: days.accepted });
      await test.db.query(
        `WITH used AS (INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on)
           VALUES (gen_random_uuid(), '990101', $3, 'use', 1, $1, $2))
         UPDATE retrofits SET accepted_on = $2 WHERE id = $1`,
        [id, days.accepted, programmeId],
      );
      const answer = await test.as('contractor').post(`/api/v1/photos/${accepted}/supersede`, { byPhotoId: later, reason: '换一张好看的' }).expect(422); // prettier-ignore
      expect((answer.body as { findings: { rule: string }[] }).findings.map(({ rule }) => rule)).toEqual([
        'E08',
      ]);
    });

    it('keep their originals: nobody changes them, not by SQL either', async () => {
      const id = await receive(await aPhoto());
      await expect(test.db.query(`UPDATE photos SET taken_on = taken_on - 1 WHERE id = $1`, [id])).rejects.toThrow(/kept as it came/); // prettier-ignore
      await expect(test.db.query(`DELETE FROM photos WHERE id = $1`, [id])).rejects.toThrow(
        /kept as it came/,
      );
    });
  });

  const shared = join(__dirname, '../../../shared/photos');
  const hasShared = (() => {
    try {
      return readFileSync(join(shared, 'README.md')).length > 0;
    } catch {
      return false;
    }
  })();
  (hasShared ? describe : describe.skip)('of real cameras', () => {
    it('are read: hostile metadata, phones, positions', async () => {
      for (const file of ['gps/DSCN0010.jpg', 'hostile/image00971.jpg', 'hostile/image01137.jpg', 'orientation/portrait_6.jpg']) {
        const { body } = await send('contractor', works.id, of('during'), readFileSync(join(shared, file))).expect(201);
        const shown = await test.as('caseworker').get(`/api/v1/photos/${body.received[0].id}`).expect(200);
        if (file.startsWith('gps'))
          expect(shown.body).toMatchObject({ takenOn: '2008-10-22', metadata: { latitude: 43.467448, longitude: 11.885127, cameraMake: 'NIKON' } });
        await test.as('contractor').get(`/photos/${body.received[0].id}/screen`).expect(200);
      }
    }); // prettier-ignore
  });
});

describe('A photo received while the workers run', () => {
  it('is rendered in the background, through the queue', async () => {
    const test = await createTestApp({ works: true });
    const home = await aRetrofit(test).surveyed().build();
    const sent = test
      .as('caseworker')
      .post(`/api/v1/retrofits/${home.id}/photos`)
      .field('stage', 'before')
      .field('roomId', home.rooms.bathroom!)
      .attach('photos', await aPhoto(), 'a.jpg');
    await sent.expect(201);
    let state = 'pending';
    for (let tries = 0; tries < 100 && state === 'pending'; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const [row] = await test.db.query<{ state: string }>('SELECT rendition_state AS state FROM photos');
      state = row!.state;
    }
    expect(state).toBe('ready');
    await test.close();
  });
});
