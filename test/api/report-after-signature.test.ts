import { RecordSatisfaction } from '../../src/acceptance/record-satisfaction';
import { SatisfactionView } from '../../src/acceptance/satisfaction.presenter';
import { AcceptanceReportContent } from '../../src/acceptance/report/acceptance-report.content';
import { aDrawnSignature, aReportedRetrofit } from '../builders/acceptance';
import { wrongFields } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

type Reported = Awaited<ReturnType<typeof aReportedRetrofit>>;

describe('A report that is replaced after the satisfaction signature', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const satisfaction = async (id: string): Promise<SatisfactionView> => {
    const { body } = await test.as('caseworker').get(`/api/v1/retrofits/${id}/satisfaction`).expect(200);
    return body as SatisfactionView;
  };
  const state = async ({ id, days }: Reported): Promise<void> => {
    const input = {
      outcome: 'satisfied', words: '很满意', statedOn: days.signed, itemId: null, reportHash: (await satisfaction(id)).report!.contentHash,
      signerName: null, relation: 'self', proxyRelation: null, proxyReason: null, witnessName: null, strokes: aDrawnSignature(),
    } as const; // prettier-ignore
    await test.get(RecordSatisfaction).execute(test.actors.caseworker, id, input, null);
  };
  const aSignedRetrofit = async (): Promise<Reported> => {
    const retrofit = await aReportedRetrofit(test);
    await state(retrofit);
    return retrofit;
  };
  const replace = (retrofit: Reported, more: object = {}) =>
    test.as('supervisor').post(`/api/v1/retrofits/${retrofit.id}/reports`, {
      supersedesId: retrofit.reportId,
      reason: '地址写错了',
      ...more,
    });

  it('needs a word that it is known, and changes nothing without', async () => {
    const retrofit = await aSignedRetrofit();
    const { body } = await replace(retrofit).expect(400);
    expect(wrongFields(body)).toEqual(['voidsSatisfaction']);
    await replace(retrofit, { voidsSatisfaction: true, reason: '' }).expect(400);
    expect((await satisfaction(retrofit.id)).signedOn).toBe(retrofit.days.signed);
  });

  it('voids the signature visibly, opens the last step again, and is signed anew', async () => {
    const retrofit = await aSignedRetrofit();
    const { body } = await replace(retrofit, { voidsSatisfaction: true }).expect(201);
    const open = await satisfaction(retrofit.id);
    expect(open).toMatchObject({
      signedOn: null,
      statements: [{ outcome: 'satisfied', voidedBecause: '地址写错了' }],
    });
    expect(open.statements[0]!.voidedAt).not.toBeNull();
    const content = await test
      .as('supervisor')
      .get(`/api/v1/retrofits/${retrofit.id}/reports/${body.id}/content`);
    expect(
      (content.body as AcceptanceReportContent).dates.find(({ key }) => key === 'signedOn')?.on,
    ).toBeNull();
    await state(retrofit);
    const again = await satisfaction(retrofit.id);
    expect(again.signedOn).toBe(retrofit.days.signed);
    expect(again.statements.map((one) => [one.reportNumber, one.voidedAt === null])).toEqual([
      [retrofit.number, false],
      [body.number, true],
    ]); // prettier-ignore
  });

  it('stands in the history with its reason and the date that was taken back', async () => {
    const retrofit = await aSignedRetrofit();
    await replace(retrofit, { voidsSatisfaction: true }).expect(201);
    const [entry] = await test.db.query(
      `SELECT data, actor_name FROM history_entries WHERE retrofit_id = $1 AND kind = 'satisfaction.voided'`,
      [retrofit.id],
    );
    expect(entry).toEqual({
      actor_name: test.actors.supervisor.name,
      data: { date: 'signedOn', before: retrofit.days.signed, after: null, reason: '地址写错了', report: retrofit.number },
    }); // prettier-ignore
    const { text } = await (await Visitor.as(test, 'supervisor')).get(`/retrofits/${retrofit.id}/history`);
    expect(text).toContain('满意签字作废');
    expect(text).toContain('地址写错了');
  });

  it('asks on its page before it does so, and shows what became void on the household’s', async () => {
    const retrofit = await aSignedRetrofit();
    const visitor = await Visitor.as(test, 'supervisor');
    await test.db.query(
      `UPDATE acceptance_reports SET pdf_key = 'k', pdf_sha256 = sha256('x'), pdf_bytes = 1 WHERE retrofit_id = $1`,
      [retrofit.id],
    );
    const page = `/retrofits/${retrofit.id}/report`;
    expect((await visitor.get(page).expect(200)).text).toContain('这次签字作废');
    const fields = { supersedesId: retrofit.reportId, reason: '地址写错了' };
    const hasty = await visitor.send(page, fields);
    expect([hasty.status, hasty.text.includes('href="#voidsSatisfaction"')]).toEqual([400, true]);
    expect((await visitor.send(page, { ...fields, voidsSatisfaction: 'yes' })).status).toBe(303);
    const { text } = await visitor.get(`/retrofits/${retrofit.id}/satisfaction`).expect(200);
    expect(text).toContain('上次的满意签字作废');
    expect(text).toContain('已作废');
  });

  it('asks for no word where nobody has signed', async () => {
    const retrofit = await aReportedRetrofit(test);
    await replace(retrofit).expect(201);
  });

  describe('in the tables', () => {
    const standing = { constraint: 'retrofits_s03_signature_stands' };
    it('leaves no retrofit signed on a report that counts no more', async () => {
      const { id } = await aSignedRetrofit();
      const superseded = test.db.query('UPDATE acceptance_reports SET is_current = false WHERE retrofit_id = $1', [id]); // prettier-ignore
      await expect(superseded).rejects.toMatchObject(standing);
      const voided = test.db.query(
        `UPDATE signatures SET voided_at = now(), voided_reason = 'x' WHERE retrofit_id = $1 AND purpose = 'satisfaction'`,
        [id],
      );
      await expect(voided).rejects.toMatchObject(standing);
    });

    it('lets no void statement sign again, and none be rewritten or removed', async () => {
      const retrofit = await aSignedRetrofit();
      await replace(retrofit, { voidsSatisfaction: true }).expect(201);
      const signed = test.db.query('UPDATE retrofits SET signed_on = $2 WHERE id = $1', [retrofit.id, retrofit.days.signed]); // prettier-ignore
      await expect(signed).rejects.toMatchObject(standing);
      const kept = { constraint: 'satisfaction_statements_s03_kept' };
      for (const change of [
        `UPDATE satisfaction_statements SET words = 'x'`,
        'DELETE FROM satisfaction_statements',
      ])
        await expect(test.db.query(`${change} WHERE retrofit_id = $1`, [retrofit.id])).rejects.toMatchObject(
          kept,
        );
    });
  });
});
