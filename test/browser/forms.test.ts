import { Page } from 'playwright-core';
import { paths } from '../../src/paths';
import { addDays } from '../../src/platform/time/calendar-date';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { describeInBrowser, Office } from './browser';
import { focusedByTheSummary } from './checks';
import { draw, Fields, fillIn, formTo, sendFaulty } from './form';
import { aTypedHousehold } from './pages/household';
import { aPhoto, upload } from './pages/photos';
import { aTypedSurvey } from './pages/survey';

/** What stands in the fields now, by the names that were typed into. */
async function valuesOf(page: Page, action: string, typed: Fields): Promise<Fields> {
  const form = formTo(page, action);
  const values: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(typed)) {
    const field = form.locator(`[name="${name}"]:not([type="hidden"])`).first();
    const type = await field.getAttribute('type');
    if (type === 'radio')
      values[name] = (await form.locator(`[name="${name}"]:checked`).getAttribute('value')) ?? '';
    else values[name] = typeof value === 'boolean' ? await field.isChecked() : await field.inputValue();
  }
  return values;
}

describeInBrowser('A form that is refused', () => {
  let office: Office;
  let page: Page;
  let retrofit: BuiltRetrofit;

  beforeAll(async () => {
    office = await Office.open();
    retrofit = await aRetrofit(office.test).consulted().build();
    page = await office.as('caseworker');
  });
  afterAll(() => office.close());

  it('keeps every value of a household, and its summary leads to the fields', async () => {
    const at = paths.households.create;
    await page.goto(at);
    const typed = {
      ...aTypedHousehold(), memberCount: '零', annualIncomeFen: '一万', longitude: '500', latitude: '33.719200',
      positionAccuracyM: '12', 'people[0][guardianName]': '司马长卿', 'people[0][guardianRelation]': 'child',
    }; // prettier-ignore
    const faults = await sendFaulty(page, at, typed);
    expect(faults).toHaveLength(3);
    expect(await valuesOf(page, at, typed)).toEqual(typed);
    const focused = await focusedByTheSummary(page);
    expect(focused.sort()).toEqual(['annualIncomeFen', 'longitude', 'memberCount']);
  });

  it('moves the focus to the summary, and says in the title that something is wrong', async () => {
    expect(await page.title()).toMatch(/^错误/);
    const at = paths.signIn;
    const stranger = await office.visitor({ language: 'en' });
    await stranger.goto(at);
    await sendFaulty(stranger, at, { username: 'caseworker', password: '' });
    expect(await stranger.evaluate('document.activeElement.className')).toContain('govuk-error-summary');
    expect(await stranger.title()).toMatch(/^Error/);
  });

  it('keeps what was typed when a rule refuses it: a survey in the future', async () => {
    const surveyed = await aRetrofit(office.test).build();
    const at = paths.retrofits.survey(surveyed.id);
    await page.goto(at);
    const typed = aTypedSurvey(addDays(surveyed.days.signed, 400));
    expect((await sendFaulty(page, at, typed)).join()).toMatch(/C13|将来|未来/);
    expect(await valuesOf(page, at, typed)).toEqual(typed);
    expect(await focusedByTheSummary(page)).toEqual(['surveyedOn']);
  });

  it('keeps the lines of a plan, with their sizes', async () => {
    const at = paths.retrofits.plan(retrofit.id);
    await page.goto(at);
    const typed = {
      'lines[0][catalogueCode]': 'toilet-grab-bar', 'lines[0][roomId]': retrofit.rooms.bathroom!, 'lines[0][quantity]': '一', 'lines[0][unitPriceFen]': '360.00',
      'lines[0][note]': '两侧都要',
    }; // prettier-ignore
    await sendFaulty(page, at, typed);
    expect(await valuesOf(page, at, typed)).toEqual(typed);
    expect(await focusedByTheSummary(page)).toEqual(['lines[0][quantity]']);
  });

  it('keeps a drawn signature', async () => {
    const at = paths.retrofits.plan(retrofit.id);
    await page.goto(at);
    await fillIn(formTo(page, at), { 'lines[0][catalogueCode]': 'toilet-grab-bar', 'lines[0][roomId]': retrofit.rooms.bathroom!, 'lines[0][quantity]': '1', 'lines[0][unitPriceFen]': '360' }); // prettier-ignore
    await formTo(page, at).locator('button[type="submit"]').first().click();
    const agreement = `${at}/agreement`;
    await draw(page, formTo(page, agreement));
    const drawn = await formTo(page, agreement).locator('[name="strokes"]').inputValue();
    expect(drawn).toMatch(/^\[\[\[/);
    await sendFaulty(page, agreement, { name: '', agreedOn: retrofit.days.planAgreed });
    expect(JSON.parse(await formTo(page, agreement).locator('[name="strokes"]').inputValue())).toEqual(
      JSON.parse(drawn),
    );
    expect(await page.locator('.tantu-signature__state').innerText()).toContain('已签');
    expect(await focusedByTheSummary(page)).toEqual(['name']);
  });

  it('tells at the photo itself what is wrong with it, and takes the others', async () => {
    const at = paths.retrofits.photos(retrofit.id);
    await page.goto(at);
    const form = formTo(page, at);
    await form.locator('select[name="place"]').selectOption({ index: 1 });
    await fillIn(form, { stage: 'before' });
    const broken = { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };
    await form.locator('input[type="file"]').setInputFiles([broken, await aPhoto('before', retrofit.days.surveyed)]); // prettier-ignore
    await form.locator('button[type="submit"]').click();
    await form.locator('[data-state="done"]').waitFor();
    expect(await form.locator('[data-state="failed"]').innerText()).toContain('broken.jpg');
    await form.locator('[data-state="failed"] button').click();
    await upload(page, retrofit.id);
    expect(await page.locator('main .tantu-photo').count()).toBe(1);
  });

  it('is stopped by a broken policy nowhere: no page complained, except of the photo that was none', () => {
    expect(office.faults.filter((fault) => !/\/photos: 4\d\d /.test(fault))).toEqual([]);
  });
});
