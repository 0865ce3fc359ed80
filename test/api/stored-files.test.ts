import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FILE_COLUMNS } from '../../src/evidence/files/file-columns';
import { SweepFiles } from '../../src/evidence/files/sweep-files';
import { Config } from '../../src/platform/config/config';
import { CONFIG } from '../../src/platform/platform.module';
import { FileStorage, keyOf } from '../../src/platform/storage/file-storage';
import { keepFiles } from '../../src/platform/storage/kept-files';
import { aPhoto } from '../builders/photo';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';

const TWO_DAYS_AGO = new Date(Date.now() - 2 * 86_400_000);

describe('Files in the storage', () => {
  let test: TestApp;
  let storage: FileStorage;
  let folder: string;
  let home: BuiltRetrofit;
  beforeAll(async () => {
    test = await createTestApp();
    storage = test.get(FileStorage);
    folder = test.app.get<Config>(CONFIG).uploadsDirectory;
    home = await aRetrofit(test).surveyed().build();
  });
  afterAll(() => test.close());

  const upload = async (photo: Buffer): Promise<number> => {
    const { status } = await test
      .as('caseworker')
      .post(`/api/v1/retrofits/${home.id}/photos`)
      .field('stage', 'before')
      .field('roomId', home.rooms.bathroom!)
      .attach('photos', photo, 'a.jpg');
    return status;
  };
  const age = (key: string): void => utimesSync(join(folder, key), TWO_DAYS_AGO, TWO_DAYS_AGO);
  const incoming = (): string[] => readdirSync(join(folder, 'incoming'));

  it('are whole or not there: one that is too large, or breaks off, leaves nothing', async () => {
    const content = randomBytes(100_000);
    const chunks = (): Buffer[] =>
      Array.from({ length: 10 }, (_, n) => content.subarray(n * 10_000, (n + 1) * 10_000));
    await expect(storage.receive(Readable.from(chunks()), 50_000)).rejects.toMatchObject({
      code: 'file-too-large',
    });
    const broken = new Readable({ read: () => undefined });
    const receiving = storage.receive(broken, 1_000_000);
    broken.push(content.subarray(0, 10_000));
    broken.destroy();
    await expect(receiving).rejects.toThrow();
    expect(incoming()).toEqual([]);
    const stored = await storage.receive(Readable.from(chunks()), 100_000);
    expect(stored).toMatchObject({ bytes: 100_000, key: keyOf(stored.sha256) });
    expect((await storage.read(stored.key)).equals(content)).toBe(true);
    await expect(storage.read('../secrets/session-key')).rejects.toThrow(RangeError);
  });

  it('are swept when no record names them and they are a day old; others stay', async () => {
    const [orphan, young] = [await storage.put(randomBytes(50)), await storage.put(randomBytes(50))];
    const photo = await aPhoto();
    expect(await upload(photo)).toBe(201);
    const [row] = await test.db.query<{ key: string }>(`SELECT storage_key AS key FROM photos WHERE bytes = $1`, [photo.length]); // prettier-ignore
    mkdirSync(join(folder, 'incoming'), { recursive: true });
    const brokenOff = `incoming/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`;
    writeFileSync(join(folder, brokenOff), 'half');
    for (const key of [orphan.key, row!.key, brokenOff]) age(key);
    await test.get(SweepFiles).execute();
    const there = await Promise.all(
      [orphan.key, young.key, row!.key, brokenOff].map((key) => storage.exists(key)),
    );
    expect(there).toEqual([false, true, true, false]);
  });

  it('are not swept when their bytes arrive again', async () => {
    const photo = await aPhoto();
    const { key } = await storage.put(photo);
    age(key);
    expect(await upload(photo)).toBe(201);
    await test.get(SweepFiles).execute();
    expect(await storage.exists(key)).toBe(true);
  });

  it('wait for one another: who keeps a file finds it, or is told to send it again', async () => {
    const acting = test.database.as(test.actors.caseworker);
    const { key } = await storage.put(randomBytes(60));
    age(key);
    let keep: () => void = () => undefined;
    const kept = new Promise<void>((resolve) => (keep = resolve));
    const keeping = acting.write(async (tx) => {
      await keepFiles(tx, storage, [key]);
      await kept;
    });
    const sweeping = test.get(SweepFiles).execute();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await storage.exists(key)).toBe(true); // the sweep waits
    keep();
    await Promise.all([keeping, sweeping]);
    expect(await storage.exists(key)).toBe(false); // no row was written after all
    await expect(acting.write((tx) => keepFiles(tx, storage, [key]))).rejects.toMatchObject({
      code: 'in-progress',
    });
  });

  it('are named by columns that the sweep knows, all of them', async () => {
    const columns = await test.db.query<{ table_name: string; column_name: string }>(
      `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE '%\\_key' AND data_type = 'text'`,
    );
    const known = columns.map(({ table_name, column_name }) => `${table_name}.${column_name}`).sort();
    expect(known).toEqual(FILE_COLUMNS.map(([table, column]) => `${table}.${column}`).sort());
  });
});
