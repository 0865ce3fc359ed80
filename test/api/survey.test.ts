import { aRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';

describe('The first three steps over the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const at = ({ id }: { id: string }, path: string): string => `/api/v1/retrofits/${id}/${path}`;
  const survey = (surveyedOn: string, change: object = {}): object => ({
    surveyedOn, dwelling: 'farmhouse', condition: 'worn', needs: '门口台阶高', storey: 1,
    longitude: 113.123456, latitude: 33.123456, positionAccuracyM: 8.5, rooms: [{ kind: 'bathroom', name: '卫生间' }], ...change,
  }); // prettier-ignore
  const fields = (body: { errors: { field: string }[] }): string[] => body.errors.map(({ field }) => field);

  it('records the site survey with its rooms and shows it', async () => {
    const made = await aRetrofit(test).build();
    await test.as('caseworker').get(at(made, 'survey')).expect(404);
    await test.as('caseworker').post(at(made, 'survey'), survey(made.days.surveyed)).expect(201);
    const { body } = await test.as('supervisor').get(at(made, 'survey')).expect(200);
    expect(body).toMatchObject({
      surveyedOn: made.days.surveyed,
      longitude: 113.123456,
      surveyorName: '何巧云',
      rooms: [{ name: '卫生间' }],
    });
    await test.as('caseworker').post(at(made, 'survey'), survey(made.days.surveyed)).expect(409);
  });

  it('refuses whoever is not signed in, has another role, or works elsewhere', async () => {
    const made = await aRetrofit(test).build();
    await test.as(null).post(at(made, 'survey'), survey(made.days.surveyed)).expect(401);
    await test.as('supervisor').post(at(made, 'survey'), survey(made.days.surveyed)).expect(403);
    await test.as('contractor').post(at(made, 'survey'), survey(made.days.surveyed)).expect(403);
    await test.as('neighbour').post(at(made, 'survey'), survey(made.days.surveyed)).expect(404);
  });

  it('names the fields that are wrong', async () => {
    const made = await aRetrofit(test).build();
    const rooms = [
      { kind: 'bathroom', name: '卫生间' },
      { kind: 'kitchen', name: '卫生间' },
    ];
    const first = await test
      .as('caseworker')
      .post(at(made, 'survey'), survey(made.days.surveyed, { rooms }))
      .expect(400);
    expect(fields(first.body)).toEqual(['rooms[1].name']);
    const second = await test
      .as('caseworker')
      .post(at(made, 'survey'), survey('morgen', { dwelling: 'tent', rooms: [] }))
      .expect(400);
    expect(fields(second.body).sort()).toEqual(['dwelling', 'rooms', 'surveyedOn']);
    const third = await test
      .as('caseworker')
      .post(at(made, 'survey'), survey(made.days.surveyed, { longitude: null }))
      .expect(400);
    expect(fields(third.body)).toEqual(['longitude']);
  });

  it('refuses the survey of somebody who had died (C16), and one from tomorrow (C13)', async () => {
    const made = await aRetrofit(test)
      .withPerson({ diedOn: '2025-01-01' as never })
      .build();
    const { body } = await test
      .as('caseworker')
      .post(at(made, 'survey'), survey(made.days.surveyed))
      .expect(422);
    expect(body.findings[0].rule).toBe('C16');
    const alive = await aRetrofit(test).build();
    const early = await test.as('caseworker').post(at(alive, 'survey'), survey('2099-01-01')).expect(422);
    expect(early.body.findings[0]).toMatchObject({ rule: 'C13', fixAt: { field: 'surveyedOn' } });
  });

  it('adds rooms, and removes one that nothing names', async () => {
    const made = await aRetrofit(test).measured().build();
    const added = await test
      .as('caseworker')
      .post(at(made, 'rooms'), { kind: 'kitchen', name: '厨房' })
      .expect(201);
    await test.as('caseworker').post(at(made, 'rooms'), { kind: 'kitchen', name: '厨房' }).expect(409);
    await test
      .as('caseworker')
      .delete(at(made, `rooms/${added.body.id}`))
      .expect(200);
    await test
      .as('caseworker')
      .delete(at(made, `rooms/${added.body.id}`))
      .expect(404);
    const used = await test
      .as('caseworker')
      .delete(at(made, `rooms/${made.rooms.entrance}`))
      .expect(409);
    expect(used.body.code).toBe('still-in-use');
  });

  it('records measurements, adds more on the same day’s record, and takes a wrong line out', async () => {
    const made = await aRetrofit(test).surveyed().build();
    const line = (place: string) => ({
      roomId: made.rooms.bathroom,
      what: 'doorClearWidth',
      place,
      valueMm: 720,
    });
    const post = (body: object) => test.as('caseworker').post(at(made, 'measurements'), body);
    expect(fields((await post({ measurements: [line('门')] }).expect(400)).body)).toEqual(['measuredOn']);
    const early = await post({ measuredOn: made.days.applied, measurements: [line('门')] }).expect(422);
    expect(early.body.findings[0]).toMatchObject({ rule: 'C04', fixAt: { field: 'measuredOn' } });
    await post({ measuredOn: made.days.measured, measurements: [line('门')] }).expect(201);
    await post({ measurements: [line('窗')] }).expect(201);
    expect((await post({ measurements: [line('窗')] }).expect(409)).body.code).toBe('already-exists');
    await post({ measuredOn: made.days.consulted, measurements: [line('墙')] }).expect(400);
    const strange = { ...line('墙'), roomId: made.id };
    expect(fields((await post({ measurements: [strange] }).expect(400)).body)).toEqual([
      'measurements[0].roomId',
    ]);
    const { body } = await test.as('district').get(at(made, 'measurements')).expect(200);
    expect((body.measurements as { place: string }[]).map((one) => one.place)).toEqual(['门', '窗']);
    await test
      .as('caseworker')
      .delete(at(made, `measurements/${body.measurements[1].id}`))
      .expect(200);
  });

  it('refuses the consultation before the measurement, and says what is missing', async () => {
    const made = await aRetrofit(test).surveyed().build();
    const { body } = await test
      .as('caseworker')
      .post(at(made, 'consultation'), {
        consultedOn: made.days.consulted,
        consulted: 'self',
        wishes: '扶手',
        readAloud: true,
        answer: 'agree',
      })
      .expect(422);
    expect(body.findings[0]).toMatchObject({
      rule: 'C04',
      facts: { earlier: 'measuredOn', earlierOn: null },
      fixAt: { page: 'measurement' },
    });
  });

  it('ends the retrofit when the household declines, and gives its place back', async () => {
    const made = await aRetrofit(test).approved().measured().build();
    const answer = {
      consultedOn: made.days.consulted,
      consulted: 'self',
      wishes: '不改',
      readAloud: true,
      answer: 'decline',
    };
    const { body } = await test.as('caseworker').post(at(made, 'consultation'), answer).expect(400);
    expect(fields(body)).toEqual(['refusalReason']);
    await test
      .as('caseworker')
      .post(at(made, 'consultation'), { ...answer, refusalReason: '准备搬家' })
      .expect(201);
    const [row] = await test.db.query<object>(
      'SELECT ended_reason, consulted_on::text AS consulted, quota_available FROM retrofits r JOIN programmes p ON p.id = r.programme_id WHERE r.id = $1',
      [made.id],
    );
    expect(row).toEqual({
      ended_reason: 'householdDeclined',
      consulted: made.days.consulted,
      quota_available: 5,
    });
  });

  it('asks why somebody else was consulted', async () => {
    const made = await aRetrofit(test).measured().build();
    const { body } = await test
      .as('caseworker')
      .post(at(made, 'consultation'), {
        consultedOn: made.days.consulted,
        consulted: 'proxy',
        wishes: '扶手',
        readAloud: false,
        answer: 'agree',
      })
      .expect(400);
    expect(fields(body)).toEqual(['consultedName', 'reasonNotSelf']);
  });

  it('corrects a date with its reason, but not into a contradiction', async () => {
    const made = await aRetrofit(test).consulted().build();
    const correct = (date: string, on: string) =>
      test.as('caseworker').post(at(made, 'date-corrections'), { date, on, reason: '登记时写错' });
    const late = await correct('surveyedOn', made.days.planAgreed).expect(422);
    expect(late.body.findings[0]).toMatchObject({ rule: 'C04', fixAt: { field: 'on' } });
    await correct('consultedOn', made.days.planAgreed).expect(201);
    const [entry] = await test.db.query<{ data: object }>(
      `SELECT data FROM history_entries WHERE retrofit_id = $1 AND kind = 'date.corrected'`,
      [made.id],
    );
    expect(entry!.data).toEqual({
      date: 'consultedOn',
      before: made.days.consulted,
      after: made.days.planAgreed,
      reason: '登记时写错',
    });
    const unknown = await aRetrofit(test).build();
    await test
      .as('caseworker')
      .post(at(unknown, 'date-corrections'), { date: 'surveyedOn', on: made.days.surveyed, reason: '错' })
      .expect(409);
  });

  const facts = { dwelling: 'farmhouse', condition: 'worn', needs: '门口台阶高', reason: '登记时写错' };
  const words = { consulted: 'self', wishes: '想装扶手', readAloud: true, reason: '写错一个字' };

  it('corrects the facts of a survey with the reason, and keeps what stood there before', async () => {
    const made = await aRetrofit(test).build();
    await test.as('caseworker').post(at(made, 'survey-corrections'), facts).expect(409);
    await test.as('caseworker').post(at(made, 'survey'), survey(made.days.surveyed)).expect(201);
    const right = { ...facts, storey: 1, needs: '门口台阶高，没有扶手', longitude: null, latitude: null };
    const correct = (who: 'caseworker' | 'supervisor' | 'neighbour' | null, input: object) =>
      test.as(who).post(at(made, 'survey-corrections'), input);
    await correct(null, right).expect(401);
    await correct('supervisor', right).expect(403);
    await correct('neighbour', right).expect(404);
    expect(fields((await correct('caseworker', { ...right, reason: '' }).expect(400)).body)).toEqual([
      'reason',
    ]);
    expect(fields((await correct('caseworker', { ...right, latitude: 33 }).expect(400)).body)).toEqual(['longitude']); // prettier-ignore
    await correct('caseworker', right).expect(201);
    expect(fields((await correct('caseworker', right).expect(400)).body)).toEqual(['reason']);
    const { body } = await test.as('supervisor').get(at(made, 'survey')).expect(200);
    expect(body).toMatchObject({ needs: '门口台阶高，没有扶手', longitude: null, positionAccuracyM: null, rooms: [{ name: '卫生间' }] }); // prettier-ignore
    expect(body.corrections).toEqual([
      {
        recordedAt: expect.any(String) as string,
        by: '何巧云',
        reason: '登记时写错',
        changes: {
          needs: { before: '门口台阶高', after: '门口台阶高，没有扶手' },
          longitude: { before: 113.123456, after: null },
          latitude: { before: 33.123456, after: null },
          positionAccuracyM: { before: 8.5, after: null },
        },
      },
    ]);
  });

  it('corrects who was asked and what they said, never whether they agree', async () => {
    const made = await aRetrofit(test).measured().build();
    await test.as('caseworker').post(at(made, 'consultation-corrections'), words).expect(409);
    const said = { consultedOn: made.days.consulted, consulted: 'self', wishes: '想装扶首', readAloud: true, answer: 'agree' }; // prettier-ignore
    await test.as('caseworker').post(at(made, 'consultation'), said).expect(201);
    const correct = (input: object) =>
      test.as('caseworker').post(at(made, 'consultation-corrections'), input);
    expect(fields((await correct({ ...words, answer: 'decline' }).expect(400)).body)).toEqual(['answer']);
    const proxy = await correct({ ...words, consulted: 'proxy' }).expect(400);
    expect(fields(proxy.body)).toEqual(['consultedName', 'reasonNotSelf']);
    await correct(words).expect(201);
    const { body } = await test.as('caseworker').get(at(made, 'consultation')).expect(200);
    expect(body).toMatchObject({ wishes: '想装扶手', agrees: true });
    expect(body.corrections).toMatchObject([
      { reason: '写错一个字', changes: { wishes: { before: '想装扶首', after: '想装扶手' } } },
    ]);
    const stale = { ...words, wishes: '想装坡道' };
    await test.as('caseworker').post(at(made, 'consultation-corrections'), stale).set('If-Match', '"1"').expect(409); // prettier-ignore
  });

  it('corrects neither once the household has agreed to the plan, on no path', async () => {
    const made = await aRetrofit(test).consulted().build();
    await test.db.query('UPDATE retrofits SET plan_agreed_on = consulted_on WHERE id = $1', [made.id]);
    await test
      .as('caseworker')
      .post(at(made, 'survey-corrections'), { ...facts, needs: '别的' })
      .expect(409);
    await test.as('caseworker').post(at(made, 'consultation-corrections'), { ...words, wishes: '别的' }).expect(409); // prettier-ignore
    await expect(
      test.db.query(`UPDATE site_surveys SET needs = '别的' WHERE retrofit_id = $1`, [made.id]),
    ).rejects.toMatchObject({ constraint: 'site_surveys_settled' });
    await expect(
      test.db.query(`UPDATE consultations SET wishes = '别的' WHERE retrofit_id = $1`, [made.id]),
    ).rejects.toMatchObject({ constraint: 'consultations_settled' });
  });

  it('lets one of two surveyors at once win', async () => {
    const made = await aRetrofit(test).build();
    const post = () => test.as('caseworker').post(at(made, 'survey'), survey(made.days.surveyed));
    const answers = await Promise.all([post(), post()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});
