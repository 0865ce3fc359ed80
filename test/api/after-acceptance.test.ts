import { RecordSatisfaction } from '../../src/acceptance/record-satisfaction';
import { newId } from '../../src/platform/database/ids';
import {
  anAcceptedRetrofit,
  aDrawnSignature,
  aReportedRetrofit,
  CompletedRetrofit,
} from '../builders/acceptance';
import { aPhoto } from '../builders/photo';
import { brokenRules, faults } from '../support/answers';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

describe('What an acceptance rests on', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const send = async (who: PersonKey, { id }: CompletedRetrofit, itemId: string, stage = 'after') =>
    test
      .as(who)
      .post(`/api/v1/retrofits/${id}/photos`)
      .field('stage', stage)
      .field('itemId', itemId)
      .attach('photos', await aPhoto(), '照片.jpg');
  const complain = async (retrofit: CompletedRetrofit, itemId: string | null): Promise<string> => {
    const { body } = await test
      .as('caseworker')
      .get(`/api/v1/retrofits/${retrofit.id}/satisfaction`)
      .expect(200);
    const input = {
      outcome: 'notDone', words: '扶手松了', statedOn: retrofit.days.signed, itemId, reportHash: body.report.contentHash as string,
      signerName: null, relation: 'self', proxyRelation: null, proxyReason: null, witnessName: null, strokes: aDrawnSignature(),
    } as const; // prettier-ignore
    await test.get(RecordSatisfaction).execute(test.actors.caseworker, retrofit.id, input, null);
    const [defect] = await test.db.query<{ id: string }>('SELECT id FROM defects WHERE retrofit_id = $1', [
      retrofit.id,
    ]);
    return defect!.id;
  };
  const photoOf = async (retrofit: CompletedRetrofit, itemId: string): Promise<string> =>
    (
      await test.db.query<{ id: string }>(
        `SELECT id FROM photos WHERE retrofit_id = $1 AND item_id = $2 AND stage = 'after' ORDER BY received_at LIMIT 1`,
        [retrofit.id, itemId],
      )
    )[0]!.id;

  it.each(['contractor', 'caseworker'] as const)('takes no photo of the %s any more', async (who) => {
    const retrofit = await anAcceptedRetrofit(test);
    for (const stage of ['during', 'after', 'tape']) {
      const { status, body } = await send(who, retrofit, retrofit.barsId, stage);
      expect([status, brokenRules(body)]).toEqual([422, ['E08']]);
      expect(faults(body)).toContain('整改照片');
    }
    const { text } = await (await Visitor.as(test, who)).get(`/retrofits/${retrofit.id}/photos`).expect(200);
    expect(text).toContain('照片不能再增加');
    expect(text).not.toContain('id="upload"');
  });

  it('takes no progress note any more, and says where a cure is told', async () => {
    const retrofit = await anAcceptedRetrofit(test);
    const note = { notedOn: retrofit.days.accepted, note: '又做了一点' };
    const { body } = await test
      .as('contractor')
      .post(`/api/v1/retrofits/${retrofit.id}/progress`, note)
      .expect(409);
    expect(faults(body)).toContain('登记整改');
    const noted = test.db.query(
      `INSERT INTO progress_notes (id, retrofit_id, noted_on, note, author_name) VALUES ($1, $2, $3, '又做了一点', '工长')`,
      [newId(), retrofit.id, retrofit.days.accepted],
    );
    await expect(noted).rejects.toMatchObject({ constraint: 'progress_notes_not_after_acceptance' });
  });

  it('opens to the cure of a complaint alone, of its item, until that is inspected again', async () => {
    const retrofit = await aReportedRetrofit(test);
    const accepted = await photoOf(retrofit, retrofit.barsId);
    const defect = await complain(retrofit, retrofit.barsId);
    expect((await send('contractor', retrofit, retrofit.bellId)).status).toBe(422);
    const first = await send('contractor', retrofit, retrofit.barsId);
    const second = await send('contractor', retrofit, retrofit.barsId);
    expect([first.status, second.status]).toEqual([201, 201]);
    const [cure, better] = [first, second].map(({ body }) => body.received[0].id as string);
    const swap = (id: string, byPhotoId: string) =>
      test.as('caseworker').post(`/api/v1/photos/${id}/supersede`, { byPhotoId, reason: '拍得更清楚' });
    const { body } = await swap(accepted, cure!).expect(422);
    expect(brokenRules(body)).toEqual(['E08']);
    expect(faults(body)).toContain('重新签发');
    await swap(cure!, better!).expect(200);
    const path = `/api/v1/retrofits/${retrofit.id}/defects/${defect}`;
    await test
      .as('contractor')
      .post(`${path}/cure`, { curedOn: retrofit.days.signed, note: '已加固' })
      .expect(200);
    await test
      .as('district')
      .post(`${path}/reinspection`, { reinspectedOn: retrofit.days.signed })
      .expect(200);
    expect((await send('contractor', retrofit, retrofit.barsId)).status).toBe(422);
  });

  it('opens everywhere where the complaint is about the home as a whole', async () => {
    const retrofit = await aReportedRetrofit(test);
    await complain(retrofit, null);
    expect((await send('caseworker', retrofit, retrofit.bellId)).status).toBe(201);
    const { text } = await (await Visitor.as(test, 'contractor')).get(`/retrofits/${retrofit.id}/photos`);
    expect(text).toContain('id="upload"');
  });

  it('is closed in the table too: neither a new photo nor another in the place of one', async () => {
    const retrofit = await anAcceptedRetrofit(test);
    const closed = { constraint: 'photos_e08_after_acceptance' };
    const added = test.db.query(
      `INSERT INTO photos (id, retrofit_id, area_code, item_id, stage, sha256, storage_key, media_type, bytes, width, height, grade, taken_on, uploaded_by,
                           uploader_name, uploader_role)
       SELECT $2, retrofit_id, area_code, item_id, 'after', sha256('late'), file_key(sha256('late')), media_type, 1, 1, 1, 'none', taken_on, uploaded_by, 'x', 'caseworker'
         FROM photos WHERE retrofit_id = $1 LIMIT 1`,
      [retrofit.id, newId()],
    );
    await expect(added).rejects.toMatchObject(closed);
    const [bars, bell] = [await photoOf(retrofit, retrofit.barsId), await photoOf(retrofit, retrofit.bellId)];
    const superseded = test.db.query(
      `UPDATE photos SET superseded_by = $2, superseded_reason = 'x' WHERE id = $1`,
      [bars, bell],
    );
    await expect(superseded).rejects.toMatchObject(closed);
  });
});
