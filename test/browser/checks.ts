import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from 'axe-core';
import { Page } from 'playwright-core';
import { DESK, PHONE } from './browser';

type Violation = Pick<Result, 'id' | 'nodes'>;

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const RUN = `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], runOnly: TAGS })}).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })))`;
const WIDTH = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const FOCUSED = '(({ name, id }) => name || id || "")(document.activeElement)';
/** What is folded away must hold as well. */
const UNFOLD = 'document.querySelectorAll("main details").forEach((fold) => { fold.open = true; })';

/** Axe takes longer than all else: it sees a page on a phone in Chinese, and with its faults at a desk in English. */
const SEEN_BY_AXE = { asItIs: 'zh-CN phone', withFaults: 'en desk' };

/**
 * What is wrong with a page at the width of a phone and of a desk: WCAG 2.2 AA as far as a program can tell, and
 * whether it must be scrolled sideways. Where BROWSER_PICTURES names a folder, it keeps a picture of each, for eyes.
 */
export async function faultsOf(page: Page, name: string, language: 'zh-CN' | 'en'): Promise<string[]> {
  const faults: string[] = [];
  const hasSummary = (await page.locator('.govuk-error-summary').count()) > 0;
  const seen = hasSummary ? SEEN_BY_AXE.withFaults : SEEN_BY_AXE.asItIs;
  for (const [device, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
    const way = `${language} ${device}`;
    await page.setViewportSize(viewport);
    await page.evaluate(UNFOLD);
    await keepPicture(page, `${name} ${way}`);
    const over = await page.evaluate<number>(WIDTH);
    if (over > 0) faults.push(`${way}: ${over} px too wide`);
    if (way === seen) faults.push(...(await violations(page)).map((one) => `${way}: ${one}`));
  }
  return faults;
}

/** Follows each line of the summary. @returns what has the focus then: the name or id of a field, '' for none */
export async function focusedByTheSummary(page: Page): Promise<string[]> {
  const focused: string[] = [];
  for (const link of await page.locator('.govuk-error-summary__list a').all()) {
    await link.click();
    focused.push(await page.evaluate<string>(FOCUSED));
  }
  return focused;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<Violation[]>(RUN);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.BROWSER_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replace(/[^\w-]+/g, '-')}.png`), fullPage: true });
}
