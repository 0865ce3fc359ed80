import { paths } from '../../src/paths';
import { aCompletedRetrofit } from '../builders/acceptance';
import { aPlannedRetrofit } from '../builders/contract';
import { aProgramme } from '../builders/programme';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const versionIn = (html: string): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';

describe('The pages of a retrofit', () => {
  let test: TestApp;
  const visitors = new Map<PersonKey, Visitor>();
  beforeAll(async () => {
    test = await createTestApp();
    for (const person of [
      'caseworker',
      'street',
      'district',
      'contractor',
      'supervisor',
      'auditor',
      'stranger',
    ] as const)
      visitors.set(person, await Visitor.as(test, person));
  });
  afterAll(() => test.close());

  const as = (person: PersonKey): Visitor => visitors.get(person)!;
  const page = ({ id }: BuiltRetrofit, part = ''): string => `/retrofits/${id}${part}`;
  /** Sends the form of a page with the version that the page showed. */
  const send = async (who: PersonKey, path: string, fields: object, from = path) => {
    const { text } = await as(who).get(from);
    return as(who).send(path, { version: versionIn(text), ...fields }, from);
  };

  it('opens a retrofit from the household’s page and goes there', async () => {
    const { householdId, programmeId } = await aRetrofit(test).build();
    const { text } = await as('caseworker').get(`/retrofits/new?household=${householdId}`).expect(200);
    expect(text).toContain(programmeId);
    const [person] = await test.db.query<{ id: string }>('SELECT id FROM people WHERE household_id = $1', [
      householdId,
    ]);
    const refused = await as('caseworker').send(
      '/retrofits',
      { householdId, personId: person!.id, programmeId },
      `/retrofits/new?household=${householdId}`,
    );
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('P05');
    await as('caseworker').get('/retrofits/new?household=nobody').expect(404);
    await as('supervisor').get(`/retrofits/new?household=${householdId}`).expect(403);
  });

  it('shows the seven steps, what is missing with a link to its cure, and who recorded what', async () => {
    const made = await aRetrofit(test).applied().surveyed().build();
    const { text } = await as('caseworker').get(page(made)).expect(200);
    expect(text.match(/tantu-steps__item--/g)).toHaveLength(7);
    expect(text).toContain('迟录 140 天');
    expect(text).toContain('录入人：何巧云');
    expect(text).toContain(`href="${page(made, '/application#opinions')}"`);
    expect(text).toContain(`href="${page(made, '/measurement')}"`);
    const english = await as('caseworker')
      .get(`${page(made)}?lang=en`)
      .expect(200);
    expect(english.text).toContain('What is missing');
    await as('caseworker').get('/?lang=zh-CN');
    await as('stranger').get(page(made)).expect(404);
  });

  it('says what must come before a date that nobody has recorded, and tells who builds that an entry is late', async () => {
    const planned = await aPlannedRetrofit(test, await aProgramme(test, { quota: 5 }));
    const missing = (await as('caseworker').get(page(planned)).expect(200)).text;
    expect(missing).toContain('之前须先有');
    expect(missing).not.toMatch(/之前没有[^。]*的日期/);
    const made = await aCompletedRetrofit(test, { completed: false });
    const sent = await as('contractor').send(page(made, '/works/start'), { startedOn: made.days.started }, page(made, '/works')); // prettier-ignore
    expect(sent.status).toBe(303);
    expect((await as('contractor').get(page(made, '/works')).expect(200)).text).toMatch(
      /这一天是 \d+ 天后才录入的，须由区级主管核实/,
    );
  });

  it('takes an application, three opinions, selection and notice through its forms', async () => {
    const made = await aRetrofit(test).build();
    const at = page(made, '/application');
    const { days } = made;
    const empty = await send('caseworker', at, { appliedOn: '', needs: '门口有台阶', channel: 'community' });
    expect(empty.status).toBe(400);
    expect(empty.text).toContain('门口有台阶');
    const form = {
      appliedOn: days.applied,
      applicantRelation: 'self',
      applicantName: '',
      proxyReason: '',
      channel: 'community',
      needs: '门口有台阶',
    };
    expect((await send('caseworker', at, form)).headers.location).toBe(at);
    const opinion = (givenOn: string) => ({ verdict: 'agree', opinion: '同意上报', givenOn });
    expect((await send('caseworker', `${at}/opinions`, opinion(days.community), at)).status).toBe(303);
    const early = await send('street', `${at}/opinions`, opinion(days.applied), at);
    expect(early.status).toBe(422);
    expect(early.text).toContain('C01');
    expect((await send('street', `${at}/opinions`, opinion(days.street), at)).status).toBe(303);
    const selection = { method: 'appraisalMeeting', selectedOn: days.selected, record: '第 3 号记录' };
    expect((await send('caseworker', `${at}/selection`, selection, at)).status).toBe(303);
    const notice = {
      noticeFrom: days.noticeFrom,
      noticeUntil: days.noticeUntil,
      place: '公告栏',
      objections: '',
    };
    expect((await send('caseworker', `${at}/notice`, notice, at)).status).toBe(303);
    expect((await send('district', `${at}/opinions`, opinion(days.district), at)).status).toBe(303);
    const { text } = await as('auditor').get(at).expect(200);
    expect(text).toContain('盖章：东平区残疾人联合会');
    expect(text).not.toContain('<form method="post" action="/retrofits');
  });

  it('corrects the date of an opinion on a page of its own', async () => {
    const made = await aRetrofit(test).reviewedByCommunity().build();
    const at = page(made, '/application/dates/1');
    const refused = await send('caseworker', at, { givenOn: '2020-01-01', reason: '写错' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('C01');
    const done = await send('caseworker', at, { givenOn: made.days.street, reason: '写错' });
    expect(done.headers.location).toBe(page(made, '/application'));
    await as('street').get(at).expect(404);
    await as('caseworker').get(page(made, '/application/dates/2')).expect(404);
  });

  it('records survey, measurements and consultation, leaving empty lines out', async () => {
    const made = await aRetrofit(test).build();
    const { days } = made;
    const survey = page(made, '/survey');
    const form = {
      surveyedOn: days.surveyed, dwelling: 'farmhouse', condition: 'worn', needs: '台阶高', storey: '', longitude: '', latitude: '', positionAccuracyM: '',
      'rooms[0][kind]': 'entrance', 'rooms[0][name]': '', 'rooms[1][kind]': 'bathroom', 'rooms[1][name]': '卫生间',
    }; // prettier-ignore
    const future = await send('caseworker', survey, { ...form, surveyedOn: '2099-01-01' });
    expect(future.status).toBe(422);
    expect(future.text).toContain('value="卫生间"');
    expect((await send('caseworker', survey, form)).headers.location).toBe(survey);
    expect(
      (await send('caseworker', `${survey}/rooms`, { kind: 'kitchen', name: '厨房' }, survey)).status,
    ).toBe(303);
    const rooms = await test.db.query<{ id: string; name: string }>(
      'SELECT id, name FROM rooms WHERE retrofit_id = $1 ORDER BY id',
      [made.id],
    );
    expect(rooms.map(({ name }) => name)).toEqual(['卫生间', '厨房']);
    expect((await send('caseworker', `${survey}/rooms/${rooms[1]!.id}/removal`, {}, survey)).status).toBe(
      303,
    );

    const measurement = page(made, '/measurement');
    const line = {
      'measurements[3][roomId]': rooms[0]!.id,
      'measurements[3][what]': 'doorClearWidth',
      'measurements[3][place]': '门',
      'measurements[3][note]': '',
    };
    const faulty = await send('caseworker', measurement, {
      measuredOn: days.measured,
      ...line,
      'measurements[3][valueMm]': '很宽',
    });
    expect(faulty.status).toBe(400);
    expect(faulty.text).toContain('href="#measurements-0-valueMm"');
    expect(
      (
        await send('caseworker', measurement, {
          measuredOn: days.measured,
          ...line,
          'measurements[3][valueMm]': '７２０',
        })
      ).status,
    ).toBe(303);
    expect((await as('contractor').get(measurement)).status).toBe(404);

    const consultation = page(made, '/consultation');
    const answer = {
      consultedOn: days.consulted,
      consulted: 'self',
      wishes: '扶手',
      readAloud: 'yes',
      answer: 'agree',
    };
    const early = await send('caseworker', consultation, { ...answer, consultedOn: days.applied });
    expect(early.status).toBe(422);
    expect(early.text).toContain('C04');
    expect((await send('caseworker', consultation, answer)).status).toBe(303);
    const corrected = await send('caseworker', page(made, '/consultation/date'), {
      on: days.planAgreed,
      reason: '写错',
    });
    expect(corrected.headers.location).toBe(consultation);
    await as('caseworker').get(page(made, '/works/date')).expect(404);
  });

  it('puts a survey and a consultation right on their own pages, and shows why', async () => {
    const made = await aRetrofit(test).consulted().build();
    const survey = page(made, '/survey');
    const shown = await as('caseworker').get(`${survey}/correction`).expect(200);
    expect(shown.text).toMatch(/name="dwelling" type="radio" value="\w+" checked/);
    const needs = /<textarea[^>]*name="needs"[^>]*>([^<]+)</.exec(shown.text)![1]!;
    const typed = { dwelling: 'lift', storey: '3', condition: 'sound', needs: `${needs}，更正`, longitude: '', latitude: '', positionAccuracyM: '' }; // prettier-ignore
    const refused = await send('caseworker', `${survey}/correction`, { ...typed, reason: '' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('<a href="#reason">更正原因：请填写</a>');
    expect(refused.text).toContain(`${needs}，更正`);
    const done = await send('caseworker', `${survey}/correction`, { ...typed, reason: '看错了楼房' });
    expect(done.headers.location).toBe(survey);
    const { text } = await as('caseworker').get(survey);
    for (const words of ['更正记录', '看错了楼房', `<del>${needs}</del>`, '<ins>楼房，有电梯</ins>']) expect(text).toContain(words); // prettier-ignore
    const consultation = page(made, '/consultation');
    const words = { consulted: 'self', wishes: '只装扶手', readAloud: 'yes', reason: '记错了话' };
    expect((await send('caseworker', `${consultation}/correction`, words)).headers.location).toBe(
      consultation,
    );
    expect((await as('auditor').get(consultation)).text).toContain('记错了话');
    await as('supervisor').get(`${consultation}/correction`).expect(403);
    await as('caseworker').get(page(made, '/measurement/correction')).expect(404);
    await test.db.query('UPDATE retrofits SET plan_agreed_on = consulted_on WHERE id = $1', [made.id]);
    await as('caseworker').get(`${consultation}/correction`).expect(404);
    expect((await as('caseworker').get(consultation)).text).not.toContain(`${consultation}/correction`);
  });

  it('puts today into a date that is asked for and can be today, and leaves a refused form as it was sent', async () => {
    const made = await aRetrofit(test).applied().build();
    const asked = await as('caseworker').get(page(made, '/survey'));
    const max = /id="surveyedOn"[^>]*max="([\d-]+)"/.exec(asked.text)![1]!;
    expect(asked.text).toMatch(new RegExp(`id="surveyedOn"[^>]*value="${max}"`));
    const refused = await send('caseworker', page(made, '/survey'), { surveyedOn: '' });
    expect(refused.text).not.toMatch(/id="surveyedOn"[^>]*value="\d/);
    const early = await as('caseworker').get(page(await aRetrofit(test).build(), '/consultation'));
    expect(early.text).not.toMatch(/id="consultedOn"[^>]*value="\d/);
  });

  it('warns of unmet terms where a retrofit is opened, on its page and on the household’s, and stops nothing', async () => {
    const made = await aRetrofit(test).withHousehold({ tenure: 'publicRental' }).build();
    const told = /不符[\s\S]*住房性质“公租房”，项目要求/;
    const opening = await as('caseworker').get(`/retrofits/new?household=${made.householdId}`).expect(200);
    expect(opening.text).toMatch(told);
    expect((await as('caseworker').get(`/households/${made.householdId}`)).text).toMatch(told);
    expect((await as('caseworker').get(page(made))).text).toMatch(/P03[\s\S]*住房性质/);
    const { body } = await test.as('caseworker').get(`/api/v1/retrofits/${made.id}`).expect(200);
    expect((body.missing as { rule: string }[]).map(({ rule }) => rule)).toContain('P03');
    const met = await aRetrofit(test).build();
    expect((await as('caseworker').get(`/households/${met.householdId}`)).text).not.toContain('不符');
    expect((await as('caseworker').get(page(met))).text).not.toContain('P03');
  });

  it('calls a community the same on every page of a language', async () => {
    const made = await aRetrofit(test).build();
    const [area] = await test.db.query<{ zh: string; en: string }>(
      `SELECT p.name_zh || a.name_zh AS zh, a.name_en || ', ' || p.name_en AS en
         FROM retrofits r JOIN areas a ON a.code = r.area_code JOIN areas p ON p.code = a.parent_code WHERE r.id = $1`,
      [made.id],
    );
    const pages = [`/households/${made.householdId}`, '/retrofits', page(made), page(made, '/survey'), '/'];
    for (const [lang, name] of [['en', area!.en], ['zh-CN', area!.zh]] as const) // prettier-ignore
      for (const path of pages)
        expect([path, (await as('caseworker').get(`${path}?lang=${lang}`)).text.includes(name)]).toEqual([path, true]); // prettier-ignore
    const english = (await as('caseworker').get(`${page(made)}?lang=en`)).text;
    expect(english).toContain('Construction');
    expect(english).not.toContain('>Works<');
    await as('caseworker').get('/?lang=zh-CN');
  });

  it('refuses a form that somebody else’s change has overtaken, and keeps what was typed', async () => {
    const made = await aRetrofit(test).build();
    const { text } = await as('caseworker').get(page(made, '/survey'));
    const old = versionIn(text);
    await send('caseworker', page(made, '/application'), {
      appliedOn: made.days.applied,
      applicantRelation: 'self',
      channel: 'community',
      needs: '坡道',
    });
    const late = await as('caseworker').send(page(made, '/survey'), {
      version: old, surveyedOn: made.days.surveyed, dwelling: 'farmhouse', condition: 'worn', needs: '台阶高', 'rooms[0][kind]': 'bathroom', 'rooms[0][name]': '卫生间',
    }); // prettier-ignore
    expect(late.status).toBe(409);
    expect(late.text).toContain('台阶高');
  });

  it('ends a retrofit after asking once more', async () => {
    const made = await aRetrofit(test).build();
    const done = await send('supervisor', page(made, '/end'), { reason: 'withdrawn', note: '迁出' });
    expect(done.headers.location).toBe(page(made));
    const { text } = await as('supervisor').get(page(made)).expect(200);
    expect(text).toContain('已撤回');
    await as('caseworker').get(page(made, '/end')).expect(403);
  });

  it('lists, filters and pages', async () => {
    await aRetrofit(test).withPerson({ name: '欧阳小芳' }).build();
    const { text } = await as('district')
      .get(`/retrofits?search=${encodeURIComponent('欧阳')}&state=siteSurvey`)
      .expect(200);
    expect(text).toContain('欧阳小芳');
    const none = await as('district').get('/retrofits?state=finished&lang=en').expect(200);
    expect(none.text).toContain('Nothing matches');
    await as('district').get('/?lang=zh-CN');
    const first = await as('district').get('/retrofits?limit=1').expect(200);
    expect(first.text).toContain('rel="next"');
  });

  it('prints the list for the notice with masked names', async () => {
    const { programmeId } = await aRetrofit(test).withPerson({ name: '张小三' }).selected().build();
    const { text } = await as('caseworker').get(`/programmes/${programmeId}/notice`).expect(200);
    expect(text).toContain('张*三');
    expect(text).not.toContain('张小三');
  });

  it('shows the whole history', async () => {
    const made = await aRetrofit(test).reviewedByCommunity().build();
    const { text } = await as('auditor').get(page(made, '/history')).expect(200);
    expect(text.match(/tantu-timeline__entry/g)).toHaveLength(3);
    expect(text).toContain('何巧云（石桥社区 专职委员）');
  });

  it('shows a contractor what the works need, and of the person no more than name and phone', async () => {
    const made = await aCompletedRetrofit(test);
    const { text } = await as('contractor').get(page(made)).expect(200);
    expect(text).toContain('张三丰');
    expect(text).toContain('13900000000');
    expect(text).toContain('坐便器扶手');
    for (const hidden of [
      '残疾人证',
      '困难情形',
      '申请与审核',
      '办理记录',
      page(made, '/consultation'),
      page(made, '/satisfaction'),
    ])
      expect(text).not.toContain(hidden);
    await as('contractor').get(page(made, '/application')).expect(403);
    await as('contractor').get(page(made, '/consultation')).expect(403);
    await as('contractor').get(page(made, '/measurement')).expect(200);
    const { body } = await test.as('contractor').get(`/api/v1/retrofits/${made.id}`).expect(200);
    expect(body.reviews).toEqual([]);
    const list = await as('contractor').get('/retrofits').expect(200);
    const assigned = await test.db.query<{ id: string }>('SELECT id FROM retrofits WHERE contractor_id IS NOT NULL'); // prettier-ignore
    const listed = list.text.match(/href="\/retrofits\/[0-9a-f-]{36}"/g)!.map((link) => link.slice(17, -1));
    expect(listed.sort()).toEqual(assigned.map(({ id }) => id).sort());
    const [all] = await test.db.query<{ count: number }>('SELECT count(*)::int AS count FROM retrofits');
    expect(listed.length).toBeLessThan(all!.count);
  });

  it('begins an inspection with today', async () => {
    const { id } = await aCompletedRetrofit(test);
    const { text } = await as('district').get(paths.acceptance.inspect(id)).expect(200);
    const max = /id="inspectedOn"[^>]*max="([\d-]+)"/.exec(text)![1]!;
    expect(text).toMatch(new RegExp(`id="inspectedOn"[^>]*value="${max}"`));
  });
});
