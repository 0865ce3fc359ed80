import { RecordSatisfactionDto } from '../../src/acceptance/acceptance.dto';
import { aDrawnSignature, anAcceptedRetrofit, aReportedRetrofit } from '../builders/acceptance';
import { brokenRules, faults, wrongFields } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';

type Reported = Awaited<ReturnType<typeof aReportedRetrofit>>;

describe('The satisfaction signature over the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const show = (id: string) => test.as('caseworker').get(`/api/v1/retrofits/${id}/satisfaction`);
  const state = (id: string, body: object) =>
    test.as('caseworker').post(`/api/v1/retrofits/${id}/satisfaction`, body);
  const aStatement = async (
    retrofit: Reported,
    change: Partial<RecordSatisfactionDto> = {},
  ): Promise<RecordSatisfactionDto> => ({
    outcome: 'satisfied',
    words: '很满意',
    statedOn: retrofit.days.signed,
    itemId: null,
    reportHash: (await show(retrofit.id).expect(200)).body.report?.contentHash ?? '0'.repeat(64),
    signerName: null,
    relation: 'self',
    proxyRelation: null,
    proxyReason: null,
    witnessName: null,
    strokes: aDrawnSignature(),
    ...change,
  });

  it('signs the retrofit when the person is satisfied, bound to the report', async () => {
    const retrofit = await aReportedRetrofit(test);
    const { body } = await state(retrofit.id, await aStatement(retrofit)).expect(201);
    expect(body.signed).toBe(true);
    const shown = await show(retrofit.id).expect(200);
    expect(shown.body).toMatchObject({
      signedOn: retrofit.days.signed,
      statements: [{ outcome: 'satisfied', relation: 'self', reportNumber: retrofit.number }],
    });
    const [signature] = await test.db.query<{ hash: string }>(
      `SELECT encode(content_hash, 'hex') AS hash FROM signatures WHERE retrofit_id = $1 AND purpose = 'satisfaction'`,
      [retrofit.id],
    );
    expect(signature!.hash).toBe(shown.body.report.contentHash);
    await state(retrofit.id, await aStatement(retrofit)).expect(409);
  });

  it('asks who it is, may it, and does it exist', async () => {
    const retrofit = await aReportedRetrofit(test);
    const statement = await aStatement(retrofit);
    const url = `/api/v1/retrofits/${retrofit.id}/satisfaction`;
    await test.as(null).post(url, statement).expect(401);
    await test.as('contractor').post(url, statement).expect(403);
    await test.as('neighbour').post(url, statement).expect(404);
    const { body } = await state(retrofit.id, { ...statement, outcome: 'perhaps', strokes: [] }).expect(400);
    expect(wrongFields(body).sort()).toEqual(['outcome', 'strokes']);
  });

  it('signature before acceptance: refused (C11)', async () => {
    const retrofit = await aReportedRetrofit(test);
    const { body } = await state(
      retrofit.id,
      await aStatement(retrofit, { statedOn: retrofit.days.completed }),
    ).expect(422);
    expect(brokenRules(body)).toEqual(['C11']);
    const plain = test.db.query('UPDATE retrofits SET signed_on = accepted_on - 1 WHERE id = $1', [
      retrofit.id,
    ]);
    await expect(plain).rejects.toThrow('retrofits_c11_acceptance_before_signature');
  });

  it('needs a report, and the one that was shown', async () => {
    const accepted = await anAcceptedRetrofit(test);
    const none = await state(accepted.id, await aStatement({ ...accepted, reportId: '', number: '' })).expect(
      409,
    );
    expect(faults(none.body)).toContain('还没有签发');
    const retrofit = await aReportedRetrofit(test);
    const seen = await aStatement(retrofit);
    const replace = { supersedesId: retrofit.reportId, reason: '更正地址' };
    await test.as('supervisor').post(`/api/v1/retrofits/${retrofit.id}/reports`, replace).expect(201);
    const { body } = await state(retrofit.id, seen).expect(409);
    expect(faults(body)).toContain('被替代');
    await state(retrofit.id, await aStatement(retrofit)).expect(201);
  });

  it.each(['notDone', 'notSatisfied'] as const)(
    '%s opens a defect and does not sign; cured and looked at, it can be signed (S07)',
    async (outcome) => {
      const retrofit = await aReportedRetrofit(test);
      await state(retrofit.id, await aStatement(retrofit, { outcome, words: null })).expect(400);
      const complaint = await aStatement(retrofit, { outcome, words: '扶手没有装', itemId: retrofit.barsId });
      expect((await state(retrofit.id, complaint).expect(201)).body.signed).toBe(false);
      const { body } = await show(retrofit.id).expect(200);
      expect(body).toMatchObject({
        signedOn: null,
        defects: [{ description: '扶手没有装', source: 'household', itemId: retrofit.barsId }],
      });
      const hasty = await state(retrofit.id, await aStatement(retrofit)).expect(422);
      expect(brokenRules(hasty.body)).toEqual(['S07']);
      await test
        .as('supervisor')
        .post(`/api/v1/retrofits/${retrofit.id}/reports`, {
          supersedesId: retrofit.reportId,
          reason: '补装后更正',
        })
        .expect(409);
      const defect = `/api/v1/retrofits/${retrofit.id}/defects/${body.defects[0].id}`;
      const again = { reinspectedOn: retrofit.days.signed };
      await test.as('district').post(`${defect}/reinspection`, again).expect(422);
      await test
        .as('contractor')
        .post(`${defect}/cure`, { curedOn: retrofit.days.signed, note: '已安装' })
        .expect(200);
      await test.as('caseworker').post(`${defect}/reinspection`, again).expect(422);
      await test.as('district').post(`${defect}/reinspection`, again).expect(200);
      await state(retrofit.id, await aStatement(retrofit)).expect(201);
      expect((await show(retrofit.id).expect(200)).body.signedOn).toBe(retrofit.days.signed);
    },
  );

  it('takes a guardian’s and an explained proxy’s word, with a witness (S05)', async () => {
    const retrofit = await aReportedRetrofit(test);
    const proxy = {
      relation: 'proxy',
      signerName: '李四',
      proxyRelation: '侄子',
      proxyReason: '本人不识字',
    } as const;
    const { body } = await state(retrofit.id, await aStatement(retrofit, proxy)).expect(422);
    expect(brokenRules(body)).toEqual(['S05']);
    await state(retrofit.id, await aStatement(retrofit, { relation: 'guardian', signerName: null })).expect(
      400,
    );
    await state(retrofit.id, await aStatement(retrofit, { ...proxy, witnessName: '王五' })).expect(201);
  });
});
