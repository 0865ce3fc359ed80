import { Page } from 'playwright-core';
import { paths } from '../../../src/paths';
import { PersonKey } from '../../support/people';
import { PASSWORD } from '../../support/test-app';
import { send } from '../form';

export async function signIn(page: Page, person: PersonKey): Promise<void> {
  await page.goto(paths.signIn);
  await send(page, paths.signIn, { username: person, password: PASSWORD });
}
