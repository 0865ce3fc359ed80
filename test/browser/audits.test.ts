import { Page } from 'playwright-core';
import { paths } from '../../src/paths';
import { calendarDate } from '../../src/platform/time/calendar-date';
import { anOldRecord, anOldYear } from '../builders/found-district';
import { DESK, describeInBrowser, Office } from './browser';
import { faultsOf } from './checks';

describeInBrowser('The pages of audits', () => {
  let office: Office;
  let page: Page;
  const ids = { first: '', second: '', waiting: '' };

  beforeAll(async () => {
    office = await Office.open();
    page = await office.as('supervisor');
    const run = async (): Promise<string> => {
      const { body } = await office.test
        .as('supervisor')
        .post('/api/v1/audits', { sources: 'found' })
        .expect(201);
      const { id } = body as { id: string };
      await untilDone(office, id);
      return id;
    };
    await anOldYear(office.test, 2020);
    const late = { from: calendarDate('2020-04-20'), until: calendarDate('2020-04-20') };
    await anOldRecord(office.test, { name: '赵小一', facts: { contractSignedOn: late } });
    ids.first = await run();
    await anOldRecord(office.test, { name: '钱二', facts: { completedOn: null, signers: ['household'] } });
    ids.second = await run();
  }, 120_000);
  afterAll(() => office?.close());

  it.each([
    ['the list', () => paths.audits.list],
    ['the form', () => paths.audits.create],
    ['the result', () => paths.audits.show(ids.second)],
    ['the findings', () => paths.audits.findings(ids.second)],
    ['the comparison', () => `${paths.audits.comparison(ids.second)}?with=${ids.first}`],
  ])(
    'have no fault on %s, on a phone and at a desk, in both languages',
    async (name, at) => {
      for (const language of ['zh-CN', 'en'] as const) {
        await page.goto(`${at()}${at().includes('?') ? '&' : '?'}lang=${language}`);
        expect(await page.locator('h1').count()).toBe(1);
        expect(await faultsOf(page, `audits ${name}`, language)).toEqual([]);
      }
    },
    60_000,
  );

  it('lead from the form to the result by themselves, without script, as a new auditor of the city', async () => {
    const auditor = await office.as('auditor', { viewport: DESK, language: 'en', script: false });
    await auditor.goto(paths.audits.list);
    await auditor.getByRole('link', { name: 'Start an audit' }).click();
    await auditor.getByLabel('District').selectOption('990101');
    await auditor.getByLabel('Imported ledgers').check();
    await auditor.getByRole('button', { name: 'Start an audit' }).click();
    await auditor.getByRole('heading', { name: 'By rule' }).waitFor({ timeout: 30_000 });
    await auditor.getByRole('link', { name: 'C07' }).click();
    expect(await auditor.locator('main').textContent()).toContain('赵*一');
    expect(office.faults).toEqual([]);
  }, 120_000);
});

/** The office's own worker begins a run as soon as it is asked for; a second one beside it would only take it over. */
async function untilDone({ test }: Office, id: string): Promise<void> {
  for (;;) {
    const { body } = await test.as('supervisor').get(`/api/v1/audits/${id}`).expect(200);
    const { state } = body as { state: string };
    if (state === 'done') return;
    if (state === 'failed') throw new Error('the audit failed');
    await new Promise((next) => setTimeout(next, 100));
  }
}
