import { Page } from 'playwright-core';
import { paths } from '../../src/paths';
import { addDays } from '../../src/platform/time/calendar-date';
import { localDay } from '../../src/platform/time/district-time';
import { PersonKey } from '../support/people';
import { DESK, describeInBrowser, Office } from './browser';
import { accept, decideFlags, inspect, issueReport, sign, stateSatisfied } from './pages/acceptance';
import { apply, giveOpinion, recordNotice, recordSelection } from './pages/application';
import { createHousehold, openRetrofit, PERSON } from './pages/household';
import { addMissing } from './pages/photos';
import { agree, propose } from './pages/plan';
import { assign, createProgramme, makeContract } from './pages/programme';
import { consult, measure, survey } from './pages/survey';
import { complete, installDevice, noteProgress, start } from './pages/works';

/** The whole main path, through nothing but pages: each test goes on where the one before it stopped. */
describeInBrowser('The main path in a browser', () => {
  const today = localDay(new Date());
  const ago = (days: number) => addDays(today, -days);
  const at = new Map<PersonKey, Page>();
  const as = (person: PersonKey): Page => at.get(person)!;
  let office: Office;
  let programmeId: string;
  let contractId: string;
  let id: string;

  beforeAll(async () => {
    office = await Office.open();
    for (const person of ['caseworker', 'contractor'] as const) at.set(person, await office.as(person));
    for (const person of ['street', 'district', 'supervisor'] as const)
      at.set(person, await office.as(person, { viewport: DESK }));
  });
  afterAll(() => office.close());

  it('begins with the supervisor’s programme, its quota, a decision and a contract', async () => {
    const page = as('supervisor');
    programmeId = await createProgramme(page, '浏览器走查项目', today);
    contractId = await makeContract(page, programmeId, ago(6), ago(3));
    expect(await page.locator('main').innerText()).toContain('样残合〔1〕号');
  });

  it('a caseworker enters a household on the phone and opens its retrofit', async () => {
    const page = as('caseworker');
    const householdId = await createHousehold(page);
    id = await openRetrofit(page, householdId, programmeId);
    expect(await page.locator('h1').innerText()).toContain(PERSON);
  });

  it('the household applies, and three people give their opinions, after selection and notice', async () => {
    await apply(as('caseworker'), id, ago(7));
    await giveOpinion(as('caseworker'), id, '经入户核实，情况属实，同意上报。', ago(7));
    await recordSelection(as('caseworker'), id, ago(7));
    await giveOpinion(as('street'), id, '经审核，同意社区意见。', ago(7));
    await recordNotice(as('caseworker'), id, ago(7), ago(5));
    await giveOpinion(as('district'), id, '符合本年度改造条件，同意列入计划。', ago(4));
    expect(await as('district').locator('#opinions .tantu-opinion').count()).toBe(3);
  });

  it('the home is surveyed and measured, and the person is asked', async () => {
    const page = as('caseworker');
    await survey(page, id, ago(6));
    await measure(page, id, ago(6));
    await consult(page, id, ago(6));
    await page.goto(paths.retrofits.show(id));
    expect(await page.locator('.tantu-steps__item--done').count()).toBe(3);
  });

  it('a plan with two items is drawn up and agreed with a drawn signature', async () => {
    const page = as('caseworker');
    await propose(page, id);
    await agree(page, id, ago(4));
    await page.goto(paths.retrofits.plan(id));
    expect(await page.locator('main').innerText()).toContain('620');
  });

  it('the supervisor puts it under the contract', async () => {
    await assign(as('supervisor'), contractId, id);
    expect(await as('supervisor').locator('#assigned').innerText()).toContain(PERSON);
  });

  it('the caseworker adds the photos from before', async () => {
    expect(await addMissing(as('caseworker'), id, ['before'], ago(3))).toBe(2);
    expect(await as('caseworker').locator('main .tantu-photo').count()).toBe(2);
  });

  it('the contractor starts, photographs, installs the device and completes', async () => {
    const page = as('contractor');
    await start(page, id, ago(2));
    await noteProgress(page, id, ago(2));
    await addMissing(page, id, ['tape', 'after', 'inUse', 'nameplate'], ago(1));
    await installDevice(page, id, 'AT2026000123');
    await complete(page, id, ago(1));
    await page.goto(paths.retrofits.photos(id));
    expect(await page.locator('#missing .tantu-notice--good').count()).toBe(1);
  });

  it('every item is inspected, everybody signs on the pad, and the retrofit is accepted', async () => {
    await inspect(as('district'), id, today);
    await sign(as('caseworker'), id, 'household');
    for (const person of ['contractor', 'street', 'district'] as const) await sign(as(person), id, person);
    await sign(as('caseworker'), id, 'community');
    await decideFlags(as('supervisor'), id);
    await accept(as('district'), id, today);
    expect(await as('district').locator('.tantu-notice--good').count()).toBe(1);
  });

  it('the report is issued, and its PDF downloads', async () => {
    const page = as('supervisor');
    const href = await issueReport(page, id);
    const arriving = page.waitForEvent('download');
    await page.locator(`main a[href="${href}"]`).click();
    const download = await arriving;
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).subarray(0, 5).toString()).toBe('%PDF-');
    expect(download.suggestedFilename()).toMatch(/\.pdf$/);
  });

  it('the person says that she is satisfied, and signs', async () => {
    await stateSatisfied(as('caseworker'), id, today);
    await as('caseworker').goto(paths.retrofits.show(id));
    expect(await as('caseworker').locator('.tantu-steps__item--done').count()).toBe(7);
  });

  it('no page complained on the way: no broken content policy, no missing file, no script error', () => {
    expect(office.faults).toEqual([]);
  });
});
