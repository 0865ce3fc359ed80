import { RenderReport } from '../../src/acceptance/render-report';
import { ReportFactsRepository } from '../../src/acceptance/report-content/report-facts.repository';
import { AgreePlan } from '../../src/plans/agree-plan';
import { ProposePlan } from '../../src/plans/propose-plan';
import { contentHash } from '../../src/acceptance/report/acceptance-report.content';
import {
  aCompletedRetrofit,
  aDrawnSignature,
  anAcceptedRetrofit,
  anInspection,
  aReportedRetrofit,
  aSigning,
  CompletedRetrofit,
  goodBars,
  goodBell,
  signedByAll,
} from '../builders/acceptance';
import { brokenRules, faults } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';
import { aRetrofit, insertProgramme } from '../builders/retrofit';

describe('Acceptance reports over the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const issue = (id: string, body: object = {}) =>
    test.as('supervisor').post(`/api/v1/retrofits/${id}/reports`, body);
  const year = new Date().getFullYear();
  const sequences = async (): Promise<number[]> => {
    const rows = await test.db.query<{ sequence: number }>(
      'SELECT sequence FROM acceptance_reports ORDER BY sequence',
    );
    return rows.map(({ sequence }) => sequence);
  };

  /** Three pairs of bars instead of two, agreed by the household on the day of acceptance. */
  const varied = async (retrofit: CompletedRetrofit): Promise<void> => {
    const { caseworker } = test.actors;
    const rooms = await test.db.query<{ roomId: string }>(
      'SELECT id AS "roomId" FROM rooms WHERE retrofit_id = $1',
      [retrofit.id],
    );
    const line = { ...rooms[0]!, dimensions: [], note: null };
    const lines = [
      {
        ...line,
        itemId: retrofit.barsId,
        catalogueCode: 'toilet-grab-bar',
        quantity: 3,
        unitPriceFen: 30_000,
      },
      {
        ...line,
        itemId: retrofit.bellId,
        catalogueCode: 'flashing-doorbell',
        quantity: 1,
        unitPriceFen: 20_000,
      },
    ];
    await test.get(ProposePlan).execute(caseworker, retrofit.id, { reason: '门口加装一副', lines }, null);
    const proxy = { proxyRelation: null, proxyReason: null, witnessName: null };
    const agreement = {
      agreedOn: retrofit.days.accepted,
      name: '张三丰',
      relation: 'self' as const,
      ...proxy,
    };
    await test
      .get(AgreePlan)
      .execute(caseworker, retrofit.id, { ...agreement, strokes: aDrawnSignature() }, null);
  };

  it('names who recorded each date, who corrected it, and nobody where no act did', async () => {
    const { id, days } = await aRetrofit(test).approved().consulted().build();
    const corrected = { date: 'surveyedOn', on: days.district, reason: '登记时写错' };
    await test.as('district').post(`/api/v1/retrofits/${id}/date-corrections`, corrected).expect(201);
    await test.db.query('UPDATE retrofits SET plan_agreed_on = consulted_on WHERE id = $1', [id]);
    const dates = await test.database
      .as(test.actors.supervisor)
      .read((tx) => test.get(ReportFactsRepository).dates(tx, id));
    const { district, caseworker } = test.actors;
    expect(dates.slice(0, 4).map(({ recordedBy }) => recordedBy)).toEqual([
      district.name, caseworker.name, caseworker.name, null,
    ]); // prettier-ignore
  });

  it('issues a numbered report of everything recorded, whose hash can be recomputed', async () => {
    const retrofit = await anAcceptedRetrofit(test);
    const { body } = await issue(retrofit.id).expect(201);
    expect(body.number).toMatch(new RegExp(`^试残验〔${year}〕\\d+号$`));
    const report = await test
      .as('auditor')
      .get(`/api/v1/retrofits/${retrofit.id}/reports/${body.id}`)
      .expect(200);
    expect(report.body).toMatchObject({
      isCurrent: true,
      pdf: 'making',
      issuedBy: test.actors.supervisor.name,
    });
    const content = await test
      .as('caseworker')
      .get(`/api/v1/retrofits/${retrofit.id}/reports/${body.id}/content`)
      .expect(200);
    expect(contentHash(content.body)).toBe(report.body.contentHash);
    expect((content.body.dates as { on: string | null }[]).map(({ on }) => on)).toEqual([
      ...(
        [
          'surveyed',
          'measured',
          'consulted',
          'planAgreed',
          'contractSigned',
          'started',
          'completed',
          'accepted',
        ] as const
      ).map((day) => retrofit.days[day]),
      null,
    ]);
    expect(content.body.dates[7]).toMatchObject({ recordedBy: test.actors.supervisor.name, lagDays: 20 });
    expect(content.body.signatures).toHaveLength(5);
    expect(content.body.opinions).toHaveLength(3);
    expect(content.body.amounts).toMatchObject({ plannedFen: 80_000, acceptedFen: 80_000 });
    expect(content.body.items[0]).toMatchObject({
      plannedQuantity: '2',
      acceptedQuantity: '2',
      variation: null,
      result: 'passed',
    });
  });

  it('asks who it is, may it, and does it exist', async () => {
    const retrofit = await anAcceptedRetrofit(test);
    await test.as(null).post(`/api/v1/retrofits/${retrofit.id}/reports`, {}).expect(401);
    await test.as('caseworker').post(`/api/v1/retrofits/${retrofit.id}/reports`, {}).expect(403);
    await test.as('contractor').get(`/api/v1/retrofits/${retrofit.id}/reports`).expect(403);
    await test.as('stranger').post(`/api/v1/retrofits/${retrofit.id}/reports`, {}).expect(404);
    await test.as('stranger').get(`/api/v1/retrofits/${retrofit.id}/reports`).expect(404);
  });

  it('report with a missing signer: refused (S01)', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await test
      .as('district')
      .post(`/api/v1/retrofits/${retrofit.id}/inspections`, anInspection(retrofit))
      .expect(201);
    await signedByAll(test, retrofit, ['household']);
    const { body } = await issue(retrofit.id).expect(422);
    expect(brokenRules(body)).toEqual(['S01']);
    expect(body.findings[0].facts.missing).toEqual(['household']);
    await signedByAll(test, retrofit, ['contractor', 'community', 'street', 'district']);
    const early = await issue(retrofit.id).expect(409);
    expect(faults(early.body)).toContain('还没有完成验收');
  });

  it('a file without photos gets no report (E01)', async () => {
    const retrofit = await aCompletedRetrofit(test, { withoutPhotos: ['before', 'after'] });
    await test
      .as('district')
      .post(`/api/v1/retrofits/${retrofit.id}/inspections`, anInspection(retrofit))
      .expect(201);
    await signedByAll(test, retrofit);
    const { body } = await issue(retrofit.id).expect(422);
    expect(brokenRules(body)).toEqual(['E01']);
  });

  it('says what a variation changed, and is void for those who signed before it (F04, S03)', async () => {
    const retrofit = await aCompletedRetrofit(test);
    const path = `/api/v1/retrofits/${retrofit.id}`;
    const three = [goodBars(retrofit, { acceptedQuantity: 3 }), goodBell(retrofit)];
    const first = anInspection(retrofit, { items: three });
    await test.as('district').post(`${path}/inspections`, first).expect(201);
    await signedByAll(test, retrofit);
    await varied(retrofit);
    const stale = await test.as('district').get(`${path}/acceptance`).expect(200);
    expect((stale.body.signatures as { stands: boolean }[]).some(({ stands }) => stands)).toBe(false);
    const onOldRound = await aSigning(test, retrofit, 'household');
    const refused = await test.as('district').post(`${path}/acceptance/signatures`, onOldRound).expect(409);
    expect(faults(refused.body)).toContain('变更');
    await test.as('district').post(`${path}/inspections`, first).expect(201);
    await signedByAll(test, retrofit);
    const { accepted: acceptedOn } = retrofit.days;
    await test.as('supervisor').post(`${path}/acceptance`, { acceptedOn }).expect(200);
    const { body } = await issue(retrofit.id).expect(201);
    const content = await test.as('supervisor').get(`${path}/reports/${body.id}/content`).expect(200);
    expect(content.body.items[0]).toMatchObject({ plannedQuantity: '2', acceptedQuantity: '3' });
    expect(content.body.items[0].variation.zh).toBe(`第 2 版方案，${acceptedOn} 家庭同意`);
    expect(content.body.amounts).toMatchObject({ plannedFen: 80_000, acceptedFen: 110_000 });
  });

  it('lets one of two issuers at once win and tells the other that it exists', async () => {
    const retrofit = await anAcceptedRetrofit(test);
    const answers = await Promise.all([issue(retrofit.id), issue(retrofit.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('already-exists');
  });

  it('replaces a report by another with a reason; both stay, and the first can’t be replaced twice', async () => {
    const retrofit = await aReportedRetrofit(test);
    await issue(retrofit.id).expect(409);
    await issue(retrofit.id, { supersedesId: retrofit.reportId }).expect(400);
    const replace = { supersedesId: retrofit.reportId, reason: '住户姓名有误' };
    const { body } = await issue(retrofit.id, replace).expect(201);
    await issue(retrofit.id, replace).expect(409);
    const list = await test.as('supervisor').get(`/api/v1/retrofits/${retrofit.id}/reports`).expect(200);
    expect(list.body.items).toMatchObject([
      { id: body.id, isCurrent: true, supersedesId: retrofit.reportId, supersedesReason: '住户姓名有误' },
      { id: retrofit.reportId, isCurrent: false },
    ]);
    const content = await test
      .as('supervisor')
      .get(`/api/v1/retrofits/${retrofit.id}/reports/${body.id}/content`)
      .expect(200);
    expect(content.body.supersedes).toBe(retrofit.number);
    const changed = test.db.query(`UPDATE acceptance_reports SET number = 'x' WHERE id = $1`, [
      retrofit.reportId,
    ]);
    await expect(changed).rejects.toThrow('never changed');
  });

  it('numbers twenty reports at once without a gap, though some fail after they took a number', async () => {
    const programme = await insertProgramme(test, { quota: 30 });
    const retrofits: { id: string }[] = [];
    for (let index = 0; index < 20; index += 1) retrofits.push(await anAcceptedRetrofit(test, { programme }));
    const failing = retrofits.filter((_, index) => index % 4 === 1).map(({ id }) => id);
    await test.db.query(
      `CREATE FUNCTION fail_some() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN IF NEW.retrofit_id IN (${failing.map((id) => `'${id}'`).join(',')}) THEN PERFORM pg_sleep(0.02); RAISE EXCEPTION 'disk is full'; END IF; RETURN NEW; END $$`,
    );
    await test.db.query(
      'CREATE TRIGGER fail_some BEFORE INSERT ON acceptance_reports FOR EACH ROW EXECUTE FUNCTION fail_some()',
    );
    const before = await sequences();
    const answers = await Promise.all(retrofits.map(({ id }) => issue(id)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(15);
    expect(answers.filter(({ status }) => status === 500)).toHaveLength(5);
    await test.db.query('DROP TRIGGER fail_some ON acceptance_reports');
    for (const id of failing) await issue(id).expect(201);
    const after = await sequences();
    expect(after).toHaveLength(before.length + 20);
    expect(after).toEqual(after.map((_, index) => index + 1));
  });

  it('makes the PDF in a job, hands it out and notes who took it', async () => {
    const retrofit = await aReportedRetrofit(test, { withPictures: true });
    const url = `/api/v1/retrofits/${retrofit.id}/reports/${retrofit.reportId}`;
    const early = await test.as('supervisor').get(`${url}/pdf`).expect(409);
    expect(early.body.code).toBe('in-progress');
    const [queued] = await test.db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'render-report' AND data ->> 'reportId' = $1`,
      [retrofit.reportId],
    );
    expect(queued!.count).toBe(1);
    await test.get(RenderReport).execute({ reportId: retrofit.reportId });
    await test.get(RenderReport).execute({ reportId: retrofit.reportId });
    for (const language of ['zh-CN', 'en']) {
      const { body, headers } = await test
        .as('auditor')
        .get(`${url}/pdf?language=${language}`)
        .buffer(true)
        .expect(200);
      expect(headers['content-type']).toBe('application/pdf');
      expect(headers['content-disposition']).toContain(encodeURIComponent(retrofit.number));
      expect((body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    }
    const { body } = await test.as('supervisor').get(url).expect(200);
    expect(body).toMatchObject({ pdf: 'ready', pdfFault: null });
    const downloads = await test.db.query(
      `SELECT FROM history_entries WHERE kind = 'report.downloaded' AND subject_id = $1`,
      [retrofit.reportId],
    );
    expect(downloads).toHaveLength(2);
    await test
      .as('supervisor')
      .get(`/api/v1/retrofits/${retrofit.id}/reports/${retrofit.planId}/pdf`)
      .expect(404);
  });

  it('fails visibly when a photo is gone, and is whole once it is back', async () => {
    const retrofit = await aReportedRetrofit(test);
    await expect(test.get(RenderReport).execute({ reportId: retrofit.reportId })).rejects.toThrow();
    const { body } = await test
      .as('supervisor')
      .get(`/api/v1/retrofits/${retrofit.id}/reports/${retrofit.reportId}`)
      .expect(200);
    expect(body.pdf).toBe('failed');
    expect(body.pdfFault).not.toBeNull();
    await test
      .as('supervisor')
      .get(`/api/v1/retrofits/${retrofit.id}/reports/${retrofit.reportId}/pdf`)
      .expect(409);
  });
});
