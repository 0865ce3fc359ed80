import { Page } from 'playwright-core';
import { paths } from '../../src/paths';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { describeInBrowser, Office } from './browser';
import { fillIn, formTo, press, send, sendFaulty } from './form';
import { aTypedHousehold, createHousehold, PERSON } from './pages/household';
import { aPhoto } from './pages/photos';
import { BATHROOM, DOOR, aTypedSurvey } from './pages/survey';

describeInBrowser('Without script', () => {
  let office: Office;
  let page: Page;
  let retrofit: BuiltRetrofit;

  beforeAll(async () => {
    office = await Office.open();
    retrofit = await aRetrofit(office.test).applied().build();
    page = await office.as('caseworker', { script: false });
  });
  afterAll(() => office.close());

  it('somebody signs in, and is told when the password is wrong', async () => {
    expect(new URL(page.url()).pathname).toBe(paths.worklist);
    const other = await office.visitor({ script: false });
    await other.goto(paths.signIn);
    expect(await sendFaulty(other, paths.signIn, { username: 'caseworker', password: 'wrong' })).toHaveLength(
      1,
    );
    expect(await other.inputValue('[name="username"]')).toBe('caseworker');
  });

  it('a household is entered', async () => {
    await createHousehold(page);
    expect(await page.locator('h1').innerText()).toBe(PERSON);
  });

  it('a household with a fault comes back with everything that was typed', async () => {
    await page.goto(paths.households.create);
    const typed = { ...aTypedHousehold(), memberCount: '很多' };
    expect(await sendFaulty(page, paths.households.create, typed)).toHaveLength(1);
    for (const name of ['address', 'memberCount', 'annualIncomeFen', 'people[0][idNumber]'])
      expect(await page.inputValue(`[name="${name}"]`)).toBe(typed[name as 'memberCount']);
  });

  it('an opinion is given', async () => {
    const at = paths.retrofits.application(retrofit.id);
    await page.goto(at);
    const opinion = '经入户核实，情况属实。';
    await send(page, `${at}/opinions`, { verdict: 'agree', opinion, givenOn: retrofit.days.community });
    expect(await page.locator('#opinions').innerText()).toContain(opinion);
  });

  it('a home is surveyed', async () => {
    const at = paths.retrofits.survey(retrofit.id);
    await page.goto(at);
    await send(page, at, aTypedSurvey(retrofit.days.surveyed));
    expect(await page.locator('#rooms').innerText()).toMatch(new RegExp(`${DOOR}[\\s\\S]*${BATHROOM}`));
  });

  it('photos are uploaded, several at once', async () => {
    const at = paths.retrofits.photos(retrofit.id);
    await page.goto(at);
    const form = formTo(page, at);
    await form.locator('select[name="place"]').selectOption({ index: 1 });
    await fillIn(form, { stage: 'before' });
    const photos = [
      await aPhoto('before', retrofit.days.surveyed),
      await aPhoto('before', retrofit.days.surveyed),
    ];
    await form.locator('input[type="file"]').setInputFiles(photos);
    await press(page, form.locator('button[type="submit"]'));
    expect(await page.locator('.govuk-error-summary').count()).toBe(0);
    expect(await page.locator('main .tantu-photo').count()).toBe(2);
  });

  it('a photo that is none is refused in words, and the choices stay', async () => {
    const at = paths.retrofits.photos(retrofit.id);
    await page.goto(at);
    const form = formTo(page, at);
    await form.locator('select[name="place"]').selectOption({ index: 1 });
    await form
      .locator('input[type="file"]')
      .setInputFiles([{ name: '合同.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') }]);
    const faults = await sendFaulty(page, at, { stage: 'before' });
    expect(faults.join()).toContain('合同.jpg');
    expect(await page.locator('[name="stage"][value="before"]').isChecked()).toBe(true);
  });

  it('no page complained on the way', () => {
    expect(office.faults).toEqual([]);
  });
});
