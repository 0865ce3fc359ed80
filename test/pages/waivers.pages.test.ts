import { aCompletedRetrofit } from '../builders/acceptance';
import { aRetrofit, BuiltRetrofit, insertProgramme, usualDays } from '../builders/retrofit';
import { addDays } from '../../src/platform/time/calendar-date';
import { localDay } from '../../src/platform/time/district-time';
import { anApprovedWaiver, aWaiverInput, aWaiverRequest, SCAN } from '../builders/waiver';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

describe('The pages of waivers', () => {
  let test: TestApp;
  let made: BuiltRetrofit;
  const visitors = new Map<PersonKey, Visitor>();
  beforeAll(async () => {
    test = await createTestApp();
    for (const person of ['caseworker', 'contractor', 'supervisor', 'auditor', 'stranger'] as const)
      visitors.set(person, await Visitor.as(test, person));
  });
  beforeEach(async () => {
    made = await aRetrofit(test).applied().build();
  });
  afterAll(() => test.close());

  const as = (person: PersonKey): Visitor => visitors.get(person)!;
  const list = (): string => `/retrofits/${made.id}/waivers`;
  const form = (): string => `${list()}/new?rule=C12`;
  const fields = (): Record<string, string> => ({
    ...aWaiverInput({ documentDate: made.days.applied }),
  });
  const ask = (change: Record<string, string> = {}, files: readonly (readonly [Buffer, string])[] = [[SCAN, '同意函.pdf']]) =>
    as('caseworker').upload(form(), { ...fields(), ...change }, 'file', files); // prettier-ignore

  it('ask for one, with the rule filled in, and come back with what was typed when something is wrong', async () => {
    const { text } = await as('caseworker').get(form()).expect(200);
    expect(text).toMatch(/<option value="C12" selected>/);
    expect(text).toContain('同一天也不行');
    const refused = await ask({ documentDate: addDays(localDay(new Date()), 1) });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('文件日期不能晚于今天');
    expect(refused.text).toContain('市残联同意年底前先行改造');
    const noFile = await ask({}, []);
    expect(noFile.text).toContain('请选择文件');
    const sent = await ask();
    expect(sent.status).toBe(303);
    expect(sent.headers.location).toBe(list());
    expect((await as('caseworker').get(list())).text).toContain('待审批');
    expect((await ask()).status).toBe(409);
  });

  it('let another supervisor decide, and say so to the one who asked', async () => {
    const id = await aWaiverRequest(test, made.id, { documentDate: made.days.applied });
    const home = await as('supervisor').get('/').expect(200);
    expect(home.text).toContain('豁免待审批');
    expect(home.text).toContain(`href="${list()}"`);
    expect((await as('caseworker').get(`/waivers/${id}`)).text).toContain('须由另一名主管审批');
    const bare = await as('supervisor').send(
      `/waivers/${id}/decision`,
      { verdict: 'refuse' },
      `/waivers/${id}`,
    );
    expect(bare.status).toBe(400);
    expect(bare.text).toContain('请写明理由');
    const done = await as('supervisor').send(`/waivers/${id}/decision`, { verdict: 'approve' }, `/waivers/${id}`); // prettier-ignore
    expect(done.status).toBe(303);
    const { text } = await as('supervisor').get(`/waivers/${id}`).expect(200);
    expect(text).toContain('已批准');
    expect(text).not.toContain('/decision');
    const withdrawn = await as('supervisor').send(`/waivers/${id}/withdrawal`, { reason: '不再需要' }, `/waivers/${id}`); // prettier-ignore
    expect(withdrawn.status).toBe(303);
  });

  it('show on the retrofit’s page every waiver for ever, also the refused and the withdrawn', async () => {
    const { supervisor } = test.actors;
    const refusedId = await aWaiverRequest(test, made.id, { documentDate: made.days.applied });
    await as('supervisor').send(`/waivers/${refusedId}/decision`, { verdict: 'refuse', note: '没有先例' }, `/waivers/${refusedId}`); // prettier-ignore
    const withdrawnId = await anApprovedWaiver(test, made.id, { documentDate: made.days.applied, documentNumber: '样市残〔2021〕99号' }); // prettier-ignore
    await as('supervisor').send(`/waivers/${withdrawnId}/withdrawal`, { reason: '改在年内施工' }, `/waivers/${withdrawnId}`); // prettier-ignore
    for (const person of ['caseworker', 'supervisor', 'auditor'] as const) {
      const { text } = await as(person).get(`/retrofits/${made.id}`).expect(200);
      for (const said of ['不予批准', '没有先例', '样市残〔2021〕88号', '已撤回', '改在年内施工', '样市残〔2021〕99号', '何巧云', supervisor.name])
        expect(text).toContain(said); // prettier-ignore
    }
    const english = await as('auditor').get(`/retrofits/${made.id}?lang=en`).expect(200);
    expect(english.text).toContain('Reason of the withdrawal');
    await as('auditor').get('/?lang=zh-CN');
  });

  it('are reached from what stands in the way, with the rule filled in, by those who may ask', async () => {
    const days = usualDays(test);
    const programmeId = await insertProgramme(test, { startsOn: addDays(days.accepted, 5) });
    const { id } = await aCompletedRetrofit(test, { programme: programmeId, completed: false });
    // Today lies in the period; the works' start of sixty days ago does not.
    const refused = await as('contractor').send(`/retrofits/${id}/works/start`, { startedOn: days.started }, `/retrofits/${id}/works`); // prettier-ignore
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('可由专职委员或主管在本户改造页面申请豁免规则 C12');
    await test.db.query(`UPDATE applications SET notice_from = NULL, notice_until = NULL, notice_place = NULL WHERE retrofit_id = $1`, [id]); // prettier-ignore
    const page = await as('caseworker').get(`/retrofits/${id}`).expect(200);
    expect(page.text).toContain(`href="/retrofits/${id}/waivers/new?rule=C03"`);
    const works = await as('contractor').get(`/retrofits/${id}/works`).expect(200);
    expect(works.text).toContain('申请豁免规则 C03');
    expect(works.text).not.toContain('waivers/new');
    expect((await as('contractor').get(`/retrofits/${id}`).expect(200)).text).not.toContain('规则豁免');
  });

  it('are not offered where one waits, which only the one who asked takes back', async () => {
    const { id: retrofitId } = await aCompletedRetrofit(test, { completed: false });
    await test.db.query(`UPDATE applications SET notice_from = NULL, notice_until = NULL, notice_place = NULL WHERE retrofit_id = $1`, [retrofitId]); // prettier-ignore
    const id = await aWaiverRequest(test, retrofitId, { rule: 'C03', documentDate: made.days.applied });
    const { text } = await as('caseworker').get(`/retrofits/${retrofitId}`).expect(200);
    expect(text).toContain('规则 C03 的豁免申请正在等待审批');
    expect(text).toContain(`href="/waivers/${id}"`);
    expect(text).not.toContain('waivers/new?rule=C03');
    const again = (await as('caseworker').get(`/retrofits/${retrofitId}/waivers/new?rule=C03`).expect(200))
      .text;
    expect(again).not.toContain('<option value="C03"');
    expect(again).toContain(`href="/waivers/${id}"`);
    expect((await as('supervisor').get(`/waivers/${id}`).expect(200)).text).not.toContain('/withdrawal');
    expect((await as('caseworker').get(`/waivers/${id}`).expect(200)).text).toContain('/withdrawal');
  });

  it('are listed for the whole area, by state and rule', async () => {
    const waiting = await aWaiverRequest(test, made.id, { documentDate: made.days.applied });
    const approved = await anApprovedWaiver(test, made.id, { rule: 'C03', documentDate: made.days.applied });
    const shown = async (query: string): Promise<boolean[]> => {
      const { text } = await as('auditor').get(`/waivers${query}`).expect(200);
      return [waiting, approved].map((id) => text.includes(`href="/waivers/${id}"`));
    };
    expect(await shown('')).toEqual([true, true]);
    expect(await shown('?state=requested')).toEqual([true, false]);
    expect(await shown('?state=approved&rule=C03')).toEqual([false, true]);
    const first = (await as('supervisor').get('/waivers?limit=1').expect(200)).text;
    expect(first).toContain(`href="/waivers/${approved}"`);
    const next = /rel="next" href="([^"]+)"/.exec(first)![1]!.replaceAll('&amp;', '&');
    expect((await as('supervisor').get(`${next}&limit=1`).expect(200)).text).toContain(
      `href="/waivers/${waiting}"`,
    );
    expect((await as('stranger').get('/waivers').expect(200)).text).toContain('还没有豁免申请');
    expect((await as('supervisor').get('/waivers?rule=C05').expect(400)).text).toContain('href="#rule"');
    expect((await as('supervisor').get('/').expect(200)).text).toContain('href="/waivers"');
    await as('contractor').get('/waivers').expect(403);
  });

  it('exist for nobody else', async () => {
    const id = await aWaiverRequest(test, made.id, { documentDate: made.days.applied });
    await as('stranger').get(list()).expect(404);
    await as('stranger').get(`/waivers/${id}`).expect(404);
    await as('contractor').get(list()).expect(403);
    await as('auditor').get(form()).expect(403);
    expect((await as('auditor').get(list()).expect(200)).text).not.toContain('waivers/new');
  });
});
