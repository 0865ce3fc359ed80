import { Page } from 'playwright-core';
import { paths } from '../../../src/paths';
import { anIdNumber } from '../../builders/identity';
import { Fields, fillIn, formTo, press, send } from '../form';
import { idIn } from './retrofit';

export const PERSON = '司马望舒';

/** What a caseworker types for a household that the programmes of these tests take in. */
export function aTypedHousehold(): Fields {
  const idNumber = anIdNumber();
  return {
    address: '石桥社区 3 组 12 号', headName: PERSON, phone: '0990-5550199', tenure: 'owned', hardship: 'minimumLiving', memberCount: '2',
    annualIncomeFen: '14500', notes: '电话请在傍晚打', 'people[0][name]': PERSON, 'people[0][idNumber]': idNumber,
    'people[0][certificateNumber]': `${idNumber}41`, 'people[0][certificateValidFrom]': '2022-03-01', 'people[0][certificateValidUntil]': '2032-03-01',
  }; // prettier-ignore
}

/** @returns the household's id */
export async function createHousehold(page: Page): Promise<string> {
  await page.goto(paths.households.list);
  await press(page, page.locator(`main a[href="${paths.households.create}"]`).first());
  await send(page, paths.households.create, aTypedHousehold());
  return idIn(page.url());
}

/** @returns the retrofit's id */
export async function openRetrofit(page: Page, householdId: string, programmeId: string): Promise<string> {
  await page.goto(paths.households.show(householdId));
  await press(page, page.locator(`main a[href="${paths.retrofits.create(householdId)}"]`));
  const form = formTo(page, paths.retrofits.list);
  await form.locator('[name="personId"]').first().check();
  await fillIn(form, { programmeId });
  await send(page, paths.retrofits.list, {});
  return idIn(page.url());
}
