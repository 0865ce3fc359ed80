import { RULE_CODES } from '../../src/rules/rule-code';
import { aFlaggedRetrofit } from '../builders/finding';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

describe('The pages of findings', () => {
  let test: TestApp;
  const visitors = new Map<PersonKey, Visitor>();
  const as = (person: PersonKey): Visitor => visitors.get(person)!;

  beforeAll(async () => {
    test = await createTestApp();
    for (const person of ['supervisor', 'caseworker', 'contractor', 'auditor', 'stranger'] as const)
      visitors.set(person, await Visitor.as(test, person));
  });
  afterAll(() => test.close());

  it('stand on the retrofit’s page, with the form for whoever decides', async () => {
    const { id, flags } = await aFlaggedRetrofit(test);
    const page = (await as('supervisor').get(`/retrofits/${id}`).expect(200)).text;
    expect(page).toContain('id="findings"');
    expect(page).toMatch(/申请（.*）于 .* 才录入，迟了 180 天/);
    expect(page).toContain('href="/rules#C14"');
    expect(page).toContain(`href="/retrofits/${id}/application#appliedOn"`);
    expect(page).toContain(`action="/retrofits/${id}/findings/decisions"`);
    const caseworker = (await as('caseworker').get(`/retrofits/${id}`).expect(200)).text;
    expect(caseworker).toContain(`href="/findings/${flags[0]}"`);
    expect(caseworker).not.toContain('/findings/decisions');
    const english = (await as('auditor').get(`/retrofits/${id}?lang=en`).expect(200)).text;
    expect(english).toContain('Found ');
    await as('contractor').get(`/retrofits/${id}/findings`).expect(403);
  });

  it('take one decision for several, ask for a reason and say afterwards who decided and why', async () => {
    const { id, flags } = await aFlaggedRetrofit(test);
    const [url, path] = [`/retrofits/${id}/findings`, `/retrofits/${id}/findings/decisions`];
    const refused = await as('supervisor').send(path, { ids: flags[0], decision: 'accepted', reason: '' }, url);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('href="#reason"');
    expect(refused.text).toMatch(new RegExp(`value="${flags[0]}" checked`));
    const nothing = await as('supervisor').send(path, { decision: 'accepted', reason: '核对过' }, url);
    expect(nothing.status).toBe(400);
    const done = await as('supervisor').send(path, { ids: flags, decision: 'accepted', reason: '核对过纸质记录' }, url);
    expect([done.status, done.headers.location]).toEqual([303, url]);
    const { text } = await as('supervisor').get(url).expect(200);
    expect(text).toContain('已对 2 项疑点作出决定');
    expect(text).toContain('韩明远于');
    expect(text).toContain('核对过纸质记录');
    expect(text).toContain('没有待处理的疑点');
    expect(text).not.toContain('id="decide"');
    expect((await as('caseworker').post(path, { ids: flags })).status).toBe(403);
  }); // prettier-ignore

  it('fold away what is gone', async () => {
    const { id } = await aFlaggedRetrofit(test);
    const end = { reason: 'withdrawn', note: '搬走了' };
    await test.as('supervisor').post(`/api/v1/retrofits/${id}/end`, end).expect(201);
    const { text } = await as('supervisor').get(`/retrofits/${id}/findings`).expect(200);
    expect(text).toContain('原因已消除（2 项）');
    expect(text).not.toContain('id="decide"');
  });

  it('gather in an inbox with filters, ticks for one retrofit and files to take along', async () => {
    const { id, flags, programmeId } = await aFlaggedRetrofit(test);
    const url = `/findings?programme=${programmeId}`;
    const { text } = await as('supervisor').get(url).expect(200);
    expect(text).toContain(`href="/retrofits/${id}"`);
    for (const flag of flags) expect(text).toContain(`name="ids" id="tick-${flag}"`);
    expect(text).toContain(`action="/retrofits/${id}/findings#decide"`);
    expect(text).toContain(`/findings/export?programme=${programmeId}&amp;format=xlsx`);
    const chosen = (await as('supervisor').get(`/retrofits/${id}/findings?ids=${flags[1]}`).expect(200)).text;
    expect(chosen).toMatch(new RegExp(`value="${flags[1]}" checked`));
    expect(chosen).not.toMatch(new RegExp(`value="${flags[0]}" checked`));
    expect((await as('auditor').get(url).expect(200)).text).not.toContain('name="ids"');
    expect((await as('supervisor').get(`${url}&rule=C13`).expect(200)).text).toContain('没有符合条件的疑点');
    expect((await as('stranger').get('/findings?lang=en').expect(200)).text).toContain('No findings are standing.');
    expect((await as('supervisor').get(`${url}&limit=1`).expect(200)).text).toMatch(/rel="next" href="\/findings\?programme=[^"]*after=/);
    const faulty = (await as('supervisor').get('/findings?area=zzz').expect(400)).text;
    expect(faulty).toContain('href="#area"');
    expect(faulty).toMatch(/id="area"[^>]*value="zzz"/);
    expect((await as('stranger').get('/findings').expect(200)).text).toMatch(/old ledgers[^<]*<a class="govuk-link" href="\/audits">/);
    const offered = [...text.matchAll(/<option value="([A-Z]\d\d)"/g)].map(([, code]) => code);
    expect(offered).toEqual([...RULE_CODES]);
    await as('contractor').get('/findings').expect(403);
    expect((await as('supervisor').get('/').expect(200)).text).toContain('href="/findings"');
    const csv = await as('supervisor').get(`/findings/export?programme=${programmeId}&format=csv`).expect(200);
    expect(csv.text.trim().split('\r\n')).toHaveLength(3);
  }); // prettier-ignore

  it('tell of one what happened to it', async () => {
    const { id, flags } = await aFlaggedRetrofit(test);
    const page = (await as('supervisor').get(`/findings/${flags[0]}`).expect(200)).text;
    expect(page).toContain(`href="/retrofits/${id}/findings?ids=${flags[0]}#decide"`);
    expect(page).toContain('发现于');
    expect(page).toContain('如何处理');
    expect((await as('caseworker').get(`/findings/${flags[0]}`).expect(200)).text).not.toContain('#decide');
    await as('stranger').get(`/findings/${flags[0]}`).expect(404);
    await as('contractor').get(`/findings/${flags[0]}`).expect(403);
  });

  it('wait on the worklist of the district’s supervisor until they are decided', async () => {
    const { id, flags } = await aFlaggedRetrofit(test);
    const kind = '/?kind=flags';
    expect((await as('supervisor').get(kind).expect(200)).text).toContain(`href="/retrofits/${id}/findings"`);
    const caseworker = await test.as('caseworker').get('/api/v1/worklist').expect(200);
    expect(JSON.stringify(caseworker.body)).not.toContain('"flags"');
    const decision = { ids: flags, decision: 'accepted', reason: '核对过' };
    await test.as('supervisor').post(`/api/v1/retrofits/${id}/findings/decisions`, decision).expect(200);
    expect((await as('supervisor').get(kind).expect(200)).text).not.toContain(`href="/retrofits/${id}/findings"`);
  }); // prettier-ignore
});
