import { aProgramme, aProgrammeInput } from '../builders/programme';
import { aRetrofit, usualDays } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

describe('The pages of programmes', () => {
  let test: TestApp;
  let supervisor: Visitor;
  beforeAll(async () => {
    test = await createTestApp();
    supervisor = await Visitor.as(test, 'supervisor');
  });
  afterAll(() => test.close());

  it('take a programme, book its grant and show both', async () => {
    const input = { ...aProgrammeInput(test, { name: '平路行动' }), capFen: '6,000' };
    const made = await supervisor.send('/programmes', input, '/programmes/new');
    expect(made.status).toBe(303);
    const page = made.headers['location']!;
    const booking = { kind: 'grant', households: '12', document: '样财社〔2026〕12号', occurredOn: usualDays(test).granted }; // prettier-ignore
    const booked = await supervisor.send(`${page}/quota`, booking, `${page}/quota/new`);
    expect([booked.status, booked.headers['location']]).toEqual([303, page]);
    const { text } = await supervisor.get(page).expect(200);
    for (const shown of ['平路行动', '6,000.00 元', '样财社〔2026〕12号', '已登记'])
      expect(text).toContain(shown);
    const english = await supervisor.get(`${page}?lang=en`).expect(200);
    expect(english.text).toContain('Minimum living allowance');
    await supervisor.get(`${page}?lang=zh-CN`).expect(200);
    const list = await supervisor.get(`/programmes?search=${encodeURIComponent('平路')}`).expect(200);
    expect(list.text).toContain('12 / 12');
  });

  it('keep everything typed where a day is out of order', async () => {
    const input = {
      ...aProgrammeInput(test, { name: '颠倒' }),
      startsOn: '2026-12-31',
      endsOn: '2026-01-01',
    };
    const { status, text } = await supervisor.send('/programmes', input, '/programmes/new');
    expect(status).toBe(400);
    expect(text).toContain('value="颠倒"');
    expect(text).toContain('href="#endsOn"');
    expect(text).toMatch(/value="minimumLiving" checked/);
  });

  it('change the terms, but not under the feet of somebody else', async () => {
    const id = await aProgramme(test);
    const page = `/programmes/${id}`;
    const shown = await supervisor.get(`${page}/edit`).expect(200);
    expect(shown.text).toContain('value="6000.00"');
    const input = { ...aProgrammeInput(test), capFen: '7000', version: '1' };
    expect((await supervisor.send(page, input, `${page}/edit`)).status).toBe(303);
    const stale = await supervisor.send(page, input, `${page}/edit`);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="7000"');
  });

  it('show who changed which term, from what to what', async () => {
    const id = await aProgramme(test);
    const page = `/programmes/${id}`;
    expect((await supervisor.get(page).expect(200)).text).toContain('条款还没有改过');
    const { text: form } = await supervisor.get('/programmes/new').expect(200);
    for (const usual of ['value="200"', 'value="30"', 'value="24"', 'value="60"'])
      expect(form).toContain(usual);
    const input = { ...aProgrammeInput(test), capFen: '6000', contractWithinDays: '', warrantyMonths: '60', worksRequired: 'yes', version: '1' }; // prettier-ignore
    expect((await supervisor.send(page, input, `${page}/edit`)).status).toBe(303);
    const { text } = await supervisor.get(page).expect(200);
    expect(text).toContain('韩明远');
    expect(text).toMatch(/签订合同期限: <del>30 天<\/del>[^<]*<span[^>]*>→<\/span> <ins>不检查<\/ins>/);
    expect(text).toMatch(/质保期: <del>24 个月<\/del>[^<]*<span[^>]*>→<\/span> <ins>60 个月<\/ins>/);
  });

  it('say how far the retrofits are and what more places than there are means', async () => {
    const id = await aProgramme(test, { quota: 1 });
    await aRetrofit(test).inProgramme(id).build();
    const page = `/programmes/${id}`;
    const { text } = await supervisor.get(page).expect(200);
    expect(text).toContain('尚未察看');
    const booking = { kind: 'transferOut', households: '2', document: '调〔2026〕1号', occurredOn: usualDays(test).granted }; // prettier-ignore
    const refused = await supervisor.send(`${page}/quota`, booking, `${page}/quota/new`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('(Q01)');
  });

  it('show readers everything and offer them nothing to change', async () => {
    const id = await aProgramme(test);
    const caseworker = await Visitor.as(test, 'caseworker');
    for (const page of ['/programmes', `/programmes/${id}`])
      expect((await caseworker.get(page).expect(200)).text).not.toMatch(/\/(new|edit)"/);
    await caseworker.get('/programmes/new').expect(403);
    await (await Visitor.as(test, 'stranger')).get(`/programmes/${id}`).expect(404);
    await Visitor.at(test).get('/programmes').expect(303);
  });
});
