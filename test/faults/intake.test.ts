import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { join } from 'node:path';
import sharp from 'sharp';
import { CONSTRAINTS } from '../../src/constraints';
import { ENTITIES } from '../../src/entities';
import { FileCheckRepository } from '../../src/evidence/files/file-check.repository';
import { FILE_COLUMNS } from '../../src/evidence/files/file-columns';
import { SweepFiles } from '../../src/evidence/files/sweep-files';
import { createDataSource } from '../../src/platform/database/data-source';
import { Database } from '../../src/platform/database/database';
import { DiskStorage } from '../../src/platform/storage/disk-storage';
import { SystemClock } from '../../src/platform/time/clock';

import { Office, Part, until } from './office';
import { aNoise, breakOff, Senders, sendPhotos, sha256Of } from './senders';

/** Kills in one run; `npm run faults` makes a hundred. */
const KILLS = Number(process.env.FAULTS_KILLS ?? 6);
const isRoot = process.getuid?.() === 0;
const SEED = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
const PARTS: readonly Part[] = ['web', 'postgres', 'worker', 'decoder'];

interface PhotoOnRecord {
  id: string;
  sha256: string;
  storage_key: string;
  screen_key: string | null;
  thumbnail_key: string | null;
  rendition_state: string;
}

describe('Photos under faults', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 300_000);
  afterAll(() => office.close(), 60_000);

  const onRecord = (): Promise<PhotoOnRecord[]> =>
    office.query<PhotoOnRecord>(`SELECT id, encode(sha256, 'hex') AS sha256, storage_key, screen_key, thumbnail_key, rendition_state FROM photos`); // prettier-ignore
  const bytesOf = (key: string): Buffer => readFileSync(join(office.uploads, key));
  const stored = (): string[] =>
    readdirSync(office.uploads, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(office.uploads, path)).isFile()); // prettier-ignore
  const everyPhotoIsReady = (): Promise<void> =>
    until('every photo is prepared', async () => (await onRecord()).every(({ rendition_state: state }) => state === 'ready'), 180); // prettier-ignore

  /** Lets the daily sweep find everything old. */
  async function sweep(): Promise<void> {
    const longAgo = new Date(Date.now() - 3 * 86_400_000);
    for (const path of stored()) utimesSync(join(office.uploads, path), longAgo, longAgo);
    const source = await createDataSource({ url: office.url, connectAs: 'nobody', entities: ENTITIES }).initialize(); // prettier-ignore
    const database = new Database(source, new SystemClock(), CONSTRAINTS);
    const storage = DiskStorage.inFolder(office.uploads);
    await new SweepFiles(database, storage, new FileCheckRepository(), new SystemClock()).execute();
    await source.destroy();
  }

  async function namedKeys(): Promise<string[]> {
    const columns = FILE_COLUMNS.map(([table, column]) => `SELECT ${column} AS key FROM ${table} WHERE ${column} IS NOT NULL`); // prettier-ignore
    const rows = await office.query<{ key: string }>(columns.join(' UNION '));
    return rows.map(({ key }) => key).sort();
  }

  it(`keeps every acknowledged photo through ${KILLS} kills (seed ${SEED})`, async () => {
    const random = randomOf(SEED);
    const senders = new Senders(office, 3);
    for (let kill = 0; kill < KILLS; kill++) {
      await new Promise((moment) => setTimeout(moment, 150 + random() * 1200));
      await office.kill(PARTS[kill < PARTS.length ? kill : Math.floor(random() * PARTS.length)]!);
    }
    await new Promise((later) => setTimeout(later, 500));
    await senders.stop();
    await everyPhotoIsReady();

    const photos = await onRecord();
    // Each file that a phone sent is there once: neither lost nor, by its retries, twice.
    const rows = photos.map(({ id, sha256 }) => `${id} ${sha256}`).sort();
    expect(rows).toEqual(senders.acknowledged.map(({ id, sha256 }) => `${id} ${sha256}`).sort());
    expect(rows.length).toBeGreaterThan(KILLS);
    expect(senders.retries).toBeGreaterThan(0);
    for (const photo of photos) {
      expect(sha256Of(bytesOf(photo.storage_key))).toBe(photo.sha256);
      for (const key of [photo.screen_key!, photo.thumbnail_key!])
        await sharp(bytesOf(key), { failOn: 'warning' }).stats(); // whole, to its last row
    }
    await sweep();
    expect(stored().sort()).toEqual(await namedKeys());
  }, 3_600_000);

  it('answers a retry during the first try, and after it, with the first answer', async () => {
    const photos = [await aNoise(), await aNoise(), await aNoise()];
    const key = randomUUID();
    const tries = [1, 2, 3].map(() => sendPhotos(office, office.homes[0]!, photos, key));
    const answers = await Promise.all((await Promise.all(tries)).map(async (one) => [one.status, await one.json()])); // prettier-ignore
    answers.push(await sendPhotos(office, office.homes[0]!, photos, key).then(async (one) => [one.status, await one.json()])); // prettier-ignore
    for (const answer of answers) expect(answer).toEqual([201, answers[0]![1]]);
    expect((answers[0]![1] as { received: object[] }).received).toHaveLength(3);
  });

  it('keeps nothing of a client that stops halfway', async () => {
    await everyPhotoIsReady(); // so that no renditions come in between
    const before = [await onRecord(), stored()].map(({ length }) => length);
    const photo = await aNoise(2000, 1500);
    for (const part of [0, 0.1, 0.5, 0.9, 1]) await breakOff(office, office.homes[1]!, photo, part);
    await until('what came is gone', () => {
      const incoming = join(office.uploads, 'incoming');
      return Promise.resolve(!existsSync(incoming) || readdirSync(incoming).length === 0);
    });
    expect([await onRecord(), stored()].map(({ length }) => length)).toEqual(before);
    const again = await sendPhotos(office, office.homes[1]!, [photo], randomUUID());
    expect(again.status).toBe(201);
  });

  it('says so where the storage refuses, and goes on by itself when it is back', async () => {
    await everyPhotoIsReady();
    const away = `${office.uploads}-away`;
    const before = (await onRecord()).length;
    const photo = await aNoise();
    const [key, waiting] = [randomUUID(), await aNoise()];
    renameSync(office.uploads, away);
    writeFileSync(office.uploads, 'no folder');
    try {
      const refused = await sendPhotos(office, office.homes[2]!, [photo], key);
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, 'storage-unavailable']); // prettier-ignore
      expect(await onRecord()).toHaveLength(before);
    } finally {
      rmSync(office.uploads);
      renameSync(away, office.uploads);
    }
    expect((await sendPhotos(office, office.homes[2]!, [photo], key)).status).toBe(201);
    // Renditions that could not be written are written later.
    await sendPhotos(office, office.homes[2]!, [waiting], randomUUID());
    await everyPhotoIsReady();
    expect(await onRecord()).toHaveLength(before + 2);
  });

  (isRoot && process.platform === 'linux' ? it : it.skip)('says so on a full disk, keeps nothing half-made, and goes on when there is room (needs root, for a small file system)', async () => {
    await everyPhotoIsReady();
    const before = await onRecord();
    const [photo, key] = [await aNoise(3000, 2000), randomUUID()];
    const room = join(office.folder, 'aside');
    renameSync(office.uploads, room);
    execFileSync('mkdir', [office.uploads]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', office.uploads]);
    try {
      const refused = await sendPhotos(office, office.homes[3]!, [photo], key);
      expect(refused.status).toBe(503);
      expect(stored()).toEqual([]);
      expect(await onRecord()).toHaveLength(before.length);
      execFileSync('mount', ['-o', 'remount,size=16m', office.uploads]);
      expect((await sendPhotos(office, office.homes[3]!, [photo], key)).status).toBe(201);
      await everyPhotoIsReady();
    } finally {
      execFileSync('cp', ['-a', `${office.uploads}/.`, room]);
      execFileSync('umount', ['-l', office.uploads]);
      execFileSync('rmdir', [office.uploads]);
      renameSync(room, office.uploads);
    }
    const [row] = (await onRecord()).filter(({ sha256 }) => sha256 === sha256Of(photo));
    expect(sha256Of(bytesOf(row!.storage_key))).toBe(row!.sha256);
  });
}); // prettier-ignore

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
