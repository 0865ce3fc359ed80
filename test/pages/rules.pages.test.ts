import { RULE_BOOK } from '../../src/workflow/rule-book';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const rulesIn = (html: string): string[] =>
  [...html.matchAll(/<section class="tantu-rule" id="(\w+)"/g)].map(([, code]) => code!);

describe('The page of the rules', () => {
  let test: TestApp;
  let caseworker: Visitor;
  beforeAll(async () => {
    test = await createTestApp();
    caseworker = await Visitor.as(test, 'caseworker');
  });
  afterAll(() => test.close());

  it('asks a stranger to sign in', async () => {
    const { status, headers } = await Visitor.at(test).get('/rules');
    expect([status, headers.location]).toEqual([303, expect.stringContaining('/sign-in')]);
  });

  it('shows every rule in force under its address', async () => {
    const { text } = await caseworker.get('/rules').expect(200);
    const codes = new Set([...RULE_BOOK.rules, ...RULE_BOOK.programmeRules].map(({ code }) => code));
    expect(rulesIn(text).sort()).toEqual([...codes].sort());
    expect(text).toContain('href="/rules#C07"');
    expect(text).toContain('先签合同后开工');
    expect(text).toContain('巡察第 3②项：5 月施工完成，9 月 7 日才签协议');
    expect(text).not.toContain('Inspection 2022');
  });

  it('reads in English without a Chinese sentence', async () => {
    const { text } = await caseworker.get('/rules?lang=en').expect(200);
    expect(text).toContain('Contract before works');
    expect(text).toContain('contract signed on 7 September');
    expect(text).toContain('the database refuses');
    expect(text).not.toContain('先签合同后开工');
    await caseworker.get('/rules?lang=zh-CN');
  });

  it('is filtered by part and by mode, and keeps the one while the other is chosen', async () => {
    const chosen = await caseworker.get('/rules?part=P&mode=flag').expect(200);
    expect(rulesIn(chosen.text)).toEqual(['P05', 'P06']);
    expect(chosen.text).toContain('href="/rules?part=M&amp;mode=flag"');
    expect(chosen.text).toContain('href="/rules?part=P&amp;mode=watch"');
    expect(rulesIn((await caseworker.get('/rules?mode=watch').expect(200)).text)).toEqual([
      'Q02',
      'Q03',
      'Q04',
    ]);
    expect((await caseworker.get('/rules?part=T&mode=watch').expect(200)).text).toContain(
      '没有符合条件的规则',
    );
    await caseworker.get('/rules?part=Z').expect(400);
    await caseworker.get('/rules?mode=maybe').expect(400);
  });

  it.each(['caseworker', 'contractor', 'supervisor', 'auditor', 'admin'] as const)(
    'is open to the %s, who finds it in the menu',
    async (person: PersonKey) => {
      const { text } = await (await Visitor.as(test, person)).get('/rules').expect(200);
      expect(text).toMatch(/<a[^>]*href="\/rules"[^>]*aria-current/);
    },
  );
});
