import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { ComparePhotos } from '../../src/evidence/likeness/compare-photos';
import { LikenessFault, LikenessThread } from '../../src/evidence/likeness/likeness-thread';
import { RenderPhotos } from '../../src/evidence/photos/render-photos';
import { RefreshFindings } from '../../src/findings/refresh-findings';
import { Config } from '../../src/platform/config/config';
import { systemActor } from '../../src/platform/database/actor';
import { newId } from '../../src/platform/database/ids';
import { CONFIG } from '../../src/platform/platform.module';
import { FileStorage } from '../../src/platform/storage/file-storage';
import { RecordSiteSurvey } from '../../src/survey/record-site-survey';
import { aCompletedRetrofit } from '../builders/acceptance';
import { aPhoto } from '../builders/photo';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

interface FindingView {
  id: string;
  rule: string;
  state: string;
  subject: { id: string };
  facts: Record<string, unknown>;
}

const NEIGHBOUR = '990102001001';

describe('A photo that looks like another', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const send = async (who: PersonKey, retrofitId: string, fields: Record<string, string>, file: Buffer): Promise<string> => {
    let sent = test.as(who).post(`/api/v1/retrofits/${retrofitId}/photos`);
    for (const [name, value] of Object.entries(fields)) sent = sent.field(name, value);
    const { body } = await sent.attach('photos', file, '照片.jpg').expect(201);
    return (body as { received: { id: string }[] }).received[0]!.id;
  }; // prettier-ignore
  const rendered = (id: string): Promise<void> => test.get(RenderPhotos).now(id);
  /** Sent, and rendered by what compares it. */
  const taken = async (...sent: Parameters<typeof send>): Promise<string> => {
    const id = await send(...sent);
    await rendered(id);
    return id;
  };
  const findings = async (who: PersonKey, retrofitId: string, rule: string): Promise<FindingView[]> => {
    const { body } = await test.as(who).get(`/api/v1/retrofits/${retrofitId}/findings`).expect(200);
    return (body as { items: FindingView[] }).items.filter((one) => one.rule === rule && one.state !== 'closed');
  }; // prettier-ignore
  const home = (): Promise<BuiltRetrofit> => aRetrofit(test).surveyed().build();
  const before = ({ rooms }: BuiltRetrofit, room: 'bathroom' | 'entrance' = 'bathroom') => ({ stage: 'before', roomId: rooms[room]! }); // prettier-ignore
  /** Another file with the same picture, as a messenger makes one. */
  const resent = (photo: Buffer): Promise<Buffer> =>
    sharp(photo).resize(500).jpeg({ quality: 60 }).toBuffer();
  const pairs = (id: string) =>
    test.db.query<{ photo_id: string; other_id: string; distance: number; score: number; map: number[] }>(
      'SELECT * FROM photo_likenesses WHERE photo_id = $1 OR other_id = $1',
      [id],
    );
  const states = (id: string) => test.db.query('SELECT state FROM photo_fingerprints WHERE id = $1', [id]);

  it('of another household of the district is found for both homes, each told of the other (E03)', async () => {
    const [one, other] = [await home(), await home()];
    const photo = await aPhoto({ scene: 'toilet' });
    const first = await taken('caseworker', one.id, before(one), photo);
    expect(await findings('supervisor', one.id, 'E03')).toEqual([]);
    const second = await taken('caseworker', other.id, before(other), await resent(photo));
    const [pair, ...more] = await pairs(first);
    expect(more).toEqual([]);
    expect([pair!.photo_id, pair!.other_id]).toEqual([first, second].sort());
    expect(pair!.map).toHaveLength(6);
    expect(pair!.score).toBeGreaterThan(0.5);
    for (const [mine, id, theirs] of [[one, first, second], [other, second, first]] as const) {
      const [found, ...others] = await findings('supervisor', mine.id, 'E03');
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        state: 'open', subject: { id },
        facts: { stage: 'before', item: null, photos: [theirs], elsewhere: false, distance: pair!.distance },
      }); // prettier-ignore
      expect(String(found!.facts.others)).toMatch(/^项目 .+ · .某 · 卫生间 · \d{4}-\d\d-\d\d$/);
    } // prettier-ignore
  });

  it('of another district tells each side only that there is one, and is a matter of both supervisors', async () => {
    const ours = await home();
    const theirs = await aRetrofit(test).withHousehold({ areaCode: NEIGHBOUR }).inProgramme({ areaCode: '990102' }).build(); // prettier-ignore
    await test.get(RecordSiteSurvey).execute(
      test.actors.neighbour, theirs.id,
      {
        surveyedOn: theirs.days.surveyed, dwelling: 'farmhouse', storey: 1, condition: 'worn', needs: '门口台阶', longitude: null, latitude: null,
        positionAccuracyM: null, rooms: [{ kind: 'bathroom', name: '洗澡间' }],
      },
      null,
    ); // prettier-ignore
    const [room] = await test.db.query<{ id: string }>('SELECT id FROM rooms WHERE retrofit_id = $1', [theirs.id]); // prettier-ignore
    const photo = await aPhoto({ scene: 'basin' });
    const first = await taken('caseworker', ours.id, before(ours), photo);
    const second = await taken(
      'neighbour',
      theirs.id,
      { stage: 'before', roomId: room!.id },
      await resent(photo),
    );
    for (const [who, mine, id, secret] of [['supervisor', ours, first, second], ['stranger', theirs, second, first]] as const) {
      const [found, ...others] = await findings(who, mine.id, 'E03');
      expect(others).toEqual([]);
      expect(found!.subject.id).toBe(id);
      expect(found!.facts).toEqual({ stage: 'before', item: null, others: null, photos: null, elsewhere: true, distance: null });
      expect(JSON.stringify(found)).not.toContain(secret);
      const shown = await test.database.as(test.actors[who]).read((tx) => tx.sql('SELECT FROM photo_likenesses WHERE photo_id = $1 OR other_id = $1', [id]));
      expect(shown).toEqual([]);
    } // prettier-ignore
    const city = await test.database.as(test.actors.auditor).read((tx) => tx.sql('SELECT FROM photo_likenesses WHERE photo_id = $1 OR other_id = $1', [first])); // prettier-ignore
    expect(city).toHaveLength(1);
  });

  it('taken before the works shows after them that nothing changed (E04)', async () => {
    const made = await aCompletedRetrofit(test, { completed: false, withoutPhotos: ['before', 'after', 'tape', 'inUse'] }); // prettier-ignore
    const photo = await aPhoto({ scene: 'rail' });
    const first = await taken('caseworker', made.id, { stage: 'before', itemId: made.barsId }, photo);
    await test.database.as(systemActor('demo')).write((tx) => tx.change('UPDATE retrofits SET started_on = $2 WHERE id = $1', [made.id, made.days.started])); // prettier-ignore
    const second = await taken(
      'contractor',
      made.id,
      { stage: 'after', itemId: made.barsId },
      await resent(photo),
    );
    const [found, ...others] = await findings('supervisor', made.id, 'E04');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ subject: { id: second }, facts: { stage: 'after', photos: [first] } });
    expect(await findings('supervisor', made.id, 'E03')).toEqual([]);
  });

  it('of the same place at the same stage is what a careful photographer takes; of another room it is not', async () => {
    const made = await home();
    const photo = await aPhoto({ scene: 'door' });
    const first = await taken('caseworker', made.id, before(made), photo);
    await taken('caseworker', made.id, before(made), await resent(photo));
    expect(await pairs(first)).toHaveLength(1);
    expect(await findings('supervisor', made.id, 'E03')).toEqual([]);
    const entrance = await taken('caseworker', made.id, before(made, 'entrance'), await sharp(photo).jpeg({ quality: 40 }).toBuffer()); // prettier-ignore
    const subjects = (await findings('supervisor', made.id, 'E03')).map(({ subject }) => subject.id);
    expect(subjects).toContain(entrance);
    expect(subjects).toHaveLength(3);
  });

  it('is found also when both come at the same moment', async () => {
    const homes = [await home(), await home(), await home()];
    const photo = await aPhoto({ scene: 'stove' });
    const files = [photo, await resent(photo), await sharp(photo).jpeg({ quality: 50 }).toBuffer()];
    const ids: string[] = [];
    for (const [at, one] of homes.entries())
      ids.push(await send('caseworker', one.id, before(one), files[at]!));
    await Promise.all(ids.map(rendered));
    for (const id of ids) expect(await pairs(id)).toHaveLength(2);
  });

  it('and was decided on is not asked again, until there is another one', async () => {
    const [one, other] = [await home(), await home()];
    const photo = await aPhoto({ scene: 'bed' });
    await taken('caseworker', one.id, before(one), photo);
    await taken('caseworker', other.id, before(other), await resent(photo));
    const [found] = await findings('supervisor', one.id, 'E03');
    await test.as('supervisor').post(`/api/v1/retrofits/${one.id}/findings/decisions`, { ids: [found!.id], decision: 'accepted', reason: '同一户型样板间' }).expect(200); // prettier-ignore
    await test.get(ComparePhotos).execute();
    await test.database
      .as(systemActor('jobs'))
      .write((tx) => test.get(RefreshFindings).ofRetrofit(tx, one.id));
    expect(await findings('supervisor', one.id, 'E03')).toMatchObject([{ id: found!.id, state: 'accepted' }]);
    // Nor because what it is called by changed.
    await test.db.query(`UPDATE rooms SET name = name || '（新）' WHERE retrofit_id = $1`, [other.id]); // prettier-ignore
    await test.database
      .as(systemActor('jobs'))
      .write((tx) => test.get(RefreshFindings).ofRetrofit(tx, one.id));
    const [renamed] = await findings('supervisor', one.id, 'E03');
    expect(renamed).toMatchObject({
      id: found!.id,
      state: 'accepted',
      facts: { photos: found!.facts.photos },
    });
    expect(renamed!.facts.others).not.toEqual(found!.facts.others);
    const third = await home();
    await taken('caseworker', third.id, before(third), await sharp(photo).jpeg({ quality: 45 }).toBuffer());
    const [again] = await findings('supervisor', one.id, 'E03');
    expect(again).toMatchObject({ id: found!.id, state: 'open' });
    expect(again!.facts.photos).toHaveLength(2);
    const { text: page } = await (
      await Visitor.as(test, 'supervisor')
    )
      .get(`/review/${found!.id}`)
      .expect(200);
    expect(page.match(/决定之后新发现的近似照片/g)).toHaveLength(1);
  });

  it('came with an old ledger, or before anything was compared: the job finds it, and the same bytes too (E02)', async () => {
    const made = await home();
    const photo = await aPhoto({ scene: 'ramp' });
    // As a version that compared nothing left it.
    const living = await send('caseworker', made.id, before(made), photo);
    await test.db.query(`UPDATE photos SET rendition_state = 'ready', screen_key = storage_key, thumbnail_key = storage_key WHERE id = $1`, [living]); // prettier-ignore
    const ledger = async (district: string, file: Buffer): Promise<string> => {
      const [record, id] = [newId(), newId()];
      const { sha256, key } = await test.get(FileStorage).put(file);
      await test.db.query(
        `INSERT INTO found_records (id, area_code, year, person_name, community, facts) VALUES ($1, $2, 2020, '李某', '南门社区', '{}')`,
        [record, district],
      );
      await test.db.query(
        `INSERT INTO found_photos (id, area_code, record_id, year, file_name, sha256, storage_key) VALUES ($1, $2, $3, 2020, '坡道.jpg', $4, $5)`,
        [id, district, record, sha256, key],
      );
      return id;
    };
    const near = await ledger('990101', await resent(photo));
    const same = await ledger('990101', photo);
    await ledger('990102', await sharp(photo).jpeg({ quality: 30 }).toBuffer());
    const broken = await ledger('990101', Buffer.from('no picture'));
    await test.get(ComparePhotos).execute();
    const [reused] = await findings('supervisor', made.id, 'E03');
    expect(reused).toMatchObject({ subject: { id: living }, facts: { others: ['2020 · 南门社区'], photos: [near], elsewhere: true } }); // prettier-ignore
    const [twice] = await findings('supervisor', made.id, 'E02');
    expect(twice).toMatchObject({ subject: { id: living }, facts: { others: ['2020 · 南门社区'] } });
    expect(await states(same)).toEqual([{ state: 'compared' }]);
    expect(await states(broken)).toEqual([{ state: 'failed' }]);
  });

  it('has nothing to be compared by when it can’t be rendered, and is not tried for ever', async () => {
    const made = await home();
    const id = await send('caseworker', made.id, before(made), await aPhoto());
    const [row] = await test.db.query<{ key: string }>(
      'SELECT storage_key AS key FROM photos WHERE id = $1',
      [id],
    );
    writeFileSync(join(test.app.get<Config>(CONFIG).uploadsDirectory, row!.key), 'poison');
    await rendered(id);
    expect(await states(id)).toEqual([{ state: 'pending' }]);
    await test.get(ComparePhotos).execute();
    expect(await states(id)).toEqual([{ state: 'failed' }]);
  });

  describe('is computed by a thread', () => {
    const raster = {
      data: new Uint8Array(512 * 512).map((_, at) => (at * 7919) % 251),
      width: 512,
      height: 512,
    };

    it('of its own, so that pages are answered meanwhile', async () => {
      const thread = test.get(LikenessThread);
      await thread.fingerprintOf(raster);
      let turns = 0;
      const turning = setInterval(() => turns++, 1);
      const made = await Promise.all(Array.from({ length: 30 }, () => thread.fingerprintOf(raster)));
      clearInterval(turning);
      // What computes by itself lets nothing else have a turn.
      expect(turns).toBeGreaterThan(5);
      expect(new Set(made.map(({ details }) => details.toString('hex'))).size).toBe(1);
    });

    it('that says what it can’t compute, and goes on', async () => {
      const thread = test.get(LikenessThread);
      await expect(thread.fingerprintOf(null as never)).rejects.toBeInstanceOf(LikenessFault);
      expect((await thread.fingerprintOf(raster)).details.length).toBeGreaterThan(0);
    });

    it('that another takes the place of when it is lost', async () => {
      const thread = test.get(LikenessThread);
      const asked = Array.from({ length: 100 }, () => thread.fingerprintOf(raster));
      const settled = Promise.allSettled(asked);
      await thread.beforeApplicationShutdown();
      expect((await settled).at(-1)).toMatchObject({ status: 'rejected' });
      expect((await thread.fingerprintOf(raster)).details.length).toBeGreaterThan(0);
    });
  });
});
