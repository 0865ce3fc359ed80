import { GiveOpinion } from '../../src/applications/give-opinion';
import { EndRetrofit } from '../../src/applications/end-retrofit';
import { RecordWorksDate } from '../../src/construction/record-works-date';
import { calendarDate } from '../../src/platform/time/calendar-date';
import { aContract, putUnder } from '../builders/contract';
import { aRetrofit, BuiltRetrofit, insertProgramme, usualDays } from '../builders/retrofit';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';

describe('Applications over the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const at = ({ id }: { id: string }, path = ''): string => `/api/v1/retrofits/${id}/application${path}`;
  const application = (change: object = {}): object => ({
    appliedOn: usualDays(test).applied,
    applicantRelation: 'self',
    channel: 'community',
    needs: '门口有台阶',
    ...change,
  });
  const agree = (who: PersonKey, made: BuiltRetrofit, givenOn: string, change: object = {}) =>
    test.as(who).post(at(made, '/opinions'), { verdict: 'agree', opinion: '同意', givenOn, ...change });

  it('takes an application and shows it with the name of the person', async () => {
    const made = await aRetrofit(test).build();
    await test.as('caseworker').get(at(made)).expect(404);
    await test.as('caseworker').post(at(made), application()).expect(201);
    const { body } = await test.as('auditor').get(at(made)).expect(200);
    expect(body).toMatchObject({
      applicantName: '张三丰',
      selection: null,
      steps: [{ level: 0, changedSince: false }],
    });
    const again = await test.as('caseworker').post(at(made), application()).expect(409);
    expect(again.body.code).toBe('already-exists');
  });

  it('refuses whoever is not signed in, has another role, or works elsewhere', async () => {
    const made = await aRetrofit(test).build();
    await test.as(null).post(at(made), application()).expect(401);
    await test.as('supervisor').post(at(made), application()).expect(403);
    await test.as('contractor').get(at(made)).expect(403);
    await test.as('neighbour').post(at(made), application()).expect(404);
  });

  it('names the fields that are missing, the proxy’s reason among them', async () => {
    const made = await aRetrofit(test).build();
    const { body } = await test
      .as('caseworker')
      .post(at(made), application({ needs: ' ', appliedOn: 'gestern' }))
      .expect(400);
    expect((body.errors as { field: string }[]).map((error) => error.field)).toEqual(['appliedOn', 'needs']);
    const proxy = await test
      .as('caseworker')
      .post(at(made), application({ applicantRelation: 'proxy' }))
      .expect(400);
    expect((proxy.body.errors as { field: string }[]).map((error) => error.field)).toEqual([
      'applicantName',
      'proxyReason',
    ]);
  });

  it('refuses an application with an expired certificate (C15), outside the terms (P03), or from tomorrow (C13)', async () => {
    const expired = await aRetrofit(test)
      .withPerson({ certificateValidUntil: '2021-01-01' as never })
      .build();
    const first = await test.as('caseworker').post(at(expired), application()).expect(422);
    expect(first.body.findings[0].rule).toBe('C15');
    const tenant = await aRetrofit(test).withHousehold({ tenure: 'privateRental' }).build();
    const second = await test.as('caseworker').post(at(tenant), application()).expect(422);
    expect(second.body.findings[0].rule).toBe('P03');
    const early = await aRetrofit(test).build();
    const third = await test
      .as('caseworker')
      .post(at(early), application({ appliedOn: '2099-01-01' }))
      .expect(422);
    expect(third.body.findings[0]).toMatchObject({ rule: 'C13', fixAt: { field: 'appliedOn' } });
  });

  it('«application without the community’s opinion»: refuses the street’s and the district’s, and SQL too', async () => {
    const made = await aRetrofit(test).applied().build();
    const { body } = await agree('street', made, made.days.street).expect(422);
    expect(body.findings).toMatchObject([{ rule: 'F01', facts: { level: 'community' } }]);
    const district = await agree('district', made, made.days.district).expect(422);
    expect((district.body.findings as { rule: string }[]).map((one) => one.rule)).toEqual(['F01', 'F01']);
    await expect(
      test.db.query(
        `INSERT INTO application_steps (retrofit_id, level, area_code, verdict, given_on, user_id, person_name, opinion, seal_caption, content_hash)
         VALUES ($1, 2, '990101001001', 'agree', $2, $3, '罗建平', '同意', '街道', sha256('x'))`,
        [made.id, made.days.street, test.actors.street.id],
      ),
    ).rejects.toMatchObject({ constraint: 'application_steps_f01_one_after_another' });
  });

  it('«two opinions by one person»: refuses the second, although the person moved up a level', async () => {
    const made = await aRetrofit(test).reviewedByCommunity().build();
    // The community's officer moved up to the street office in the meantime.
    await test.db.query(`UPDATE users SET area_code = '990101001' WHERE id = $1`, [
      test.actors.caseworker.id,
    ]);
    const moved = { ...test.actors.caseworker, areaCode: '990101001' };
    const second = test
      .get(GiveOpinion)
      .execute(moved, made.id, { verdict: 'agree', opinion: '同意', givenOn: made.days.street }, null);
    await expect(second).rejects.toMatchObject({ code: 'rule-broken', findings: [{ rule: 'S02' }] });
    await test.db.query(`UPDATE users SET area_code = '990101001001' WHERE id = $1`, [
      test.actors.caseworker.id,
    ]);
  });

  it('refuses an opinion by the one who handed the application in', async () => {
    const made = await aRetrofit(test).build();
    const proxy = { applicantRelation: 'proxy', applicantName: '何巧云', proxyReason: '本人卧床' };
    await test.as('caseworker').post(at(made), application(proxy)).expect(201);
    const { body } = await agree('caseworker', made, made.days.community).expect(422);
    expect(body.findings[0].rule).toBe('S02');
  });

  it('refuses a street opinion dated before the community’s', async () => {
    const made = await aRetrofit(test).reviewedByCommunity().build();
    const { body } = await agree('street', made, made.days.applied).expect(422);
    expect(body.findings[0]).toMatchObject({ rule: 'C01', fixAt: { field: 'givenOn' } });
  });

  it('asks for the record of the selection before the approval', async () => {
    const made = await aRetrofit(test).reviewedByStreet().build();
    const { body } = await agree('district', made, made.days.district).expect(422);
    expect(body.findings[0]).toMatchObject({ rule: 'F02', fixAt: { page: 'selection' } });
  });

  it('approves with the district’s agreement, which takes a place of the quota, each opinion naming its office', async () => {
    const made = await aRetrofit(test).reviewedByStreet().selected().noticed().build();
    await agree('district', made, made.days.district).expect(201);
    const { body } = await test.as('supervisor').get(at(made)).expect(200);
    expect((body.steps as { sealCaption: string }[]).map((step) => step.sealCaption)).toEqual([
      '', '石桥社区残疾人联合会', '长坡街道残疾人联合会', '东平区残疾人联合会',
    ]); // prettier-ignore
    const [row] = await test.db.query<object>(
      `SELECT r.approved_on::text AS approved, p.quota_available AS available, q.kind FROM retrofits r JOIN programmes p ON p.id = r.programme_id
         JOIN quota_entries q ON q.retrofit_id = r.id WHERE r.id = $1`,
      [made.id],
    );
    expect(row).toEqual({ approved: made.days.district, available: 4, kind: 'reserve' });
    await test
      .as('caseworker')
      .put(at(made, '/selection'), { method: 'dataMatching', selectedOn: made.days.selected, record: '改' })
      .expect(409);
  });

  it('ends the retrofit with a refusal, at any level', async () => {
    const made = await aRetrofit(test).reviewedByCommunity().build();
    await agree('street', made, made.days.street, { verdict: 'refuse', opinion: '不符合条件' }).expect(201);
    const [row] = await test.db.query<object>(
      'SELECT ended_reason, ended_note FROM retrofits WHERE id = $1',
      [made.id],
    );
    expect(row).toEqual({ ended_reason: 'refused', ended_note: '不符合条件' });
    await agree('district', made, made.days.district).expect(409);
  });

  it('lets one of two reviewers at once win and tells the other', async () => {
    const made = await aRetrofit(test).reviewedByStreet().selected().build();
    const answers = await Promise.all([
      agree('district', made, made.days.district),
      agree('supervisor', made, made.days.district, { opinion: '同意上报' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const steps = await test.db.query('SELECT FROM application_steps WHERE retrofit_id = $1', [made.id]);
    expect(steps).toHaveLength(4);
  });

  it('lets one of two approvals at once take the last place', async () => {
    const programmeId = await insertProgramme(test, { quota: 1 });
    const ready = () =>
      aRetrofit(test).inProgramme(programmeId).reviewedByStreet().selected().noticed().build();
    const [one, two] = [await ready(), await ready()];
    const answers = await Promise.all([one, two].map((made) => agree('district', made, made.days.district)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const lost = answers.find(({ status }) => status === 409)!;
    expect(lost.body.findings[0].rule).toBe('Q01');
    const approved = await test.db.query(
      'SELECT FROM retrofits WHERE programme_id = $1 AND approved_on IS NOT NULL',
      [programmeId],
    );
    expect(approved).toHaveLength(1);
  });

  it('refuses a version that somebody changed meanwhile', async () => {
    const made = await aRetrofit(test).applied().build();
    const { body } = await agree('caseworker', made, made.days.community).set('If-Match', '"1"').expect(409);
    expect(body.code).toBe('stale-version');
  });

  it('corrects an opinion’s date with a reason, marks what was seen before, and refuses a contradiction', async () => {
    const made = await aRetrofit(test).approved().build();
    const correct = (who: PersonKey, level: number, givenOn: string) =>
      test.as(who).post(at(made, '/date-corrections'), { level, givenOn, reason: '日期写错' });
    await correct('street', 1, made.days.street).expect(403);
    const after = await correct('caseworker', 1, made.days.district).expect(422);
    expect(after.body.findings[0].rule).toBe('C01');
    await correct('caseworker', 1, made.days.street).expect(201);
    await correct('district', 3, made.days.surveyed).expect(201);
    const [row] = await test.db.query<{ approved: string }>(
      'SELECT approved_on::text AS approved FROM retrofits WHERE id = $1',
      [made.id],
    );
    expect(row!.approved).toBe(made.days.surveyed);
    const { body } = await test.as('caseworker').get(at(made)).expect(200);
    expect((body.steps as { changedSince: boolean }[]).map((step) => step.changedSince)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    await expect(
      test.db.query('UPDATE application_steps SET given_on = $2 WHERE retrofit_id = $1 AND level = 1', [
        made.id,
        '2026-11-20',
      ]),
    ).rejects.toMatchObject({ constraint: 'application_steps_c01_in_order' });
  });

  it('still corrects a date after the officer moved to another office', async () => {
    const made = await aRetrofit(test).approved().build();
    await test.db.query(`UPDATE users SET area_code = '990101002' WHERE id = $1`, [test.actors.street.id]);
    await test
      .as('caseworker')
      .post(at(made, '/date-corrections'), { level: 1, givenOn: made.days.applied, reason: '日期写错' })
      .expect(201);
    await test.db.query(`UPDATE users SET area_code = '990101001' WHERE id = $1`, [test.actors.street.id]);
  });

  it('records the public notice until the works start, never beginning in the future', async () => {
    const made = await aRetrofit(test).applied().build();
    const notice = { noticeFrom: made.days.noticeFrom, noticeUntil: made.days.noticeUntil, place: '村委会' };
    const put = (change: object) => test.as('caseworker').put(at(made, '/notice'), { ...notice, ...change });
    const reversed = await put({ noticeUntil: made.days.applied }).expect(422);
    expect(reversed.body.findings[0].rule).toBe('C03');
    const ahead = await put({ noticeFrom: '2098-01-01', noticeUntil: '2098-01-10' }).expect(422);
    expect(ahead.body.findings[0].rule).toBe('C13');
    await put({ noticeUntil: '2098-01-10' }).expect(200);
    await put({}).expect(200);
    const { body } = await test.as('caseworker').get(at(made)).expect(200);
    expect(body.notice).toMatchObject({ ...notice, objections: null });
  });

  it('gives the place back when a supervisor ends the retrofit', async () => {
    const made = await aRetrofit(test).approved().build();
    await test
      .get(EndRetrofit)
      .execute(test.actors.supervisor, made.id, { reason: 'withdrawn', note: '全家迁出' }, null);
    const [row] = await test.db.query<{ available: number }>(
      'SELECT quota_available AS available FROM programmes WHERE id = $1',
      [made.programmeId],
    );
    expect(row!.available).toBe(5);
  });

  it('«2022 quota used in 2021»: a place is reserved, but works of 2021 are refused (C12), by the act and by SQL', async () => {
    const made = await aRetrofit(test)
      .inProgramme({ startsOn: '2022-01-01', endsOn: '2022-12-31' })
      .applied('2021-03-01')
      .reviewedByCommunity('2021-03-03')
      .reviewedByStreet('2021-03-05')
      .selected('2021-03-04')
      .noticed('2021-03-06', '2021-03-16')
      .approved('2021-03-20')
      .surveyed('2021-04-01')
      .measured('2021-04-01')
      .consulted('2021-04-02')
      .build();
    await test.db.query(`UPDATE retrofits SET plan_agreed_on = '2021-04-10' WHERE id = $1`, [made.id]);
    const { contractorId } = test.actors.contractor;
    const signed = { signedOn: calendarDate('2021-04-20'), decidedOn: calendarDate('2021-04-15') };
    const contract = await aContract(test, {
      programmeId: made.programmeId,
      contractorId: contractorId!,
      ...signed,
    });
    await putUnder(test, contract.id, made);
    const start = test
      .get(RecordWorksDate)
      .execute(test.actors.contractor, made.id, 'startedOn', calendarDate('2021-05-10'), null);
    await expect(start).rejects.toMatchObject({
      code: 'rule-broken',
      findings: [{ rule: 'C12', facts: { earlier: 'programmeStartsOn', laterOn: '2021-05-10' } }],
    });
    const bySql = test.db.query(`UPDATE retrofits SET started_on = '2021-05-10' WHERE id = $1`, [made.id]);
    await expect(bySql).rejects.toMatchObject({ constraint: 'retrofits_c12_start_in_programme' });
  });
});
