import { aRetrofit, insertProgramme } from '../builders/retrofit';
import { wrongFields } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';

interface StepBody {
  key: string;
  state: string;
}

describe('Retrofits over the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const states = (body: { steps: StepBody[] }): string[] => body.steps.map(({ state }) => state);
  const rules = (body: { missing: { rule: string }[] }): string[] => body.missing.map(({ rule }) => rule);

  it('opens one, and says who may not', async () => {
    const { householdId, personId } = await aRetrofit(test).build();
    const input = { householdId, personId, programmeId: await insertProgramme(test) };
    await test.as(null).post('/api/v1/retrofits', input).expect(401);
    await test.as('supervisor').post('/api/v1/retrofits', input).expect(403);
    await test
      .as('caseworker')
      .post('/api/v1/retrofits', { ...input, programmeId: 'x' })
      .expect(400);
    await test.as('neighbour').post('/api/v1/retrofits', input).expect(422);
    const { personId: stranger } = await aRetrofit(test).build();
    const other = await test.as('caseworker').post('/api/v1/retrofits', { ...input, personId: stranger }).expect(422); // prettier-ignore
    expect(wrongFields(other.body)).toEqual(['personId']);
    await test.as('caseworker').post('/api/v1/retrofits', input).expect(201);
    const again = await test.as('caseworker').post('/api/v1/retrofits', input).expect(409);
    expect(again.body.findings[0].rule).toBe('P05');
  });

  it('tells for each step where it stands, and for each reader what is next', async () => {
    const { id, days } = await aRetrofit(test).applied().measured().build();
    const { body } = await test.as('caseworker').get(`/api/v1/retrofits/${id}`).expect(200);
    expect(states(body)).toEqual(['done', 'done', 'current', 'waiting', 'waiting', 'waiting', 'waiting']);
    expect(body.allowedActions).toEqual([
      'opinion.give', 'selection.record', 'notice.record', 'survey.correct', 'date.correct', 'room.add', 'photo.add', 'measurement.record', 'consultation.record',
    ]); // prettier-ignore
    expect(body.steps[0]).toMatchObject({
      key: 'siteSurvey',
      recordedBy: '何巧云',
      dates: [{ date: 'surveyedOn', on: days.surveyed, lateDays: 140 }],
    });
    const { body: street } = await test.as('street').get(`/api/v1/retrofits/${id}`).expect(200);
    expect(street.allowedActions).not.toContain('opinion.give');
    const { body: auditor } = await test.as('auditor').get(`/api/v1/retrofits/${id}`).expect(200);
    expect(auditor.allowedActions).toEqual([]);
    const { body: supervisor } = await test.as('supervisor').get(`/api/v1/retrofits/${id}`).expect(200);
    expect(supervisor.allowedActions).toEqual(['retrofit.end']);
  });

  it('says what is missing before the approval and before the next date, with the page that cures it', async () => {
    const { id } = await aRetrofit(test).applied().build();
    const { body } = await test.as('caseworker').get(`/api/v1/retrofits/${id}`).expect(200);
    expect(rules(body)).toEqual(['F01', 'F01', 'F01', 'F02']);
    expect(body.missing[0].fixAt).toEqual({ page: 'opinions', field: 'community' });
    const plan = await aRetrofit(test).approved().consulted().build();
    const { body: planned } = await test.as('caseworker').get(`/api/v1/retrofits/${plan.id}`).expect(200);
    expect(states(planned)[3]).toBe('current');
    expect(rules(planned)).toEqual([]);
  });

  it('shows nothing of another district, and 404 for what it may not know of', async () => {
    const { id } = await aRetrofit(test).build();
    await test.as('stranger').get(`/api/v1/retrofits/${id}`).expect(404);
    await test.as('contractor').get(`/api/v1/retrofits/${id}`).expect(404);
    await test.as(null).get(`/api/v1/retrofits/${id}`).expect(401);
    const { body } = await test.as('stranger').get('/api/v1/retrofits').expect(200);
    expect(body.items).toEqual([]);
  });

  it('lists by step, programme, area and words, and pages by key', async () => {
    const programmeId = await insertProgramme(test);
    const made = [
      await aRetrofit(test).inProgramme(programmeId).withPerson({ name: '欧阳小芳' }).build(),
      await aRetrofit(test)
        .inProgramme(programmeId)
        .withHousehold({ address: '槐树巷 3 号' })
        .surveyed()
        .build(),
      await aRetrofit(test).inProgramme(programmeId).measured().build(),
    ].map(({ id }) => id);
    const list = async (query: string): Promise<string[]> => {
      const { body } = await test
        .as('district')
        .get(`/api/v1/retrofits?programme=${programmeId}&${query}`)
        .expect(200);
      return (body.items as { id: string }[]).map(({ id }) => id);
    };
    expect(await list('')).toEqual([...made].reverse());
    expect(await list('state=measurement')).toEqual([made[1]]);
    expect(await list(`search=${encodeURIComponent('欧阳')}`)).toEqual([made[0]]);
    expect(await list(`search=${encodeURIComponent('槐树')}`)).toEqual([made[1]]);
    expect(await list('area=990101002')).toEqual([]);
    expect(await list('state=ended')).toEqual([]);
    const first = await test
      .as('district')
      .get(`/api/v1/retrofits?programme=${programmeId}&limit=2`)
      .expect(200);
    expect(await list(`after=${first.body.next}`)).toEqual([made[0]]);
    await test.as('district').get('/api/v1/retrofits?state=nowhere').expect(400);
  });

  it('ends one before its works, by a supervisor, and takes nothing afterwards', async () => {
    const { id, days } = await aRetrofit(test).surveyed().build();
    const end = { reason: 'withdrawn', note: '全家迁出' };
    await test.as('caseworker').post(`/api/v1/retrofits/${id}/end`, end).expect(403);
    await test.as('supervisor').post(`/api/v1/retrofits/${id}/end`, { reason: 'bored' }).expect(400);
    await test.as('supervisor').post(`/api/v1/retrofits/${id}/end`, end).expect(201);
    await test.as('supervisor').post(`/api/v1/retrofits/${id}/end`, end).expect(409);
    const { body } = await test.as('caseworker').get(`/api/v1/retrofits/${id}`).expect(200);
    expect(body).toMatchObject({ endedReason: 'withdrawn', allowedActions: [], missing: [] });
    await test
      .as('caseworker')
      .post(`/api/v1/retrofits/${id}/application`, {
        appliedOn: days.applied,
        applicantRelation: 'self',
        channel: 'community',
        needs: '坡道',
      })
      .expect(409);
  });

  it('lists the programme’s households for the street with masked names', async () => {
    const { programmeId } = await aRetrofit(test)
      .withPerson({ name: '欧阳小三' })
      .selected()
      .noticed()
      .build();
    const { body } = await test.as('caseworker').get(`/api/v1/programmes/${programmeId}/notice`).expect(200);
    expect(body).toMatchObject([{ name: '欧阳*三', areaName: '石桥社区' }]);
    await test.as('stranger').get(`/api/v1/programmes/${programmeId}/notice`).expect(404);
    await test.as('contractor').get(`/api/v1/programmes/${programmeId}/notice`).expect(403);
  });
});
