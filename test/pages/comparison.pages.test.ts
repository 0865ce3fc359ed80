import sharp from 'sharp';
import { ComparePhotos } from '../../src/evidence/likeness/compare-photos';
import { FindFindings } from '../../src/findings/find-findings';
import { newId } from '../../src/platform/database/ids';
import { FileStorage } from '../../src/platform/storage/file-storage';
import { aComparedPhoto, aReusedPhoto } from '../builders/likeness';
import { aHeic } from '../builders/heic';
import { aPhoto } from '../builders/photo';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

/** One picture used for two homes: found by the real search, shown beside one another, decided and not asked again. */
describe('Two photos that look alike', () => {
  let test: TestApp;
  let supervisor: Visitor;
  let first: BuiltRetrofit;
  let second: BuiltRetrofit;
  let picture: Buffer;
  let original: string;
  let copy: string;

  beforeAll(async () => {
    test = await createTestApp();
    supervisor = await Visitor.as(test, 'supervisor');
    ({ first, second, picture, original, copy } = await aReusedPhoto(test));
  });
  afterAll(() => test.close());

  /** A photo that an old ledger brought, of somebody's record of its own. */
  async function anOldPhoto(fileName: string, file: Buffer): Promise<{ recordId: string; foundId: string }> {
    const { key, sha256 } = await test.get(FileStorage).put(file);
    const [recordId, foundId] = [newId(), newId()];
    await test.db.query(
      `INSERT INTO found_records (id, area_code, year, person_name, community, facts) VALUES ($1, '990101001001', 2020, '李某', '石桥社区', '{}')`,
      [recordId],
    );
    await test.db.query(
      `INSERT INTO found_photos (id, area_code, record_id, year, file_name, sha256, storage_key) VALUES ($1, '990101001001', $2, 2020, $5, $3, $4)`,
      [foundId, recordId, sha256, key, fileName],
    );
    return { recordId, foundId };
  }

  /** The flag E03 of a photo, as the findings stand after a look. */
  async function flagOf(
    { id }: BuiltRetrofit,
    photoId: string,
  ): Promise<{ id: string; state: string } | null> {
    const { findings } = await test.get(FindFindings).ofRetrofit(test.actors.supervisor, id);
    return findings.find(({ rule, subjectId }) => rule === 'E03' && subjectId === photoId) ?? null;
  }

  const page = async (path: string): Promise<string> => (await supervisor.get(path).expect(200)).text;
  const redShare = async (url: string): Promise<number> => {
    const { body } = await test.as('supervisor').get(url).expect(200);
    const { data, info } = await sharp(body as Buffer).raw().toBuffer({ resolveWithObject: true }); // prettier-ignore
    let red = 0;
    for (let at = 0; at < data.length; at += info.channels) if (data[at]! - data[at + 1]! > 50) red += 1;
    return red / (info.width * info.height);
  };

  it('are flagged on both sides, with the photo of the other home', async () => {
    for (const [retrofit, own, other] of [[first, original, copy], [second, copy, original]] as const) {
      expect(await flagOf(retrofit, own)).toMatchObject({ state: 'open' });
      const { body } = await test.as('supervisor').get(`/api/v1/flags?retrofit=${retrofit.id}&rule=E03`).expect(200);
      expect(body.items).toMatchObject([{ weight: 100, photo: { id: own }, others: [{ id: other }] }]);
    }
  }); // prettier-ignore

  it('stand side by side, one over the other and in their difference, with words for each picture', async () => {
    const flag = (await flagOf(second, copy))!;
    const list = await page(`/review?rule=E03&retrofit=${second.id}`);
    expect(list).toContain(`src="/photos/${copy}/screen"`);
    expect(list).toContain(`src="/photos/${original}/screen"`);
    const text = await page(`/review/${flag.id}?rule=E03`);
    for (const src of [`/photos/${copy}/screen`, `/photos/${original}/screen`, `/photos/${copy}/comparisons/${original}/aligned`, `/photos/${copy}/comparisons/${original}/difference`])
      expect(text).toContain(`src="${src}"`);
    const pictures = [...text.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);
    expect(pictures.filter((tag) => !/alt="[^"]{8,}"/.test(tag))).toEqual([]);
    expect(text).toContain('已按画面内容对齐');
    expect(text).toContain(`href="/retrofits/${first.id}"`);
    const english = await page(`/review/${flag.id}?lang=en`);
    expect(english).toContain('Grey where both are alike');
    await page(`/review/${flag.id}?lang=zh-CN`);
  }); // prettier-ignore

  it('show no red where one was only saved anew and made brighter, and much where they are of different rooms', async () => {
    expect(await redShare(`/api/v1/photos/${copy}/comparisons/${original}/difference`)).toBeLessThan(0.01);
    const other = await aComparedPhoto(test, second, await aPhoto({ seed: 4711, scene: 'ramp' }));
    expect(await redShare(`/api/v1/photos/${copy}/comparisons/${other}/difference`)).toBeGreaterThan(0.05);
  });

  it('are not asked about again once decided, until a further photo looks like them', async () => {
    const flag = (await flagOf(second, copy))!;
    const path = `/review/${flag.id}/decision?rule=E03&from=one`;
    const done = await supervisor.send(path, { decision: 'accepted', reason: '同一处卫生间，两户共用' }, `/review/${flag.id}`); // prettier-ignore
    expect(done.status).toBe(303);
    await test.db.query('INSERT INTO findings_due (retrofit_id) VALUES ($1)', [second.id]);
    expect(await flagOf(second, copy)).toMatchObject({ state: 'accepted' });
    expect(await page(`/review?rule=E03&retrofit=${second.id}`)).not.toContain(`id="flag-${flag.id}"`);

    const third = await aRetrofit(test).surveyed().build();
    const again = await aComparedPhoto(test, third, await sharp(picture).jpeg({ quality: 40 }).toBuffer());
    expect(await flagOf(second, copy)).toMatchObject({ id: flag.id, state: 'open' });
    const text = await page(`/review/${flag.id}?with=${again}`);
    expect(text).toContain(`src="/photos/${copy}/comparisons/${again}/difference"`);
    expect(text).toContain(`href="/review/${flag.id}?with=${original}"`);
  });

  it('are shown too where one of them is of an old ledger', async () => {
    const { recordId, foundId } = await anOldPhoto('扶手.jpg', await sharp(picture).jpeg({ quality: 50 }).toBuffer());
    await test.get(ComparePhotos).execute();
    const flag = (await flagOf(second, copy))!;
    const text = await page(`/review/${flag.id}?with=${foundId}`);
    expect(text).toContain(`src="/found-records/photos/${foundId}"`);
    expect(text).toContain(`href="/found-records/${recordId}"`);
    expect(await redShare(`/api/v1/photos/${copy}/comparisons/${foundId}/difference`)).toBeLessThan(0.01);
    await test.as('stranger').get(`/api/v1/photos/${copy}/comparisons/${foundId}/difference`).expect(404);
  }); // prettier-ignore

  it('are shown too where an old ledger brought a phone’s HEIC', async () => {
    const { foundId: heicId } = await anOldPhoto('扶手.heic', aHeic());
    expect(await redShare(`/api/v1/photos/${copy}/comparisons/${heicId}/difference`)).toBeGreaterThan(0);
    expect(await redShare(`/api/v1/photos/${copy}/comparisons/${heicId}/aligned`)).toBeGreaterThanOrEqual(0);
  }); // prettier-ignore
});
