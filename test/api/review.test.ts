import sharp from 'sharp';
import { newId } from '../../src/platform/database/ids';
import { RefreshFindings } from '../../src/findings/refresh-findings';
import { systemActor } from '../../src/platform/database/actor';
import { aCompletedRetrofit, CompletedRetrofit } from '../builders/acceptance';
import { aFlaggedRetrofit } from '../builders/finding';
import { wrongFields } from '../support/answers';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';

interface Flag {
  id: string;
  rule: string;
  state: string;
  weight: number;
  openedAt: string;
  retrofitId: string;
  photo: { id: string; stage: string; distanceM: number | null; accuracyM: number | null } | null;
}

interface Answer {
  items: Flag[];
  next: string | null;
  counts: { rule: string; count: number }[];
}

/** Of the whole district: nothing else makes flags in this file's database. */
describe('The review of flags over the API', () => {
  let test: TestApp;
  let built: CompletedRetrofit;

  beforeAll(async () => {
    test = await createTestApp();
    built = await aCompletedRetrofit(test, { withPictures: true });
    await refresh(built.id);
    await aFlaggedRetrofit(test);
  });
  afterAll(() => test.close());

  const refresh = (id: string): Promise<void> =>
    test.database.as(systemActor('jobs')).write((tx) => test.get(RefreshFindings).ofRetrofit(tx, id));
  const list = async (query = '', who: PersonKey = 'supervisor'): Promise<Answer> =>
    (await test.as(who).get(`/api/v1/flags${query}`).expect(200)).body as Answer;
  const decide = (flag: Flag, decision: string, reason = '核对过') =>
    test
      .as('supervisor')
      .post(`/api/v1/retrofits/${flag.retrofitId}/findings/decisions`, { ids: [flag.id], decision, reason });

  it('puts the heaviest first, and of one kind the oldest', async () => {
    const { items } = await list('?limit=200');
    expect(new Set(items.map(({ rule }) => rule)).size).toBeGreaterThan(1);
    const sorted = [...items].sort((one, other) => other.weight - one.weight || one.openedAt.localeCompare(other.openedAt)); // prettier-ignore
    expect(items.map(({ weight, openedAt }) => [weight, openedAt])).toEqual(
      sorted.map(({ weight, openedAt }) => [weight, openedAt]),
    );
    expect(items.every(({ state }) => state === 'open')).toBe(true);
  });

  it('gives every flag once, however small the pages are', async () => {
    const all = (await list('?limit=200')).items.map(({ id }) => id);
    const paged: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: Answer = await list(`?limit=2&after=${after}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      paged.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(paged).toEqual(all);
    expect((await list('?limit=200&after=nonsense')).items).toHaveLength(all.length);
  });

  it('counts the flags of each rule, whatever rule is asked for', async () => {
    const { items } = await list('?limit=200');
    const { counts, items: late } = await list('?rule=C14&limit=200');
    expect(Object.fromEntries(counts.map(({ rule, count }) => [rule, count]))).toEqual(
      Object.fromEntries(counts.map(({ rule }) => [rule, items.filter((one) => one.rule === rule).length])),
    );
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(items.length);
    expect(late.map(({ rule }) => rule)).toEqual(late.map(() => 'C14'));
    expect(late).toHaveLength(counts.find(({ rule }) => rule === 'C14')!.count);
  });

  it('is narrowed by retrofit, contractor, stage, area and name', async () => {
    const of = (query: string): Promise<Flag[]> => list(`?limit=200&${query}`).then(({ items }) => items);
    const own = await of(`retrofit=${built.id}`);
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ retrofitId }) => retrofitId === built.id)).toBe(true);
    expect(await of(`contractor=${test.actors.contractor.contractorId!}`)).toEqual(own);
    expect(await of(`contractor=${newId()}`)).toEqual([]);
    const after = await of('stage=after');
    expect(after.length).toBeGreaterThan(0);
    expect(after.every(({ photo }) => photo?.stage === 'after')).toBe(true);
    expect(await of('area=990101002')).toEqual([]);
    expect(await of(`search=${encodeURIComponent('无此人')}`)).toEqual([]);
    for (const wrong of ['rule=C07', 'rule=c14', 'state=closed', 'stage=odd', 'retrofit=1', 'area=x'])
      expect(wrongFields((await test.as('supervisor').get(`/api/v1/flags?${wrong}`).expect(400)).body)).toEqual([wrong.split('=')[0]]); // prettier-ignore
  });

  it('tells of a photo how far from the dwelling it was taken, with the accuracy of both places', async () => {
    const [flag] = (await list(`?retrofit=${built.id}&rule=E06`)).items;
    expect(flag!.photo).toMatchObject({ distanceM: null, accuracyM: null });
    await test.db.query(`ALTER TABLE photos DISABLE TRIGGER photos_e08_originals_kept`);
    await test.db.query('UPDATE photos SET longitude = 113.31, latitude = 33.9, position_accuracy_m = 20 WHERE id = $1', [flag!.photo!.id]); // prettier-ignore
    await test.db.query(`ALTER TABLE photos ENABLE TRIGGER photos_e08_originals_kept`);
    await test.db.query('UPDATE households SET longitude = 113.3, latitude = 33.9, position_accuracy_m = 10 WHERE id = $1', [built.householdId]); // prettier-ignore
    const [again] = (await list(`?retrofit=${built.id}&rule=E06`)).items.filter(({ id }) => id === flag!.id);
    expect(again!.photo).toMatchObject({ distanceM: 923, accuracyM: 30 });
  });

  it('asks nothing twice: what was decided is gone until its facts change', async () => {
    const { id, flags, days } = await aFlaggedRetrofit(test);
    const open = async (): Promise<string[]> => (await list(`?retrofit=${id}&limit=200`)).items.map((one) => one.id); // prettier-ignore
    const before = await open();
    expect(before).toEqual(expect.arrayContaining([...flags]));
    const flag = (await list(`?retrofit=${id}&limit=200`)).items.find((one) => one.id === flags[0])!;
    await decide(flag, 'accepted').expect(200);
    expect(await open()).not.toContain(flag.id);
    // Looked at again and again, with nothing changed, and after a change that is none of its facts.
    for (let turn = 0; turn < 3; turn++) await refresh(id);
    await test.db.query(`UPDATE applications SET needs = '另写' WHERE retrofit_id = $1`, [id]);
    await refresh(id);
    expect(await open()).not.toContain(flag.id);
    const correction = { level: 0, givenOn: nextDay(days.applied), reason: '看错了' };
    await test.as('caseworker').post(`/api/v1/retrofits/${id}/application/date-corrections`, correction).expect(201); // prettier-ignore
    await refresh(id);
    expect(await open()).toContain(flag.id);
  });

  it('lets a decision be taken back, with a reason of its own', async () => {
    const { id, flags } = await aFlaggedRetrofit(test);
    const flag = { id: flags[0], retrofitId: id } as Flag;
    await decide(flag, 'accepted').expect(200);
    const [accepted] = (await list(`?retrofit=${id}&state=accepted`)).items;
    expect(accepted).toMatchObject({ id: flag.id, state: 'accepted' });
    await decide(flag, 'rejected', ' ').expect(400);
    await decide(flag, 'rejected', '再看不对').expect(200);
    expect((await list(`?retrofit=${id}&state=accepted`)).items).toEqual([]);
    const [rejected] = (await list(`?retrofit=${id}&state=rejected`)).items;
    expect(rejected).toMatchObject({ id: flag.id, decision: { by: '韩明远', reason: '再看不对' } });
    const { body } = await test.as('supervisor').get(`/api/v1/findings/${flag.id}`).expect(200);
    expect((body.events as { kind: string }[]).map(({ kind }) => kind)).toEqual(['opened', 'accepted', 'rejected']); // prettier-ignore
  });

  it('is of one’s own district, and none of a contractor’s business', async () => {
    await test.as(null).get('/api/v1/flags').expect(401);
    await test.as('contractor').get('/api/v1/flags').expect(403);
    expect(await list('', 'stranger')).toEqual({ items: [], next: null, counts: [] });
    expect((await list('', 'auditor')).items.length).toBeGreaterThan(0);
  });

  describe('by contractor', () => {
    const tally = async (query = '', who: PersonKey = 'supervisor') =>
      (await test.as(who).get(`/api/v1/flags/by-contractor${query}`).expect(200)).body as {
        from: string;
        until: string;
        items: Record<string, number | string>[];
      };

    it('counts what was found in a period, and what became of it', async () => {
      const made = await aCompletedRetrofit(test, { withoutPhotos: ['before', 'tape', 'during', 'after', 'inUse', 'nameplate'] }); // prettier-ignore
      await refresh(made.id);
      const flags = (await list(`?retrofit=${made.id}&limit=200`)).items;
      const before = (await tally()).items[0]!;
      await decide(flags[0]!, 'accepted').expect(200);
      await decide(flags[1]!, 'rejected').expect(200);
      const after = (await tally()).items[0]!;
      expect(after).toEqual({ ...before, open: Number(before.open) - 2, accepted: Number(before.accepted) + 1, rejected: Number(before.rejected) + 1 }); // prettier-ignore
      expect(after.contractorName).toBe('样板建筑工程有限公司');
      const { opened, open, accepted, rejected, cured, closed } = after as Record<string, number>;
      expect(open! + accepted! + rejected! + cured! + closed!).toBe(opened);
      const own = await list(`?contractor=${String(after.contractorId)}&limit=200`);
      expect(own.items).toHaveLength(open!);
    });

    it('is empty in a period in which nothing was found, and for another district', async () => {
      expect(await tally('?from=2020-01-01&until=2020-12-31')).toEqual({ from: '2020-01-01', until: '2020-12-31', items: [] }); // prettier-ignore
      expect((await tally('', 'stranger')).items).toEqual([]);
      const { body } = await test.as('supervisor').get('/api/v1/flags/by-contractor?from=spring').expect(400);
      expect(wrongFields(body)).toEqual(['from']);
      await test.as('contractor').get('/api/v1/flags/by-contractor').expect(403);
    });
  });

  describe('compares two photos', () => {
    const url = (one: string, other: string, kind: string): string => `/api/v1/photos/${one}/comparisons/${other}/${kind}`; // prettier-ignore
    let photos: string[];
    beforeAll(async () => {
      photos = (await test.db.query<{ id: string }>('SELECT id FROM photos WHERE retrofit_id = $1 ORDER BY id', [built.id])).map(({ id }) => id); // prettier-ignore
    });

    it('in a picture of the difference without metadata, which a browser keeps as long as it may show it', async () => {
      for (const kind of ['difference', 'aligned']) {
        const answer = await test
          .as('supervisor')
          .get(url(photos[0]!, photos[1]!, kind))
          .expect(200);
        const { format, width, height, exif, icc } = await sharp(answer.body as Buffer).metadata();
        expect([format, exif, icc]).toEqual(['jpeg', undefined, undefined]);
        expect(Math.max(width, height)).toBeLessThanOrEqual(896);
        expect(answer.headers['cache-control']).toBe('private, no-cache');
        const etag = answer.headers.etag!;
        const again = test
          .as('supervisor')
          .get(url(photos[0]!, photos[1]!, kind))
          .set('If-None-Match', etag);
        await again.expect(304);
        const other = await test
          .as('supervisor')
          .get(url(photos[1]!, photos[0]!, kind))
          .expect(200);
        expect(other.headers.etag).not.toBe(etag);
        await test
          .as('stranger')
          .get(url(photos[0]!, photos[1]!, kind))
          .set('If-None-Match', etag)
          .expect(404);
      }
    });

    it('for those who may see both', async () => {
      await test
        .as(null)
        .get(url(photos[0]!, photos[1]!, 'difference'))
        .expect(401);
      await test
        .as('contractor')
        .get(url(photos[0]!, photos[1]!, 'difference'))
        .expect(403);
      await test
        .as('supervisor')
        .get(url(photos[0]!, newId(), 'difference'))
        .expect(404);
      await test
        .as('supervisor')
        .get(url(newId(), photos[0]!, 'aligned'))
        .expect(404);
      await test
        .as('supervisor')
        .get(url(photos[0]!, 'x', 'aligned'))
        .expect(400);
      await test
        .as('supervisor')
        .get(url(photos[0]!, photos[1]!, 'odd'))
        .expect(404);
    });
  });
});

function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
