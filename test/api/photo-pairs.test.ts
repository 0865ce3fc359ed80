import { aCompletedRetrofit, CompletedRetrofit } from '../builders/acceptance';
import { aPhoto } from '../builders/photo';
import { newId } from '../../src/platform/database/ids';
import { wrongFields } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';

interface Wanted {
  itemId: string | null;
  wanted: { stage: string; isThere: boolean; likes: { likePhotoId: string; url: string; isMirrored: boolean }[] }[];
} // prettier-ignore

describe('Before and after from the same side', () => {
  let test: TestApp;
  let works: CompletedRetrofit;
  let before: string;

  beforeAll(async () => {
    test = await createTestApp();
    works = await aCompletedRetrofit(test, { withoutPhotos: ['after'], withPictures: true });
    before = await idOf(works.barsId, 'before');
  });
  afterAll(() => test.close());

  const idOf = async (itemId: string, stage: string): Promise<string> =>
    (await test.db.query<{ id: string }>('SELECT id FROM photos WHERE item_id = $1 AND stage = $2', [itemId, stage]))[0]!.id; // prettier-ignore
  const send = async (fields: Record<string, string>) => {
    let sent = test.as('contractor').post(`/api/v1/retrofits/${works.id}/photos`);
    for (const [name, value] of Object.entries(fields)) sent = sent.field(name, value);
    return sent.attach('photos', await aPhoto(), '照片.jpg');
  };
  const afterOfBars = async (): Promise<Wanted['wanted'][number]> => {
    const { body } = await test.as('contractor').get(`/api/v1/retrofits/${works.id}/wanted-photos`).expect(200); // prettier-ignore
    const place = (body as { items: Wanted[] }).items.find(({ itemId }) => itemId === works.barsId)!;
    return place.wanted.find(({ stage }) => stage === 'after')!;
  };

  it('tells the phone which before photo to lay over its picture, and that an after photo stands beside it', async () => {
    const like = { likePhotoId: before, url: `/photos/${before}/screen` };
    expect(await afterOfBars()).toEqual({
      stage: 'after', isThere: false, isTooLate: false, likes: [{ ...like, isMirrored: false }],
    }); // prettier-ignore
    const page = await test.as('contractor').get(`/retrofits/${works.id}/photos`).set('Accept', 'text/html').expect(200); // prettier-ignore
    const way = `/retrofits/${works.id}/photos?place=item:${works.barsId}&amp;stage=after&amp;like=${before}#upload`;
    expect(page.text).toContain(way);
    const form = await test.as('contractor').get(way.replaceAll('&amp;', '&').replace('#upload', '')).set('Accept', 'text/html').expect(200); // prettier-ignore
    expect(form.text).toContain(`name="pairedWith" value="${before}"`);
    const { body } = await send({ stage: 'after', itemId: works.barsId, pairedWith: before });
    const after = (body as { received: { id: string }[] }).received[0]!.id;
    expect((await test.as('contractor').get(`/api/v1/photos/${after}`)).body).toMatchObject({ pairedWith: before }); // prettier-ignore
    expect(await afterOfBars()).toMatchObject({ isThere: true, likes: [{ ...like, isMirrored: true }] });
    const shown = await test.as('supervisor').get(`/retrofits/${works.id}/photos`).set('Accept', 'text/html').expect(200); // prettier-ignore
    const pair = /<section class="tantu-pair">[\s\S]*?<\/section>/.exec(shown.text)![0];
    expect(pair).toContain(`/photos/${before}`);
    expect(pair).toContain(`/photos/${after}`);
  });

  it('refuses a photo of another item, of another stage, or none', async () => {
    const ofBell = await idOf(works.bellId, 'before');
    for (const [stage, pairedWith] of [['after', ofBell], ['during', before], ['after', newId()]] as const) {
      const answer = await send({ stage, itemId: works.barsId, pairedWith });
      expect([answer.status, wrongFields(answer.body)]).toEqual([400, ['pairedWith']]);
    } // prettier-ignore
    const copy = `INSERT INTO photos (id, retrofit_id, item_id, stage, sha256, storage_key, media_type, bytes, width, height, grade, taken_on, uploaded_by, uploader_name, uploader_role, paired_with)
      SELECT $1::uuid, retrofit_id, item_id, 'after', sha256(convert_to($1::uuid::text, 'UTF8')), file_key(sha256(convert_to($1::uuid::text, 'UTF8'))), media_type, bytes, width, height, grade, taken_on, uploaded_by, uploader_name, uploader_role, $2::uuid
        FROM photos WHERE id = $3`;
    await expect(test.db.query(copy, [newId(), ofBell, before])).rejects.toMatchObject({ constraint: 'photos_pair_fits' }); // prettier-ignore
    const changed = `UPDATE photos SET paired_with = NULL WHERE paired_with IS NOT NULL`;
    await expect(test.db.query(changed)).rejects.toMatchObject({ constraint: 'photos_e08_originals_kept' });
  });

  it('tells staff how far from the home a photo was taken, with the accuracy and the radius', async () => {
    const [home] = await test.db.query<{ longitude: string; latitude: string }>('SELECT longitude, latitude FROM households WHERE id = $1', [works.householdId]); // prettier-ignore
    const place = { longitude: home!.longitude, latitude: String(Number(home!.latitude) + 0.01), positionAccuracyM: '30', inApp: 'yes' }; // prettier-ignore
    const { body } = await send({ stage: 'after', itemId: works.bellId, ...place });
    const { id } = (body as { received: { id: string }[] }).received[0]!;
    const page = await test.as('supervisor').get(`/photos/${id}`).set('Accept', 'text/html').expect(200);
    expect(page.text).toMatch(/1,?112 米/);
    expect(page.text).toMatch(/仍超出规定的 200 米/);
    const hidden = await test.as('contractor').get(`/photos/${id}`).set('Accept', 'text/html').expect(200);
    expect(hidden.text).not.toContain('距住所');
  });
});
