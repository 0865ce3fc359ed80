import { Page } from 'playwright-core';
import { paths } from '../../src/paths';
import { aFlaggedRetrofit, FlaggedRetrofit } from '../builders/finding';
import { LikePhotos, aReusedPhoto } from '../builders/likeness';
import { DESK, describeInBrowser, Office } from './browser';
import { faultsOf, focusedByTheSummary } from './checks';
import { sendFaulty } from './form';

const FOCUSED_FLAG = 'document.activeElement?.closest(".tantu-flag")?.id ?? ""';
const FOCUSED_FIELD = 'document.activeElement?.getAttribute("name") ?? ""';

describeInBrowser('The review by keyboard', () => {
  let office: Office;
  let page: Page;
  let retrofit: FlaggedRetrofit;
  let at: string;

  beforeAll(async () => {
    office = await Office.open();
    page = await office.as('supervisor', { viewport: DESK });
  });
  beforeEach(async () => {
    retrofit = await aFlaggedRetrofit(office.test);
    at = `${paths.review.list}?retrofit=${retrofit.id}&rule=C14`;
  });
  afterAll(() => office.close());

  const focusedFlag = (): Promise<string> => page.evaluate<string>(FOCUSED_FLAG);
  const ids = async (): Promise<string[]> =>
    Promise.all((await page.locator('.tantu-flag').all()).map(async (flag) => (await flag.getAttribute('id'))!)); // prettier-ignore
  const stateOf = async (flagId: string): Promise<{ state: string; reason: string | null }> =>
    (
      await office.test.db.query<{ state: string; reason: string | null }>(
        'SELECT state, decision_reason AS reason FROM findings WHERE id = $1',
        [flagId.replace('flag-', '')],
      )
    )[0]!;

  it('moves between flags, decides with an offered reason that is edited, and goes on to the next', async () => {
    await page.goto(at);
    const [first, second] = await ids();
    await page.keyboard.press('j');
    expect(await focusedFlag()).toBe(first);
    await page.keyboard.press('ArrowDown');
    expect(await focusedFlag()).toBe(second);
    await page.keyboard.press('k');
    expect(await focusedFlag()).toBe(first);
    await page.keyboard.press('r');
    expect(await page.evaluate(FOCUSED_FIELD)).toBe('reason');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('请三日内补。');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(await stateOf(first!)).toEqual({ state: 'rejected', reason: '请说明迟录的原因。请三日内补。' });
    expect(await ids()).toEqual([second]);
    expect(await focusedFlag()).toBe(second);
    await page.keyboard.press('a');
    await page.locator('.tantu-flag__reason', { hasText: '停电断网' }).click();
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect((await stateOf(second!)).state).toBe('accepted');
    expect(await page.locator('.tantu-flag').count()).toBe(0);
  });

  it('sends nothing without a reason, and writes no letter of a command into it', async () => {
    await page.goto(at);
    const [first] = await ids();
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');
    expect((await stateOf(first!)).state).toBe('open');
    await page.keyboard.type('ajk?');
    expect(await page.locator(`#${first} input[name="reason"]`).inputValue()).toBe('ajk?');
    await page.keyboard.press('Escape');
    expect(await focusedFlag()).toBe(first);
  });

  it('explains its keys, and can be told to leave single letters alone', async () => {
    await page.goto(at);
    const keys = page.locator('[data-keys]');
    await page.keyboard.press('?');
    expect(await keys.getAttribute('open')).not.toBeNull();
    await page.locator('#keys-on').uncheck();
    await page.reload();
    expect(await page.locator('#keys-on').isChecked()).toBe(false);
    await page.locator('.tantu-flag').first().focus();
    await page.keyboard.press('a');
    expect(await page.locator('input[name="decision"]:checked').count()).toBe(0);
    await page.evaluate('localStorage.clear()');
  });

  it('opens one flag and comes back to the list after the last', async () => {
    await page.goto(at);
    const [first, second] = await ids();
    await page.keyboard.press('j');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('o')]);
    expect(await ids()).toEqual([first]);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('j')]);
    expect(await ids()).toEqual([second]);
    await page.keyboard.press('c');
    await page.keyboard.type('看过');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect((await stateOf(second!)).state).toBe('cured');
    expect(new URL(page.url()).pathname).toBe(paths.review.list);
  });

  it('works without script too, as plain forms', async () => {
    const plain = await office.as('supervisor', { script: false, viewport: DESK });
    await plain.goto(at);
    expect(await plain.locator('[data-keys]').isVisible()).toBe(false);
    const flag = plain.locator('.tantu-flag').first();
    const id = (await flag.getAttribute('id'))!;
    await flag.locator('input[value="accepted"]').check();
    await flag.locator('input[name="reason"]').fill('纸质记录已核对');
    await Promise.all([plain.waitForEvent('load'), flag.locator('button[type="submit"]').click()]);
    expect(await stateOf(id)).toEqual({ state: 'accepted', reason: '纸质记录已核对' });
    expect(await plain.locator('.tantu-flag').count()).toBe(1);
  });

  it('no page complained on the way', () => expect(office.faults).toEqual([]));
});

describeInBrowser('Two photos compared in a browser', () => {
  let office: Office;
  let page: Page;
  let like: LikePhotos;

  beforeAll(async () => {
    office = await Office.open();
    like = await aReusedPhoto(office.test);
    page = await office.as('supervisor', { viewport: DESK });
  });
  afterAll(() => office.close());

  const seen = async (address: string): Promise<void> => {
    await page.goto(address);
    // Pictures below the fold are fetched when somebody comes to them.
    for (const image of await page.locator('main img').all()) await image.scrollIntoViewIfNeeded();
    // Asked anew each time: what polls inside of the page evaluates texts, which the page's own policy refuses.
    while (
      !(await page.evaluate('[...document.images].every((one) => one.complete && one.naturalWidth > 0)'))
    )
      await page.waitForTimeout(100);
  };

  describe.each(['zh-CN', 'en'] as const)('in %s, on a phone and at a desk', (language) => {
    const holds = async (name: string): Promise<void> => {
      expect(await page.locator('h1').count()).toBe(1);
      expect(await faultsOf(page, name, language)).toEqual([]);
    };

    it('the review with its photos holds', async () => {
      await seen(`${paths.review.list}?rule=E03&lang=${language}`);
      await holds('the review with photos');
    });

    it('the comparison holds', async () => {
      await seen(`${paths.review.show(like.flagId)}?lang=${language}`);
      await holds('the comparison');
    });

    it('a refused decision comes back beside the photos', async () => {
      await page.goto(`${paths.review.show(like.flagId)}?lang=${language}`);
      await sendFaulty(page, paths.review.decide(like.flagId));
      expect(await focusedByTheSummary(page)).toEqual(['decision', 'reason']);
      await holds('the comparison refused');
    });
  });

  it('the slider shows more or less of the other photo, which lies exactly over the first', async () => {
    await seen(paths.review.show(like.flagId));
    const over = page.locator('.tantu-compare__image--over');
    const [lower, upper] = [await page.locator('.tantu-compare__stack img').first().boundingBox(), await over.boundingBox()]; // prettier-ignore
    expect(upper).toEqual(lower);
    const slider = page.locator('#overlay');
    await slider.focus();
    await page.keyboard.press('Home');
    expect(await over.evaluate((image) => (image as unknown as { style: { opacity: string } }).style.opacity)).toBe('0'); // prettier-ignore
    await page.keyboard.press('End');
    expect(await over.evaluate((image) => (image as unknown as { style: { opacity: string } }).style.opacity)).toBe('1'); // prettier-ignore
  });

  it('without script there are three pictures', async () => {
    const plain = await office.as('supervisor', { script: false });
    await plain.goto(paths.review.show(like.flagId), { waitUntil: 'domcontentloaded' });
    expect(await plain.locator('#comparison img:not([hidden] img)').count()).toBe(3);
    expect(await plain.locator('[data-module="tantu-overlay"]').isVisible()).toBe(false);
  });

  it('no page complained on the way', () => expect(office.faults).toEqual([]));
});
