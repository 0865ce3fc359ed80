import { Locator, Page, Response } from 'playwright-core';

/** Values by the names of their fields: a text or a choice; true or false for a box; a list for several boxes. */
export type Fields = Readonly<Record<string, string | boolean | readonly string[]>>;

/** Fills a form in as somebody does, whatever kind of field each name is. */
export async function fillIn(form: Locator, fields: Fields): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]:not([type="hidden"])`);
    const type = await field.first().getAttribute('type');
    if (type === 'radio') await form.locator(`[name="${name}"][value="${String(value)}"]`).check();
    else if (typeof value === 'boolean') await field.setChecked(value);
    else if (typeof value === 'object') {
      for (const one of value) await form.locator(`[name="${name}"][value="${one}"]`).check();
    } else if (await form.locator(`select[name="${name}"]`).count()) await field.selectOption(value);
    else await field.fill(value);
  }
}

/** The form that is sent to this address. */
export function formTo(page: Page, action: string): Locator {
  return page.locator(`main form[action="${action}"], main form[action^="${action}?"]`);
}

/** Presses a button or a link and waits for the page that answers. @returns its status */
export async function press(page: Page, button: Locator): Promise<number> {
  const isAnswer = (one: Response): boolean =>
    one.request().isNavigationRequest() && (one.status() < 300 || one.status() >= 400);
  const [answer] = await Promise.all([
    page.waitForResponse(isAnswer, { timeout: 30_000 }),
    page.waitForEvent('domcontentloaded', { timeout: 30_000 }),
    button.click(),
  ]);
  return answer.status();
}

/** Fills in and sends. @throws with what the page says is wrong */
export async function send(page: Page, action: string, fields: Fields): Promise<void> {
  const form = formTo(page, action);
  await fillIn(form, fields);
  await expectTaken(page, await press(page, form.locator('button[type="submit"]').first()));
}

/** Fills in and sends what must be refused. @returns what the summary says, a line for each fault */
export async function sendFaulty(page: Page, action: string, fields: Fields = {}): Promise<string[]> {
  const form = formTo(page, action);
  await fillIn(form, fields);
  await press(page, form.locator('button[type="submit"]').first());
  const faults = await faultsOn(page);
  if (faults.length === 0) throw new Error(`${page.url()} took a form that it should refuse`);
  return faults;
}

/** @throws with what the page says is wrong */
export async function expectTaken(page: Page, status: number): Promise<void> {
  const faults = await faultsOn(page);
  if (status < 400 && faults.length === 0) return;
  const heading = await page.locator('h1').first().innerText();
  throw new Error(`${page.url()} answered ${status}, ${heading}: ${faults.join(' | ')}`);
}

function faultsOn(page: Page): Promise<string[]> {
  return page.locator('.govuk-error-summary__list li').allInnerTexts();
}

/** Draws a signature with the mouse on the pad: two strokes. */
export async function draw(page: Page, form: Locator): Promise<void> {
  const canvas = form.locator('.tantu-signature canvas');
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error(`${page.url()} shows no pad to sign on`);
  const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  for (const [from, to] of [
    [at(0.2, 0.3), at(0.6, 0.7)],
    [at(0.65, 0.25), at(0.4, 0.8)],
  ] as const) {
    await page.mouse.move(...from);
    await page.mouse.down();
    for (let step = 1; step <= 12; step += 1) {
      const along = step / 12;
      const bend = Math.sin(along * Math.PI) * 12;
      await page.mouse.move(from[0] + (to[0] - from[0]) * along + bend, from[1] + (to[1] - from[1]) * along);
    }
    await page.mouse.up();
  }
}
