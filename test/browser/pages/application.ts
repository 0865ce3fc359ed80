import { Page } from 'playwright-core';
import { paths } from '../../../src/paths';
import { CalendarDate } from '../../../src/platform/time/calendar-date';
import { send } from '../form';
import { goTo } from './retrofit';

export async function apply(page: Page, id: string, appliedOn: CalendarDate): Promise<void> {
  await goTo(page, id, 'application');
  const needs = '轮椅出不了门，如厕起身困难，听不到敲门。';
  await send(page, paths.retrofits.application(id), { appliedOn, applicantRelation: 'self', channel: 'community', needs }); // prettier-ignore
}

/** The opinion of whoever is signed in. */
export async function giveOpinion(
  page: Page,
  id: string,
  opinion: string,
  givenOn: CalendarDate,
): Promise<void> {
  await goTo(page, id, 'application');
  await send(page, `${paths.retrofits.application(id)}/opinions`, { verdict: 'agree', opinion, givenOn });
}

export async function recordSelection(page: Page, id: string, selectedOn: CalendarDate): Promise<void> {
  await goTo(page, id, 'application');
  const record = '社区民主评议会，到会 11 人，一致同意列入改造名单。';
  await send(page, `${paths.retrofits.application(id)}/selection`, { method: 'appraisalMeeting', selectedOn, record }); // prettier-ignore
}

export async function recordNotice(
  page: Page,
  id: string,
  noticeFrom: CalendarDate,
  noticeUntil: CalendarDate,
): Promise<void> {
  await goTo(page, id, 'application');
  const details = page.locator('#notice details');
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  await send(page, `${paths.retrofits.application(id)}/notice`, { noticeFrom, noticeUntil, place: '社区公示栏', objections: '公示期间无异议。' }); // prettier-ignore
}
