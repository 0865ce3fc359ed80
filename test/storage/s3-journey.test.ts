import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { CheckFiles } from '../../src/evidence/files/check-files';
import { SweepFiles } from '../../src/evidence/files/sweep-files';
import { PhotoFiles } from '../../src/evidence/photos/photo-files';
import { systemActor } from '../../src/platform/database/actor';
import { FileStorage } from '../../src/platform/storage/file-storage';
import { aPhoto } from '../builders/photo';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { S3Server, startS3Server } from '../support/s3-server';
import { createTestApp, TestApp } from '../support/test-app';

const TWO_DAYS_AGO = new Date(Date.now() - 2 * 86_400_000);

describe('Tantu with its files in an S3 store', () => {
  let server: S3Server;
  let test: TestApp;
  let home: BuiltRetrofit;

  beforeAll(async () => {
    server = await startS3Server();
    test = await createTestApp({ works: true, env: server.env });
    home = await aRetrofit(test).surveyed().build();
  });
  afterEach(() => server.disturb(null));
  afterAll(async () => {
    await test?.close();
    await server.close();
  });

  const send = (photo: Buffer, key?: string) => {
    const sending = test.as('caseworker').post(`/api/v1/retrofits/${home.id}/photos`);
    if (key) void sending.set('Idempotency-Key', key);
    return sending.field('stage', 'before').field('roomId', home.rooms.bathroom!).attach('photos', photo, '卫生间.jpg'); // prettier-ignore
  };
  const idOf = ({ body }: { body: unknown }): string =>
    (body as { received: [{ id: string }] }).received[0].id;
  const keysOf = async (id: string) =>
    (await test.db.query<{ original: string; screen: string | null; thumbnail: string | null }>('SELECT storage_key AS original, screen_key AS screen, thumbnail_key AS thumbnail FROM photos WHERE id = $1', [id]))[0]!; // prettier-ignore
  /** What the workers make in the background, seconds later. */
  const rendered = async (id: string) => {
    for (let tries = 0; tries < 100; tries++) {
      const keys = await keysOf(id);
      if (keys.thumbnail) return keys;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('the photo was not rendered');
  };

  it('takes a photo, renders it, gives it out whole and in part, and sweeps what nobody names', async () => {
    const photo = await aPhoto({ longSide: 1600 });
    const id = idOf(await send(photo).expect(201));
    const keys = await rendered(id);
    expect(server.keys()).toEqual(expect.arrayContaining([keys.original, keys.screen, keys.thumbnail]));

    const original = `/api/v1/photos/${id}/original`;
    const whole = await test.as('auditor').get(original).buffer(true).expect(200);
    expect((whole.body as Buffer).equals(photo)).toBe(true);
    const part = await test.as('supervisor').get(original).set('Range', 'bytes=10-19').buffer(true).expect(206);
    expect((part.body as Buffer).equals(photo.subarray(10, 20))).toBe(true);
    await test.as('supervisor').get(original).set('Range', `bytes=${photo.length}-`).expect(416);
    const small = await test.as('caseworker').get(`/api/v1/photos/${id}/thumbnail`).buffer(true).expect(200);
    expect(await sharp(small.body as Buffer).metadata()).toMatchObject({ width: 320, height: 240 });
    expect((await sharp(await test.get(PhotoFiles).screenJpeg(id)).metadata()).width).toBe(1280);

    const storage = test.get(FileStorage);
    const [orphan, young] = [await storage.put(Buffer.from('nobody’s')), await storage.put(Buffer.from('just came'))];
    const probe = 'incoming/00000000-0000-0000-0000-000000000000';
    copyFileSync(server.fileOf(orphan.key), server.fileOf(orphan.key).replace(/[^/]*$/, 'x')); // no key of ours
    await import('node:fs/promises').then(({ mkdir }) => mkdir(server.fileOf(probe).replace(/[^/]*$/, ''), { recursive: true }));
    writeFileSync(server.fileOf(probe), 'a check at the start that was killed');
    for (const key of [orphan.key, probe, keys.original]) server.age(key, TWO_DAYS_AGO);
    await test.get(SweepFiles).execute();
    const left = server.keys();
    expect([orphan.key, probe].filter((key) => left.includes(key))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining([young.key, keys.original, keys.screen, keys.thumbnail]));
  }); // prettier-ignore

  it('answers 503 in words while the store is away, loses nothing, and takes the same photo after that', async () => {
    const photo = await aPhoto();
    server.disturb((incoming, answer) => {
      incoming.resume();
      answer.destroy();
      return true;
    });
    const refused = await send(photo, 'photo-during-an-outage').set('Accept-Language', 'en').expect(503);
    expect(refused.body).toMatchObject({ code: 'storage-unavailable', title: 'Files can’t be kept or read for the moment' });
    expect(refused.text).not.toContain(server.endpoint);
    await test.as(null).get('/health/ready').expect(200);
    const before = await test.db.query('SELECT FROM photos');
    server.disturb(null);
    const id = idOf(await send(photo, 'photo-during-an-outage').expect(201));
    expect(idOf(await send(photo, 'photo-during-an-outage').expect(201))).toBe(id);
    expect(await test.db.query('SELECT FROM photos')).toHaveLength(before.length + 1);
    await rendered(id);
  }); // prettier-ignore

  it('checks its files there, says what is missing, and says nothing of any file while the store is away', async () => {
    const id = idOf(await send(await aPhoto()).expect(201));
    const { original } = await rendered(id);
    const check = () => test.get(CheckFiles).all(systemActor('jobs'));
    expect((await check()).damaged).toEqual([]);
    server.disturb((_, answer) => {
      answer.destroy();
      return true;
    });
    await expect(check()).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(await test.db.query(`SELECT FROM file_checks WHERE state <> 'whole'`)).toEqual([]);
    server.disturb((incoming, answer) => {
      if (incoming.method !== 'GET' || !incoming.url!.includes(original)) return false;
      answer.writeHead(200, { 'content-length': 1000 });
      answer.write('half', () => answer.destroy());
      return true;
    });
    expect((await check()).damaged).toEqual([{ key: original, state: 'unreadable' }]);
    server.disturb(null);
    writeFileSync(server.fileOf(original), 'other bytes');
    expect((await check()).damaged).toEqual([{ key: original, state: 'changed' }]);
    rmSync(server.fileOf(original));
    expect((await check()).damaged).toEqual([{ key: original, state: 'missing' }]);
  });
});
