import { addDays, calendarDate } from '../../src/platform/time/calendar-date';
import { aHousehold, aPerson } from '../builders/household';
import { aRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

/** What a browser sends of a new household: text in every field, the person in a group of its own. */
function asTyped(change: object = {}): Record<string, unknown> {
  const person = aPerson();
  const details = aHousehold();
  return {
    areaCode: details.areaCode,
    address: details.address,
    headName: details.headName,
    phone: '',
    tenure: details.tenure,
    hardship: details.hardship,
    memberCount: '3',
    annualIncomeFen: '12,000.50',
    longitude: '',
    latitude: '',
    positionAccuracyM: '',
    notes: '',
    'people[0][name]': person.name,
    'people[0][idNumber]': person.idNumber,
    'people[0][certificateNumber]': person.certificateNumber,
    'people[0][certificateValidFrom]': '2020年1月1日',
    'people[0][certificateValidUntil]': '',
    'people[0][guardianName]': '',
    'people[0][guardianRelation]': '',
    ...change,
  };
}

/** The lines of the summary at the top of a refused form: where each leads, and what it says. */
const faultsIn = (html: string): [string, string][] => {
  const list = /<ul class="govuk-list govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(html)?.[1] ?? '';
  return [...list.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].map(([, href, text]) => [href!, text!]);
};

describe('The pages of households', () => {
  let test: TestApp;
  let caseworker: Visitor;
  beforeAll(async () => {
    test = await createTestApp();
    caseworker = await Visitor.as(test, 'caseworker');
  });
  afterAll(() => test.close());

  const aRecorded = async (change: object = {}): Promise<string> => {
    const made = await caseworker.send('/households/new', asTyped(change));
    expect(made.status).toBe(303);
    return made.headers.location as string;
  };

  it('take a household with its first person in one form, and show numbers masked', async () => {
    const typed = asTyped();
    const made = await caseworker.send('/households/new', typed);
    const { text } = await caseworker.get(made.headers.location as string).expect(200);
    expect(text).toContain('家庭已登记');
    expect(text).toContain('12,000.50 元');
    expect(text).toContain('长坡街道石桥社区');
    expect(text).not.toContain(typed['people[0][idNumber]']);
    expect(text).toContain('登记家庭');
  });

  it('give a refused form back as it was typed, each fault at its field', async () => {
    const refused = await caseworker.send('/households/new', asTyped({ address: '', memberCount: '三' }));
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('href="#address"');
    expect(refused.text).toContain('href="#memberCount"');
    expect(refused.text).toContain('value="三"');
    const numbers = await caseworker.send('/households/new', asTyped({ 'people[0][idNumber]': '410404196803041234' })); // prettier-ignore
    expect(numbers.status).toBe(400);
    expect(numbers.text).toContain('href="#people-0-idNumber"');
    expect(numbers.text).toContain('id="people-0-idNumber-error"');
    expect(numbers.text).toContain('value="410404196803041234"');
  });

  it('name the field in each line of the summary, in the reader’s language', async () => {
    const empty = asTyped({ address: '', headName: '', 'people[0][name]': '', memberCount: '三' });
    const zh = await caseworker.send('/households/new', empty);
    expect(faultsIn(zh.text)).toEqual([
      ['#address', '详细住址：请填写'],
      ['#headName', '户主姓名：请填写'],
      ['#memberCount', '家庭人口：请填写 1 到 30 之间的整数'],
      ['#people-0-name', '姓名：请填写'],
    ]);
    const en = await caseworker.send('/households/new?lang=en', empty);
    expect(faultsIn(en.text)).toEqual([
      ['#address', 'Address: fill this in'],
      ['#headName', 'Head of household: fill this in'],
      ['#memberCount', 'People living there: enter a whole number from 1 to 30'],
      ['#people-0-name', 'Name: fill this in'],
    ]);
    await caseworker.get('/households?lang=zh-CN').expect(200);
  });

  it('show faults of form and of content at once, each field once', async () => {
    const refused = await caseworker.send(
      '/households/new',
      asTyped({
        address: '',
        'people[0][idNumber]': '410404196803041234',
        'people[0][certificateNumber]': '41040419680304123445',
        'people[0][certificateValidFrom]': '前年',
        'people[0][guardianName]': '张大',
      }),
    );
    expect(refused.status).toBe(400);
    expect(faultsIn(refused.text).map(([href]) => href)).toEqual([
      '#address', '#people-0-idNumber', '#people-0-certificateNumber', '#people-0-certificateValidFrom', '#people-0-guardianRelation',
    ]); // prettier-ignore
    const page = await aRecorded();
    const second = await caseworker.send(`${page}/people/new`, { name: '', idNumber: '123', certificateNumber: '' }); // prettier-ignore
    expect(faultsIn(second.text).map(([href]) => href)).toEqual(['#name', '#idNumber']);
    const { text } = await caseworker.get(page);
    const edit = /href="(\/households\/[\w-]+\/people\/[\w-]{36})"/.exec(text)![1]!;
    const typed = { name: '', idNumber: '123', certificateNumber: '', certificateValidFrom: '2020-01-01', version: '1' }; // prettier-ignore
    expect(faultsIn((await caseworker.send(edit, typed)).text).map(([href]) => href)).toEqual(['#name', '#idNumber']); // prettier-ignore
  });

  it('list, search, filter, sort and page', async () => {
    await aRecorded({ address: '枣树胡同 7 号', headName: '欧阳锋', tenure: 'publicRental' });
    const found = await caseworker.get(`/households?search=${encodeURIComponent('枣树')}&lang=zh-CN`).expect(200); // prettier-ignore
    expect(found.text).toContain('欧阳锋');
    expect(found.text).toContain('肢体一级');
    const none = await caseworker.get('/households?search=nobody').expect(200);
    expect(none.text).toContain('没有符合条件的家庭');
    const filtered = await caseworker.get('/households?tenure=publicRental&hardship=&sort=headName').expect(200); // prettier-ignore
    expect(filtered.text).toContain('欧阳锋');
    expect(filtered.text).toContain('aria-sort="ascending"');
    const supervisor = await (await Visitor.as(test, 'supervisor')).get('/households').expect(200);
    expect(supervisor.text).not.toContain('/households/new');
    await (await Visitor.as(test, 'contractor')).get('/households').expect(403);
  });

  it('change a household, and refuse what was made from an older state', async () => {
    const page = await aRecorded();
    const edit = `${page}/edit`;
    expect((await caseworker.get(edit).expect(200)).text).toContain('value="12000.50"');
    const saved = await caseworker.send(edit, { ...asTyped({ address: '新门牌 9 号' }), version: '1' });
    expect(saved.headers.location).toBe(page);
    const stale = await caseworker.send(edit, { ...asTyped({ address: '旧页面' }), version: '1' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('旧页面');
    expect((await caseworker.get(page)).text).toContain('新门牌 9 号');
  });

  it('add a second person and put one right without typing the number again', async () => {
    const page = await aRecorded();
    const second = aPerson({ name: '李四妹' });
    const made = await caseworker.send(`${page}/people/new`, {
      name: second.name,
      idNumber: second.idNumber,
      certificateNumber: '',
    });
    expect(made.headers.location).toBe(page);
    const { text } = await caseworker.get(page);
    expect(text).toContain('李四妹');
    expect(text).toContain('无残疾人证');
    const links = [...text.matchAll(/href="(\/households\/[\w-]+\/people\/[\w-]{36})"/g)];
    const edit = links.at(-1)![1]!;
    const form = await caseworker.get(edit).expect(200);
    expect(form.text).toContain('不更正请留空');
    const fields = { name: '李四梅', idNumber: '', certificateNumber: '', version: '1' };
    const twice = await caseworker.send(edit, { ...fields, guardianName: '李大' });
    expect(twice.status).toBe(400);
    expect(twice.text).toContain('href="#guardianRelation"');
    expect((await caseworker.send(edit, fields)).status).toBe(303);
    expect((await caseworker.get(page)).text).toContain('李四梅');
  });

  it('show full numbers once, after the purpose was named', async () => {
    const typed = asTyped();
    const made = await caseworker.send('/households/new', typed);
    const page = made.headers.location as string;
    const { text } = await caseworker.get(page);
    const identity = /href="([^"]+\/identity)"/.exec(text)![1]!;
    expect((await caseworker.get(identity).expect(200)).text).not.toContain(typed['people[0][idNumber]']);
    expect((await caseworker.send(identity, {})).status).toBe(400);
    const shown = await caseworker.send(identity, { purpose: 'checkPapers' });
    expect(shown.text).toContain(typed['people[0][idNumber]']);
    expect(shown.headers['cache-control']).toBe('no-store');
    expect((await caseworker.get(page)).text).toContain('查看完整证件号码');
    const auditor = await Visitor.as(test, 'auditor');
    expect((await auditor.get(page).expect(200)).text).not.toContain('/identity');
    await auditor.get(identity).expect(403);
  });

  it('read out a consent, record it, and withdraw it', async () => {
    const page = await aRecorded();
    const give = `${page}/consents/photos`;
    const asked = await caseworker.get(give).expect(200);
    expect(asked.text).toContain('没有照片的项目不能通过验收');
    const today = /name="givenOn"[^>]*value="([\d-]+)"/.exec(asked.text)![1]!;
    const fields = { textVersion: '2026-1', givenByName: '张三丰', givenByRelation: 'self', givenOn: today };
    const future = await caseworker.send(give, { ...fields, givenOn: addDays(calendarDate(today), 1) });
    expect(future.status).toBe(422);
    expect(future.text).toContain('href="#givenOn"');
    expect((await caseworker.send(give, fields)).headers.location).toBe(`${page}#consents`);
    const { text } = await caseworker.get(page);
    expect(text).toContain('已同意');
    const withdraw = /href="([^"]+\/withdrawal)"/.exec(text)![1]!;
    expect((await caseworker.get(withdraw).expect(200)).text).toContain('撤回以前已经办理的部分仍然有效');
    expect((await caseworker.send(withdraw, { withdrawnOn: today })).status).toBe(303);
    expect((await caseworker.get(page)).text).toContain('已撤回');
    await caseworker.get(`${page}/consents/nonsense`).expect(404);
  });

  it('name the retrofits of a household', async () => {
    const { householdId } = await aRetrofit(test).applied().build();
    const { text } = await caseworker.get(`/households/${householdId}`).expect(200);
    expect(text).toContain('已完成 0/7 步');
    const english = await caseworker.get(`/households/${householdId}?lang=en`).expect(200);
    expect(english.text).toContain('0 of 7 steps done');
  });
});
