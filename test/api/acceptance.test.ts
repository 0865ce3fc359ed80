import { SignatureView } from '../../src/acceptance/acceptance.presenter';
import {
  aCompletedRetrofit,
  ALL_SIGNERS,
  anAcceptedRetrofit,
  anInspection,
  aSigning,
  goodBars,
  flagsDecided,
  goodBell,
  signedByAll,
} from '../builders/acceptance';
import { brokenRules, faults, wrongFields } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';

describe('Acceptance over the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const inspect = (id: string, body: object, who: 'district' | 'caseworker' | 'contractor' = 'district') =>
    test.as(who).post(`/api/v1/retrofits/${id}/inspections`, body);
  const show = (id: string, who: 'district' | 'contractor' = 'district') =>
    test.as(who).get(`/api/v1/retrofits/${id}/acceptance`);
  const complete = (id: string, acceptedOn: string) =>
    test.as('supervisor').post(`/api/v1/retrofits/${id}/acceptance`, { acceptedOn });

  it('inspects every item, takes every signature and accepts', async () => {
    const retrofit = await aCompletedRetrofit(test);
    const before = await show(retrofit.id).expect(200);
    expect(before.body.items).toHaveLength(2);
    expect(before.body.items[0].requirements[0]).toMatchObject({
      key: 'horizontalHeight',
      planned: 700,
      certainty: 'B',
    });
    const { body } = await inspect(retrofit.id, anInspection(retrofit)).expect(201);
    expect(body.round).toBe(1);
    await signedByAll(test, retrofit);
    const signed = await show(retrofit.id).expect(200);
    expect(signed.body.blocking).toEqual([]);
    expect((signed.body.signatures as SignatureView[]).map(({ stands }) => stands)).toEqual(
      ALL_SIGNERS.map(() => true),
    );
    await complete(retrofit.id, retrofit.days.accepted).expect(200);
    const after = await show(retrofit.id).expect(200);
    expect(after.body.acceptedOn).toBe(retrofit.days.accepted);
    const [used] = await test.db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM quota_entries WHERE retrofit_id = $1 AND kind = 'use'`,
      [retrofit.id],
    );
    expect(used!.count).toBe(1);
  });

  it('asks who it is, may it, and does it exist', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await test
      .as(null)
      .post(`/api/v1/retrofits/${retrofit.id}/inspections`, anInspection(retrofit))
      .expect(401);
    await inspect(retrofit.id, anInspection(retrofit), 'contractor').expect(403);
    await test
      .as('stranger')
      .post(`/api/v1/retrofits/${retrofit.id}/inspections`, anInspection(retrofit))
      .expect(404);
    await test.as('stranger').get(`/api/v1/retrofits/${retrofit.id}/acceptance`).expect(404);
    await test
      .as('auditor')
      .post(`/api/v1/retrofits/${retrofit.id}/acceptance`, { acceptedOn: retrofit.days.accepted })
      .expect(403);
  });

  it('refuses the community’s caseworker as acceptor (S08)', async () => {
    const retrofit = await aCompletedRetrofit(test);
    const { body } = await inspect(retrofit.id, anInspection(retrofit), 'caseworker').expect(422);
    expect(brokenRules(body)).toEqual(['S08']);
  });

  it('acceptance before works: nothing can be inspected or accepted that was not completed (C10)', async () => {
    const unfinished = await aCompletedRetrofit(test, { completed: false });
    const none = await inspect(unfinished.id, anInspection(unfinished)).expect(422);
    expect(brokenRules(none.body)).toContain('C10');
    expect(brokenRules((await complete(unfinished.id, unfinished.days.accepted).expect(422)).body)).toContain(
      'C10',
    );
    const retrofit = await aCompletedRetrofit(test);
    const early = await inspect(
      retrofit.id,
      anInspection(retrofit, { inspectedOn: retrofit.days.started }),
    ).expect(422);
    expect(brokenRules(early.body)).toEqual(['C10']);
    await inspect(retrofit.id, anInspection(retrofit)).expect(201);
    await signedByAll(test, retrofit);
    const accepted = await complete(retrofit.id, retrofit.days.started).expect(422);
    expect(brokenRules(accepted.body)).toContain('C10');
  });

  it('waits until every photo was compared with all others, and asks about one that can’t be (E03)', async () => {
    const retrofit = await aCompletedRetrofit(test, { withPhotosWaiting: true });
    await inspect(retrofit.id, anInspection(retrofit)).expect(201);
    await signedByAll(test, retrofit);
    expect((await show(retrofit.id).expect(200)).body).toMatchObject({
      waitingPhotos: 7,
      undecidedFlags: [],
    });
    const early = await complete(retrofit.id, retrofit.days.accepted).expect(409);
    expect(early.body.errors[0].message).toContain('7 张照片');
    const all = `(SELECT id FROM photos WHERE retrofit_id = $1 ORDER BY id)`;
    await test.db.query(`UPDATE photo_fingerprints SET state = 'failed', fault = 'a test' WHERE photo_id IN ${all}`, [retrofit.id]); // prettier-ignore
    const asked = await complete(retrofit.id, retrofit.days.accepted).expect(422);
    expect(brokenRules(asked.body)).toEqual(['E03']);
    expect(asked.body.findings).toHaveLength(7);
    expect(asked.body.findings[0].message).toContain('无法与其他照片比对');
    await flagsDecided(test, retrofit);
    await complete(retrofit.id, retrofit.days.accepted).expect(200);
  });

  it('names each field that does not fit the plan', async () => {
    const retrofit = await aCompletedRetrofit(test);
    const stranger = goodBell(retrofit, { itemId: '018f0000-0000-7000-8000-000000000001' });
    const boxed = goodBell(retrofit, { unboxed: false });
    const { body } = await inspect(retrofit.id, anInspection(retrofit, { items: [boxed, stranger] })).expect(
      400,
    );
    const fields = wrongFields(body);
    expect(fields).toEqual(['items[0].result', 'items[1].itemId', 'items']);
    const future = await inspect(
      retrofit.id,
      anInspection(retrofit, { inspectedOn: '2999-01-01' as never }),
    ).expect(400);
    expect(future.body.errors[0].field).toBe('inspectedOn');
    const bars = goodBars(retrofit, { measured: [] });
    const unmeasured = await inspect(
      retrofit.id,
      anInspection(retrofit, { items: [bars, goodBell(retrofit)] }),
    ).expect(422);
    expect(brokenRules(unmeasured.body)).toEqual(['T01']);
    const measured = goodBars(retrofit).measured.map((one) => ({
      ...one,
      value: 1,
      reasonUnmet: '墙体限制',
      reasonAgreedBy: '张三丰',
    }));
    await inspect(
      retrofit.id,
      anInspection(retrofit, { items: [{ ...bars, measured }, goodBell(retrofit)] }),
    ).expect(201);
  });

  it('opens a defect, has it cured and inspects again', async () => {
    const retrofit = await aCompletedRetrofit(test);
    const failed = goodBars(retrofit, { result: 'defect', note: '扶手松动' });
    await inspect(retrofit.id, anInspection(retrofit, { items: [failed, goodBell(retrofit)] })).expect(201);
    const { body } = await show(retrofit.id, 'contractor').expect(200);
    expect(body.defects).toMatchObject([{ description: '扶手松动', source: 'inspection', curedOn: null }]);
    expect(body.blocking).toEqual([]);
    const defect = `/api/v1/retrofits/${retrofit.id}/defects/${body.defects[0].id}`;
    const hasty = await inspect(retrofit.id, anInspection(retrofit, { items: [goodBars(retrofit)] })).expect(
      422,
    );
    expect(brokenRules(hasty.body)).toEqual(['C19']);
    const signing = await aSigning(test, retrofit, 'household');
    await test
      .as('district')
      .post(`/api/v1/retrofits/${retrofit.id}/acceptance/signatures`, signing)
      .expect(409);
    const early = await test
      .as('contractor')
      .post(`${defect}/cure`, { curedOn: retrofit.days.completed, note: '已加固' })
      .expect(422);
    expect(brokenRules(early.body)).toEqual(['C19']);
    await test
      .as('caseworker')
      .post(`${defect}/cure`, { curedOn: retrofit.days.signed, note: '已加固' })
      .expect(403);
    await test
      .as('contractor')
      .post(`${defect}/cure`, { curedOn: retrofit.days.signed, note: '已加固' })
      .expect(200);
    await test
      .as('district')
      .post(`${defect}/reinspection`, { reinspectedOn: retrofit.days.signed })
      .expect(409);
    const again = { inspectedOn: retrofit.days.signed, opinion: null, items: [goodBars(retrofit)] };
    expect((await inspect(retrofit.id, again).expect(201)).body.round).toBe(2);
    const after = await show(retrofit.id).expect(200);
    expect(after.body.defects[0].reinspectedOn).toBe(retrofit.days.signed);
    expect(after.body.rounds[1].items).toHaveLength(2);
  });

  it('closes a defect whose cure failed and opens another', async () => {
    const retrofit = await aCompletedRetrofit(test);
    const failed = goodBars(retrofit, { result: 'defect', note: '扶手松动' });
    await inspect(retrofit.id, anInspection(retrofit, { items: [failed, goodBell(retrofit)] })).expect(201);
    const { body } = await show(retrofit.id).expect(200);
    const cure = { curedOn: retrofit.days.accepted, note: '已加固' };
    await test
      .as('contractor')
      .post(`/api/v1/retrofits/${retrofit.id}/defects/${body.defects[0].id}/cure`, cure)
      .expect(200);
    await inspect(retrofit.id, anInspection(retrofit, { items: [{ ...failed, note: '仍然松动' }] })).expect(
      201,
    );
    const after = await show(retrofit.id).expect(200);
    expect(after.body.defects).toMatchObject([
      { description: '扶手松动', reinspectedOn: retrofit.days.accepted },
      { description: '仍然松动', reinspectedOn: null },
    ]);
    await test
      .as('contractor')
      .post(`/api/v1/retrofits/${retrofit.id}/defects/${body.defects[0].id}/cure`, cure)
      .expect(409);
  });

  it('voids the signatures of a round when another follows (S03)', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await inspect(retrofit.id, anInspection(retrofit)).expect(201);
    const shown = await aSigning(test, retrofit, 'household');
    await signedByAll(test, retrofit);
    await inspect(retrofit.id, anInspection(retrofit, { opinion: '再看一遍' })).expect(201);
    const { body } = await show(retrofit.id).expect(200);
    expect((body.signatures as SignatureView[]).map((one) => [one.stands, one.voidedReason])).toEqual(
      ALL_SIGNERS.map(() => [false, 'newRound']),
    );
    expect(brokenRules((await complete(retrofit.id, retrofit.days.accepted).expect(422)).body)).toEqual([
      'S01',
    ]);
    const stale = await test
      .as('district')
      .post(`/api/v1/retrofits/${retrofit.id}/acceptance/signatures`, shown)
      .expect(409);
    expect(faults(stale.body)).toContain('重新核对');
  });

  it('sees that what was signed has changed, even by plain SQL (S03)', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await inspect(retrofit.id, anInspection(retrofit)).expect(201);
    await signedByAll(test, retrofit);
    await test.db.query('UPDATE retrofits SET completed_on = completed_on + 1 WHERE id = $1', [retrofit.id]);
    const { body } = await show(retrofit.id).expect(200);
    expect((body.signatures as SignatureView[]).every((one) => !one.stands)).toBe(true);
    const refused = await complete(retrofit.id, retrofit.days.accepted).expect(422);
    expect(brokenRules(refused.body)).toEqual(expect.arrayContaining(['S01', 'S03']));
    await signedByAll(test, retrofit);
    await complete(retrofit.id, retrofit.days.accepted).expect(200);
  });

  it('contractor signing for the household: refused, by the act and by the table (S06)', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await inspect(retrofit.id, anInspection(retrofit)).expect(201);
    for (const role of ['household', 'community', 'street', 'district'] as const) {
      const signing = await aSigning(test, retrofit, role);
      const { body } = await test
        .as('contractor')
        .post(`/api/v1/retrofits/${retrofit.id}/acceptance/signatures`, signing)
        .expect(422);
      expect(brokenRules(body)).toEqual(['S06']);
    }
    const forged = test.db.query(
      `INSERT INTO signatures (id, retrofit_id, purpose, inspection_id, signer_role, signer_name, relation, strokes, content_hash, signed_on, taken_by, taken_by_role)
       SELECT gen_random_uuid(), retrofit_id, 'acceptance', id, 'household', '张三丰', 'self', '[[[1,1,1]]]', decode(repeat('00', 32), 'hex'), inspected_on, $2, 'supervisor'
         FROM inspections WHERE retrofit_id = $1`,
      [retrofit.id, test.actors.contractor.id],
    );
    await expect(forged).rejects.toThrow('signatures_s06_not_by_the_builder');
  });

  it('takes each signature once, and none that the programme does not ask for', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await inspect(retrofit.id, anInspection(retrofit)).expect(201);
    const url = `/api/v1/retrofits/${retrofit.id}/acceptance/signatures`;
    const community = await aSigning(test, retrofit, 'community');
    await test.as('caseworker').post(url, community).expect(201);
    await test.as('caseworker').post(url, community).expect(409);
    await test
      .as('district')
      .post(url, await aSigning(test, retrofit, 'thirdParty'))
      .expect(409);
  });

  it('asks a proxy for relation, reason and a witness who is somebody else (S05)', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await inspect(retrofit.id, anInspection(retrofit)).expect(201);
    const url = `/api/v1/retrofits/${retrofit.id}/acceptance/signatures`;
    const proxy = {
      relation: 'proxy',
      signerName: '李四',
      proxyRelation: '邻居',
      proxyReason: '本人不能写字',
    } as const;
    const alone = await aSigning(test, retrofit, 'household', { ...proxy, witnessName: '李四' });
    expect(brokenRules((await test.as('district').post(url, alone).expect(422)).body)).toEqual(['S05']);
    const seen = await aSigning(test, retrofit, 'household', { ...proxy, witnessName: '王五' });
    await test.as('district').post(url, seen).expect(201);
  });

  it('a file without photos can’t be accepted (E01, E10)', async () => {
    const retrofit = await aCompletedRetrofit(test, { withoutPhotos: ['before', 'tape', 'after', 'inUse'] });
    await inspect(retrofit.id, anInspection(retrofit)).expect(201);
    await signedByAll(test, retrofit);
    expect(brokenRules((await complete(retrofit.id, retrofit.days.accepted).expect(422)).body)).toEqual([
      'E01',
      'E10',
    ]);
    const { body } = await show(retrofit.id).expect(200);
    expect(brokenRules({ findings: body.blocking })).toEqual(['E01', 'E10']);
  });

  it('accepts what was planned, no more and no less, unless a variation was agreed (F04)', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await inspect(
      retrofit.id,
      anInspection(retrofit, { items: [goodBars(retrofit, { acceptedQuantity: 1 }), goodBell(retrofit)] }),
    ).expect(201);
    await signedByAll(test, retrofit);
    expect(brokenRules((await complete(retrofit.id, retrofit.days.accepted).expect(422)).body)).toEqual([
      'F04',
    ]);
  });

  it('is accepted once, not before the last signature, and not from a stale page', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await inspect(retrofit.id, anInspection(retrofit)).expect(201);
    await signedByAll(test, retrofit);
    const early = await complete(retrofit.id, retrofit.days.completed).expect(400);
    expect(early.body.errors[0].field).toBe('acceptedOn');
    await complete(retrofit.id, retrofit.days.accepted).set('If-Match', '"1"').expect(409);
    const [first, second] = await Promise.all([
      complete(retrofit.id, retrofit.days.accepted),
      complete(retrofit.id, retrofit.days.accepted),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    await inspect(retrofit.id, anInspection(retrofit)).expect(409);
  });

  it('records each act in the history of the retrofit', async () => {
    const retrofit = await anAcceptedRetrofit(test);
    const kinds = await test.db.query<{ kind: string }>(
      `SELECT kind FROM history_entries WHERE retrofit_id = $1 AND kind ~ '^(inspection|signature|acceptance)' ORDER BY recorded_at`,
      [retrofit.id],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'inspection.recorded',
      ...ALL_SIGNERS.map(() => 'signature.given'),
      'acceptance.completed',
    ]);
  });
});
