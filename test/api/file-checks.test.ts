import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { CheckFiles } from '../../src/evidence/files/check-files';
import { SweepFiles } from '../../src/evidence/files/sweep-files';
import { RenderPhotos } from '../../src/evidence/photos/render-photos';
import { checkFilesCommand } from '../../src/cli/check-files-command';
import { Config } from '../../src/platform/config/config';
import { systemActor } from '../../src/platform/database/actor';
import { CONFIG } from '../../src/platform/platform.module';
import { FileStorage } from '../../src/platform/storage/file-storage';
import { aPhoto } from '../builders/photo';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const JOBS = systemActor('jobs');

/** Some 700 KB: what can't be compressed. */
const noise = (): Promise<Buffer> =>
  sharp(randomBytes(800 * 800 * 3), { raw: { width: 800, height: 800, channels: 3 } }).jpeg({ quality: 95 }).toBuffer(); // prettier-ignore

describe('The check of stored files', () => {
  let test: TestApp;
  let home: BuiltRetrofit;
  let folder: string;

  beforeAll(async () => {
    test = await createTestApp({ env: { TANTU_CHECK_MB: '1' } });
    folder = test.app.get<Config>(CONFIG).uploadsDirectory;
    home = await aRetrofit(test).surveyed().build();
  });
  afterAll(() => test.close());

  /** A photo of a caseworker, rendered: three files. */
  const aStoredPhoto = async (content?: Buffer): Promise<{ id: string; keys: string[] }> => {
    const { body } = await test
      .as('caseworker')
      .post(`/api/v1/retrofits/${home.id}/photos`)
      .field('stage', 'before')
      .field('roomId', home.rooms.bathroom!)
      .attach('photos', content ?? (await aPhoto()), 'a.jpg')
      .expect(201);
    const { id } = (body as { received: [{ id: string }] }).received[0];
    await test.get(RenderPhotos).now(id);
    const [row] = await test.db.query<{ keys: string[] }>('SELECT ARRAY[storage_key, screen_key, thumbnail_key] AS keys FROM photos WHERE id = $1', [id]); // prettier-ignore
    return { id, keys: row!.keys };
  };
  const all = () => test.get(CheckFiles).all(JOBS);
  const historyOf = (id: string) =>
    test.db.query<{ kind: string; data: object }>(
      `SELECT kind, data FROM history_entries WHERE subject_id = $1 AND kind LIKE 'file.%' ORDER BY recorded_at, id`,
      [id],
    );

  it('reads every file that a record names, and finds them whole', async () => {
    const { keys } = await aStoredPhoto();
    const done = await all();
    expect(done.damaged).toEqual([]);
    const rows = await test.db.query<{ key: string }>(`SELECT key FROM file_checks WHERE state = 'whole' AND bytes > 0 AND damaged_since IS NULL`); // prettier-ignore
    expect(rows.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
    expect(done.files).toBe(rows.length);
    const orphan = await test.get(FileStorage).put(randomBytes(40));
    await all();
    expect(await test.db.query('SELECT FROM file_checks WHERE key = $1', [orphan.key])).toEqual([]);
  });

  it('tells once of what is missing or was changed, to whom it concerns, and takes it back when it is whole again', async () => {
    const [changed, missing, whole] = [await aStoredPhoto(), await aStoredPhoto(), await aStoredPhoto()];
    const at = (key: string): string => join(folder, key);
    const original = readFileSync(at(changed.keys[0]!));
    const touched = Buffer.from(original);
    touched[touched.length >> 1]! ^= 1;
    writeFileSync(at(changed.keys[0]!), touched);
    rmSync(at(missing.keys[0]!));
    for (let turn = 0; turn < 2; turn++) expect((await all()).damaged).toHaveLength(2);
    expect(await historyOf(changed.id)).toEqual([{ kind: 'file.damaged', data: expect.objectContaining({ state: 'changed' }) as object }]); // prettier-ignore
    expect(await historyOf(missing.id)).toEqual([{ kind: 'file.damaged', data: expect.objectContaining({ state: 'missing' }) as object }]); // prettier-ignore
    expect(await historyOf(whole.id)).toEqual([]);

    const { body } = await test.as('supervisor').get('/api/v1/files/checks').expect(200);
    expect((body as { damaged: { records: object[] }[] }).damaged.map(({ records }) => records)).toEqual(
      expect.arrayContaining([[{ table: 'photos', id: changed.id, retrofitId: home.id }], [{ table: 'photos', id: missing.id, retrofitId: home.id }]]), // prettier-ignore
    );
    const { items } = (await test.as('supervisor').get('/api/v1/worklist?kind=damagedFile').expect(200)).body;
    expect(items).toEqual([expect.objectContaining({ kind: 'damagedFile', retrofitId: home.id })]);

    const answer = await test.as('caseworker').get(`/api/v1/photos/${missing.id}/original`).expect(500);
    expect(answer.body).toMatchObject({ code: 'file-missing' });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(answer.headers.etag).toBeUndefined();

    writeFileSync(at(changed.keys[0]!), original);
    expect((await all()).damaged.map(({ key }) => key)).toEqual([missing.keys[0]]);
    expect((await historyOf(changed.id)).map(({ kind }) => kind)).toEqual(['file.damaged', 'file.restored']);
  });

  it('shows the damaged to administrators without what they belong to, and to supervisors those of their area', async () => {
    const { keys } = await aStoredPhoto();
    rmSync(join(folder, keys[0]!));
    await all();
    const ofAdmin = (await test.as('admin').get('/api/v1/files/checks').expect(200)).body;
    expect(ofAdmin.damaged).toContainEqual(expect.objectContaining({ sha256: keys[0]!.slice(-64), state: 'missing', records: [] })); // prettier-ignore
    expect((await test.as('stranger').get('/api/v1/files/checks').expect(200)).body.damaged).toEqual([]); // prettier-ignore
    await test.as('caseworker').get('/api/v1/files/checks').expect(403);
    const admin = await Visitor.as(test, 'admin');
    const page = (await admin.get('/jobs?lang=en').expect(200)).text;
    expect(page).toContain(keys[0]!.slice(-64));
    expect(page).not.toContain(home.id);
    expect((await admin.get('/?lang=en').expect(200)).text).toMatch(
      /stored files? (is|are) missing or damaged/,
    );
    const supervisor = await Visitor.as(test, 'supervisor');
    expect((await supervisor.get('/jobs').expect(200)).text).toContain(`/retrofits/${home.id}/photos`);
  });

  it('takes a part each night, the longest unchecked first, so that all are seen in turn', async () => {
    for (let n = 0; n < 4; n++) await aStoredPhoto(await noise());
    const [{ count }] = (await test.db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT storage_key FROM photos UNION SELECT screen_key FROM photos UNION SELECT thumbnail_key FROM photos) k`,
    )) as [{ count: number }];
    await test.db.query('DELETE FROM file_checks');
    const seen = async (): Promise<number> => (await test.db.query('SELECT FROM file_checks')).length;
    let nights = 0;
    for (; (await seen()) < count; nights++) {
      const before = await seen();
      await test.get(CheckFiles).execute();
      expect(await seen()).toBeGreaterThan(before);
      expect(nights).toBeLessThan(count);
    }
    expect(nights).toBeGreaterThan(1);
    const [first] = await test.db.query<{ key: string }>('SELECT key FROM file_checks ORDER BY checked_at LIMIT 1'); // prettier-ignore
    const began = new Date();
    await test.get(CheckFiles).execute();
    const again = await test.db.query('SELECT FROM file_checks WHERE key = $1 AND checked_at >= $2', [first!.key, began]); // prettier-ignore
    expect(again).toHaveLength(1);
  });

  it('forgets what was swept', async () => {
    const { key } = await test.get(FileStorage).put(randomBytes(60));
    await test.db.query(`INSERT INTO file_checks (key, bytes, state, checked_at) VALUES ($1, 60, 'whole', now())`, [key]); // prettier-ignore
    utimesSync(join(folder, key), new Date(0), new Date(0));
    await test.get(SweepFiles).execute();
    expect(await test.get(FileStorage).exists(key)).toBe(false);
    expect(await test.db.query('SELECT FROM file_checks WHERE key = $1', [key])).toEqual([]);
  });

  it('can be asked for on the command line, in part and whole, and answers with 1 for what is damaged', async () => {
    const [said, told]: [string[], string[]] = [[], []];
    const io = { say: (line: string) => void said.push(line), tell: (text: string) => void told.push(text) };
    const run = (...args: string[]) => checkFilesCommand(() => Promise.resolve(test.app), args, io);
    expect(await run('--check', '--all')).toBe(1);
    expect(said.filter((line) => /^missing [0-9a-f]{2}\//.test(line)).length).toBeGreaterThan(0);
    expect(said.at(-1)).toMatch(/^\d+ files \(\d+ MiB\) checked, \d+ missing or damaged$/);
    expect(told.join('')).toMatch(/\r\d+ files/);
    expect(await run('--all')).toBe(2);
    expect(await run('--check', '--sure')).toBe(2);
  });
});
