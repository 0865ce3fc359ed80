import { DossierRepository } from '../../src/workflow/dossier.repository';
import { aRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';

const BARS = 'toilet-grab-bar';

interface Setting {
  code: string;
  priceLimitFen: number;
  minimumWorksDays: number;
  active: boolean;
  isOwn: boolean;
  version: number;
}

describe('What a district sets in the catalogue', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const shownTo = async (who: 'caseworker' | 'stranger', code = BARS): Promise<Setting> => {
    const { body } = await test.as(who).get('/api/v1/catalogue-settings').expect(200);
    return (body as Setting[]).find((one) => one.code === code)!;
  };
  const set = (who: 'supervisor' | 'stranger' | 'caseworker' | 'auditor', change: object, code = BARS) =>
    test.as(who).put(`/api/v1/catalogue-settings/${code}`, {
      priceLimitFen: 45_000,
      minimumWorksDays: 2,
      active: true,
      ...change,
    });
  const dossierOf = ({ id }: { id: string }) =>
    test.database.as(test.actors.supervisor).read((tx) => test.get(DossierRepository).load(tx, id));

  it('is what the catalogue comes with, until a supervisor sets it, for the own district only', async () => {
    const before = await shownTo('caseworker');
    expect(before).toMatchObject({ isOwn: false, active: true, version: 1 });
    await set('supervisor', {}).expect(200);
    expect(await shownTo('caseworker')).toMatchObject({ priceLimitFen: 45_000, minimumWorksDays: 2, isOwn: true, version: 2 }); // prettier-ignore
    expect(await shownTo('stranger')).toEqual(before);
  });

  it('is set by supervisors of a district, who have seen what is there, to what is possible', async () => {
    await set('caseworker', {}).expect(403);
    await set('auditor', {}).expect(403);
    await set('supervisor', {}, 'no-such-item').expect(404);
    await set('supervisor', { priceLimitFen: 0 }).expect(400);
    await set('supervisor', { minimumWorksDays: 61 }).expect(400);
    const { version } = await shownTo('caseworker');
    await set('supervisor', {}).set('If-Match', `"${version}"`).expect(200);
    const { body } = await set('supervisor', {}).set('If-Match', `"${version}"`).expect(409);
    expect(body).toMatchObject({ code: 'stale-version' });
  });

  it('leaves its history, with what was before and after', async () => {
    await set('supervisor', { priceLimitFen: 50_000 }, 'entrance-ramp').expect(200);
    const [entry] = await test.db.query<{ data: object }>(
      `SELECT data FROM history_entries WHERE kind = 'catalogue.changed' AND data ->> 'code' = 'entrance-ramp'`,
    );
    expect(entry!.data).toMatchObject({ changes: { priceLimitFen: { after: 50_000 } } });
  });

  it('binds as it was at the approval, and until then as it is', async () => {
    await set('supervisor', { priceLimitFen: 40_000, minimumWorksDays: 3 }).expect(200);
    const approved = await aRetrofit(test).approved().build();
    const open = await aRetrofit(test).build();
    await set('supervisor', { active: false, minimumWorksDays: 5 }).expect(200);
    expect((await dossierOf(approved)).programme.priceLimitsFen[BARS]).toBe(40_000);
    expect((await dossierOf(open)).programme.priceLimitsFen[BARS]).toBeUndefined();
    for (const { id } of [approved, open]) {
      await test.db.query(
        `WITH room AS (INSERT INTO rooms (id, retrofit_id, kind, name) VALUES (gen_random_uuid(), $1, 'bathroom', '卫生间') RETURNING id)
         INSERT INTO retrofit_items (id, retrofit_id, catalogue_code, room_id, position) SELECT gen_random_uuid(), $1, $2, id, 1 FROM room`,
        [id, BARS],
      );
    }
    expect((await dossierOf(approved)).items[0]!.minimumDays).toBe(3);
    expect((await dossierOf(open)).items[0]!.minimumDays).toBe(5);
  });
});
