import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { DueRenditionsRepository } from '../../src/evidence/photos/due-renditions.repository';
import { RenderPhotos } from '../../src/evidence/photos/render-photos';
import { systemActor } from '../../src/platform/database/actor';
import { FileStorage } from '../../src/platform/storage/file-storage';
import { aPhoto } from '../builders/photo';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { childrenOf } from '../bench/process-tree';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

/** The children of this process that decode photos; the test's database server is another one. */
const decoders = (): number[] =>
  childrenOf(process.pid).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('render-process'),
  );

interface State {
  rendition_state: string;
  rendition_fault: string | null;
  tries: number | null;
}

describe('Preparing photos', () => {
  let test: TestApp;
  let home: BuiltRetrofit;
  beforeAll(async () => {
    test = await createTestApp();
    home = await aRetrofit(test).surveyed().build();
  });
  afterAll(() => test.close());

  const receive = async (): Promise<string> => {
    const sent = test.as('caseworker').post(`/api/v1/retrofits/${home.id}/photos`).field({ stage: 'before', roomId: home.rooms.bathroom! }); // prettier-ignore
    const { body } = await sent.attach('photos', await aPhoto(), 'photo.jpg').expect(201);
    return (body as { received: { id: string }[] }).received[0]!.id;
  };
  const stateOf = async (id: string): Promise<State> => {
    const [row] = await test.db.query<State>(
      `SELECT p.rendition_state, p.rendition_fault, d.tries FROM photos p LEFT JOIN renditions_due d ON d.photo_id = p.id WHERE p.id = $1`,
      [id],
    );
    return row!;
  };
  const page = async (path: string): Promise<string> => (await (await Visitor.as(test, 'caseworker')).get(path).expect(200)).text; // prettier-ignore

  it('is shown on the page for as long as it lasts', async () => {
    const ids = [await receive(), await receive()];
    expect(await page(`/retrofits/${home.id}/photos`)).toContain('2 张照片正在准备显示');
    await Promise.all(ids.map((id) => test.get(RenderPhotos).now(id)));
    expect(await page(`/retrofits/${home.id}/photos`)).not.toContain('正在准备显示');
    expect(await stateOf(ids[0]!)).toEqual({ rendition_state: 'ready', rendition_fault: null, tries: null });
  });

  it('gives a file up that ends the decoder three times, with the reason, and goes on with the next', async () => {
    const id = await receive();
    for (let crash = 1; crash <= 3; crash++) {
      let isOver = false;
      const trying = test.get(RenderPhotos).now(id).finally(() => (isOver = true)); // prettier-ignore
      while (!isOver) {
        for (const decoder of decoders()) process.kill(decoder, 'SIGKILL');
        await wait(5);
      }
      await trying;
      if (crash < 3) expect(await stateOf(id)).toMatchObject({ rendition_state: 'pending', tries: crash });
    }
    expect(await stateOf(id)).toMatchObject({ rendition_state: 'failed', rendition_fault: expect.stringMatching(/^crashed: /) as string, tries: null }); // prettier-ignore
    expect(await page(`/photos/${id}`)).toContain('读取这个文件时程序多次中断');
    const next = await receive();
    await test.get(RenderPhotos).now(next);
    expect(await stateOf(next)).toMatchObject({ rendition_state: 'ready' });
  });

  it('loses no try of a photo to a storage that is away while somebody looks', async () => {
    const id = await receive();
    const [kept] = await test.db.query<{ key: string }>(
      'SELECT storage_key AS key FROM photos WHERE id = $1',
      [id],
    );
    const storage = test.get(FileStorage);
    const content = await storage.read(kept!.key);
    await storage.delete(kept!.key);
    for (let look = 0; look < 2; look++) await expect(test.get(RenderPhotos).now(id)).rejects.toThrow();
    expect(await stateOf(id)).toMatchObject({ rendition_state: 'pending', tries: 0 });
    // One that has waited for a day is tried once an hour.
    const due = test.get(DueRenditionsRepository);
    const putOff = async (): Promise<number> => {
      await test.database.as(systemActor('jobs')).write((tx) => due.postpone(tx, id, 10, false));
      const [row] = await test.db.query<{ seconds: number }>('SELECT extract(epoch FROM not_before - now())::float8 AS seconds FROM renditions_due WHERE photo_id = $1', [id]); // prettier-ignore
      return row!.seconds;
    };
    expect(await putOff()).toBeLessThan(60);
    await test.db.query('ALTER TABLE photos DISABLE TRIGGER photos_e08_originals_kept');
    await test.db.query(
      `UPDATE photos SET received_at = received_at - interval '1 day', taken_on = taken_on - 1 WHERE id = $1`,
      [id],
    );
    await test.db.query('ALTER TABLE photos ENABLE TRIGGER photos_e08_originals_kept');
    expect(await putOff()).toBeGreaterThan(3000);
    expect((await storage.put(content)).key).toBe(kept!.key);
    await test.get(RenderPhotos).now(id);
    expect(await stateOf(id)).toMatchObject({ rendition_state: 'ready' });
  });

  it('gives a file up whose every try ended with the whole process', async () => {
    const id = await receive();
    await test.db.query('UPDATE renditions_due SET tries = 12 WHERE photo_id = $1', [id]);
    await test.get(RenderPhotos).now(id);
    expect(await stateOf(id)).toMatchObject({ rendition_state: 'failed', tries: null });
  });

  it('has each photo in hand once, and takes up again what is not held any more', async () => {
    const id = await receive();
    const due = test.get(DueRenditionsRepository);
    const take = async (): Promise<[string, number][]> => {
      const taken = await test.database.as(systemActor('jobs')).write((tx) => due.take(tx, 10));
      return taken.map(({ photoId, tries }) => [photoId, tries]);
    };
    const lapse = (): Promise<object[]> =>
      test.db.query(`UPDATE renditions_due SET not_before = not_before - interval '15 s'`);
    expect((await Promise.all([take(), take()])).flat()).toEqual([[id, 1]]);
    await test.database.as(systemActor('jobs')).write((tx) => due.hold(tx, [id]));
    expect(await take()).toEqual([]);
    await lapse();
    expect(await take()).toEqual([[id, 2]]);
  });
});
