import { Page } from 'playwright-core';
import { paths } from '../../../src/paths';
import { press } from '../form';

type Part = Exclude<keyof typeof paths.retrofits, 'list' | 'show' | 'create'>;

/** The id that an address names. */
export function idIn(url: string): string {
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(url)?.[0];
  if (!id) throw new Error(`${url} names nothing`);
  return id;
}

/** Goes to a part of a retrofit as everybody does: by a link on the retrofit's own page. */
export async function goTo(page: Page, retrofitId: string, part: Part): Promise<void> {
  await page.goto(paths.retrofits.show(retrofitId));
  const href = paths.retrofits[part](retrofitId);
  await press(page, page.locator(`main a[href="${href}"], main a[href^="${href}#"]`).first());
}
