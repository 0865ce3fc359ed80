import { Page } from 'playwright-core';
import { paths } from '../../../src/paths';
import { CATALOGUE } from '../../../src/plans/catalogue/catalogue';
import { CalendarDate } from '../../../src/platform/time/calendar-date';
import { draw, formTo, press, send } from '../form';
import { goTo } from './retrofit';

/** Everything is as planned, within every requirement, and passes. */
export async function inspect(page: Page, id: string, inspectedOn: CalendarDate): Promise<void> {
  await goTo(page, id, 'acceptance');
  const action = paths.acceptance.inspect(id);
  await press(page, page.locator(`main a[href="${action}"]`));
  const form = formTo(page, action);
  for (const item of await form.locator('fieldset[id$="-itemId"]').all()) {
    await item.locator('[name$="[acceptedQuantity]"]').fill('1');
    for (const key of await item.locator('[name$="[key]"]').all()) {
      const name = (await key.getAttribute('name'))!.replace('[key]', '[value]');
      await item.locator(`[name="${name}"]`).fill(goodValue((await key.getAttribute('value'))!));
    }
    for (const box of await item.locator('[type="checkbox"]').all()) await box.check();
    await item.locator('[name$="[functionTest]"][value="passed"]').check();
    await item.locator('[name$="[result]"][value="pass"]').check();
  }
  await send(page, action, { inspectedOn, opinion: '逐项核对，符合方案和要求。' });
}

function goodValue(key: string): string {
  const found = CATALOGUE.flatMap(({ requirements }) => requirements).find((one) => one.key === key);
  return String(found?.bound.min ?? found?.bound.max ?? '');
}

/** Signs on the pad in one role: the household is the person herself, everybody else whose account it is. */
export async function sign(page: Page, id: string, role: string): Promise<void> {
  await goTo(page, id, 'acceptance');
  const action = paths.acceptance.sign(id, role);
  await press(page, page.locator(`main a[href="${action}"]`));
  await draw(page, formTo(page, action));
  await send(page, action, {});
}

/** Lets everything stand that waits for the supervisor's word. */
export async function decideFlags(page: Page, id: string): Promise<void> {
  await page.goto(paths.retrofits.findings(id));
  const action = paths.findings.decide(id);
  const boxes = await formTo(page, action).locator('[name="ids"]').all();
  if (boxes.length === 0) return;
  for (const box of boxes) await box.check();
  await send(page, action, { decision: 'accepted', reason: '已到现场逐项核对，与实际情况一致。' });
}

export async function accept(page: Page, id: string, acceptedOn: CalendarDate): Promise<void> {
  await goTo(page, id, 'acceptance');
  await send(page, paths.acceptance.complete(id), { acceptedOn });
}

/** Issues the report and waits until its PDF has been made. @returns the PDF's address */
export async function issueReport(page: Page, id: string): Promise<string> {
  await goTo(page, id, 'report');
  await send(page, paths.retrofits.report(id), {});
  const link = page.locator('main a[href*="/pdf"]').first();
  for (let tries = 0; tries < 60 && (await link.count()) === 0; tries += 1) {
    await page.waitForTimeout(500);
    await page.reload().catch(unlessReplaced);
  }
  return (await link.getAttribute('href')) ?? '';
}

export async function stateSatisfied(page: Page, id: string, statedOn: CalendarDate): Promise<void> {
  await goTo(page, id, 'satisfaction');
  const action = paths.retrofits.satisfaction(id);
  await draw(page, formTo(page, action));
  await send(page, action, { outcome: 'satisfied', words: '出门、洗澡都方便多了，谢谢。', relation: 'self', statedOn }); // prettier-ignore
}

/** A page that renews itself at the same moment takes the place of what was asked for. */
function unlessReplaced(error: unknown): null {
  if (error instanceof Error && error.message.includes('ERR_ABORTED')) return null;
  throw error;
}
