import { aRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const PAGE = '/catalogue/toilet-grab-bar';

describe('The pages of the catalogue', () => {
  let test: TestApp;
  let supervisor: Visitor, caseworker: Visitor;
  beforeAll(async () => {
    test = await createTestApp();
    supervisor = await Visitor.as(test, 'supervisor');
    caseworker = await Visitor.as(test, 'caseworker');
  });
  afterAll(() => test.close());

  it('let a supervisor set an item, and show who changed what', async () => {
    const { text: form } = await supervisor.get(PAGE).expect(200);
    expect(form).toContain('value="420.00"');
    const sent = await supervisor.send(PAGE, { priceLimitFen: '450', minimumWorksDays: '2', active: 'yes', version: '1' }, PAGE); // prettier-ignore
    expect([sent.status, sent.headers['location']]).toEqual([303, '/catalogue']);
    const { text: list } = await supervisor.get('/catalogue').expect(200);
    expect(list).toContain('450.00 元');
    expect(list).toContain('本区设定');
    const { text } = await caseworker.get(PAGE).expect(200);
    expect(text).not.toContain('name="priceLimitFen"');
    expect(text).toMatch(/单价上限: <del>420.00 元<\/del>/);
  });

  it('keep what was typed where it is impossible, or somebody was quicker', async () => {
    const faulty = { priceLimitFen: 'viel', minimumWorksDays: '2', active: 'yes' };
    const refused = await supervisor.send(PAGE, faulty, PAGE);
    expect([refused.status, refused.text.includes('value="viel"')]).toEqual([400, true]);
    const stale = { priceLimitFen: '460', minimumWorksDays: '2', active: 'yes', version: '1' };
    expect((await supervisor.send(PAGE, stale, PAGE)).status).toBe(409);
  });

  it('bind the plan: its form offers what is built in the district, at the district’s limit', async () => {
    const made = await aRetrofit(test).approved().consulted().build();
    const plan = `/retrofits/${made.id}/plan`;
    expect((await caseworker.get(plan).expect(200)).text).toContain('value="toilet-grab-bar"');
    const input = { priceLimitFen: '450', minimumWorksDays: '2' };
    expect((await supervisor.send(PAGE, input, PAGE)).status).toBe(303);
    const open = await aRetrofit(test).consulted().build();
    const { text } = await caseworker.get(`/retrofits/${open.id}/plan`).expect(200);
    expect(text).not.toContain('value="toilet-grab-bar"');
    // Approved before: its terms still have the item.
    expect((await caseworker.get(plan).expect(200)).text).toContain('value="toilet-grab-bar"');
  });
});
