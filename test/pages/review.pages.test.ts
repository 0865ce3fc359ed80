import { systemActor } from '../../src/platform/database/actor';
import { RefreshFindings } from '../../src/findings/refresh-findings';
import { aCompletedRetrofit, CompletedRetrofit } from '../builders/acceptance';
import { aFlaggedRetrofit } from '../builders/finding';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

describe('The pages of the review', () => {
  let test: TestApp;
  let built: CompletedRetrofit;
  const visitors = new Map<PersonKey, Visitor>();
  const as = (person: PersonKey): Visitor => visitors.get(person)!;
  const page = async (path: string, who: PersonKey = 'supervisor'): Promise<string> =>
    (await as(who).get(path).expect(200)).text;

  beforeAll(async () => {
    test = await createTestApp();
    for (const person of ['supervisor', 'caseworker', 'auditor', 'stranger'] as const)
      visitors.set(person, await Visitor.as(test, person));
    built = await aCompletedRetrofit(test, { withPictures: true });
    await test.database
      .as(systemActor('jobs'))
      .write((tx) => test.get(RefreshFindings).ofRetrofit(tx, built.id));
  });
  afterAll(() => test.close());

  it('stand in the navigation of whoever decides, and of nobody else', async () => {
    expect(await page('/')).toContain('href="/review"');
    for (const person of ['caseworker', 'auditor'] as const) {
      expect(await page('/', person)).not.toContain('href="/review"');
      await as(person).get('/review').expect(403);
    }
    expect(await page('/review', 'stranger')).toContain('没有待复核的疑点');
  });

  it('show each flag with its photo, its facts in words, its times and where it leads', async () => {
    const text = await page(`/review?retrofit=${built.id}&rule=E06`);
    const [photo] = await test.db.query<{ id: string }>(`SELECT subject_id AS id FROM findings WHERE retrofit_id = $1 AND rule = 'E06' ORDER BY opened_at, id LIMIT 1`, [built.id]); // prettier-ignore
    expect(text).toContain(`src="/photos/${photo!.id}/screen"`);
    expect(text).toMatch(/alt="照片：[^"]+"/);
    for (const words of ['拍摄时间', '服务器收到', '到住所的距离', '改造档案', '涉及的记录', '权重 25'])
      expect(text).toContain(words);
    expect(text).toContain(`href="/retrofits/${built.id}"`);
    expect(text).toContain('只看这一户的改造');
    expect(await page(`/review?retrofit=${built.id}&rule=E06&lang=en`)).toContain(
      'Distance from the dwelling',
    );
  });

  it('offer reasons for the rule at hand, a form that needs no script, and counts of each rule', async () => {
    const text = await page(`/review?retrofit=${built.id}&rule=E06&lang=zh-CN`);
    expect(text).toContain('<option value="手机没有开启定位，画面与现场一致。">');
    expect(text).toContain('<option value="已核对原始记录，情况属实。">');
    expect(text).toMatch(/<form class="tantu-flag__form" method="post" action="\/review\/[0-9a-f-]{36}\/decision\?rule=E06&amp;retrofit=[0-9a-f-]{36}&amp;next=/);
    expect(text).toMatch(/<a class="tantu-filters__link" href="\/review\?rule=E06&amp;retrofit=[^"]*" aria-current="true">E06 [^<]*<span class="tantu-filters__count">\d+</);
  }); // prettier-ignore

  it('go on to the next flag after a decision, with the filters that were set', async () => {
    const { id, flags } = await aFlaggedRetrofit(test);
    const list = `/review?retrofit=${id}`;
    const actions = [...(await page(list)).matchAll(/action="(\/review\/[^"]*decision[^"]*)"/g)].map(([, action]) => action!.replaceAll('&amp;', '&')); // prettier-ignore
    const of = (flag: string): string => actions.find((action) => action.includes(`/review/${flag}/`))!;
    const next = new URL(of(flags[0]), 'http://x').searchParams.get('next');
    const done = await as('supervisor').send(
      of(flags[0]),
      { decision: 'accepted', reason: '停电补录' },
      list,
    );
    expect([done.status, done.headers.location]).toEqual([303, next ? `${list}#flag-${next}` : list]);
    const text = await page(list);
    expect(text).not.toContain(`id="flag-${flags[0]}"`);
    expect(text).toContain('已决定：C14');
    // From the page of one flag, to that of the next.
    const alone = `/review/${flags[1]}?retrofit=${id}`;
    const [action] = /\/review\/[0-9a-f-]{36}\/decision[^"]*/.exec(await page(alone))!;
    expect(action).toContain('from=one');
    const after = new URL(action.replaceAll('&amp;', '&'), 'http://x').searchParams.get('next');
    const rejected = await as('supervisor').send(action.replaceAll('&amp;', '&'), { decision: 'rejected', reason: '请说明' }, alone); // prettier-ignore
    expect(rejected.headers.location).toBe(after ? `/review/${after}?retrofit=${id}` : list);
    expect(await page(`${list}&state=rejected`)).toContain('改变决定');
  });

  it('show a refused decision again, with what was typed and what is missing', async () => {
    const { id, flags } = await aFlaggedRetrofit(test);
    const path = `/review/${flags[0]}/decision`;
    const refused = await as('supervisor').send(path, { decision: 'rejected', reason: ' ' }, `/review/${flags[0]}`);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('href="#reason"');
    expect(refused.text).toMatch(/value="rejected" checked/);
    const nothing = await as('supervisor').send(path, {}, `/review/${flags[0]}`);
    expect(nothing.text).toContain('href="#decision"');
    expect((await as('supervisor').post(path, { decision: 'accepted', reason: '没有令牌' })).status).toBe(403);
    const strange = await as('stranger').send(path, { decision: 'accepted', reason: '别的区' }, '/review/contractors');
    expect(strange.status).toBe(404);
    const [state] = await test.db.query<{ state: string }>('SELECT state FROM findings WHERE id = $1', [flags[0]]);
    expect(state).toEqual({ state: 'open' });
    await as('stranger').get(`/review/${flags[0]}`).expect(404);
    await as('caseworker').get(`/review/${flags[0]}`).expect(403);
    expect(id).toBeDefined();
  }); // prettier-ignore

  it('name a faulty filter at its field', async () => {
    const { text } = await as('supervisor').get('/review?area=zzz').expect(400);
    expect(text).toContain('href="#area"');
    expect(text).not.toContain('class="tantu-flag"');
  });

  it('are reached from the retrofit and from the contractor', async () => {
    const contractor = test.actors.contractor.contractorId!;
    for (const path of [`/retrofits/${built.id}`, `/retrofits/${built.id}/findings`]) {
      expect(await page(path)).toContain(`href="/review?retrofit=${built.id}"`);
      expect(await page(path, 'caseworker')).not.toContain('href="/review');
    }
    expect(await page(`/contractors/${contractor}`)).toContain(`href="/review?contractor=${contractor}"`);
    expect(await page(`/contractors/${contractor}`, 'caseworker')).not.toContain('href="/review');
  });

  it('count by contractor in a period, without any ranking', async () => {
    const contractor = test.actors.contractor.contractorId!;
    const text = await page('/review/contractors');
    expect(text).toContain(`href="/contractors/${contractor}"`);
    expect(text).toContain(`href="/review?contractor=${contractor}"`);
    expect(await page('/review/contractors', 'auditor')).not.toContain('href="/review?contractor=');
    expect(await page('/review/contractors?from=2020-01-01&until=2020-02-01')).toContain(
      '这段期间没有发现疑点',
    );
    const faulty = await as('supervisor').get('/review/contractors?from=spring').expect(400);
    expect(faulty.text).toContain('href="#from"');
  });
});
