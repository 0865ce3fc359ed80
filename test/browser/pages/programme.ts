import { Page } from 'playwright-core';
import { paths } from '../../../src/paths';
import { addDays, CalendarDate, yearOf } from '../../../src/platform/time/calendar-date';
import { idIn } from './retrofit';
import { fillIn, formTo, press, send } from '../form';

/** A programme that began a week ago, with a notice of two days and a place for three households. @returns its id */
export async function createProgramme(page: Page, name: string, today: CalendarDate): Promise<string> {
  const begin = addDays(today, -7);
  await page.goto(paths.programmes.list);
  await press(page, page.locator(`main a[href="${paths.programmes.create}"]`).first());
  await send(page, paths.programmes.list, {
    year: String(yearOf(today)), name, grantDocument: '样残联〔1〕号', grantedOn: begin, startsOn: begin, endsOn: addDays(today, 90),
    planBy: addDays(today, 30), startBy: addDays(today, 60), finishBy: addDays(today, 80), grades: ['1', '2'], hardships: ['minimumLiving', 'lowIncome'],
    tenures: ['owned'], capFen: '6000', noticeDays: '2', lateEntryDays: '7', barYears: '0',
    requiredSigners: ['household', 'contractor', 'community', 'street', 'district'], principalName: '蒋一鸣', deputyName: '梁守正', officerName: '宋清源',
  }); // prettier-ignore
  const id = idIn(page.url());
  await press(page, page.locator(`main a[href="${paths.programmes.bookQuota(id)}"]`));
  await send(page, paths.programmes.quota(id), {
    kind: 'grant',
    households: '3',
    document: '样残联〔1〕号',
    occurredOn: begin,
  });
  return id;
}

/** Collective decision, then contract with the one contractor there is. @returns the contract's id */
export async function makeContract(
  page: Page,
  programmeId: string,
  decidedOn: CalendarDate,
  signedOn: CalendarDate,
): Promise<string> {
  await page.goto(paths.programmes.contracts(programmeId));
  await press(page, page.locator(`main a[href="${paths.programmes.newDecision(programmeId)}"]`).first());
  await send(page, paths.programmes.decisions(programmeId), {
    heldOn: decidedOn,
    subject: '确定施工单位',
    attendees: '蒋一鸣\n梁守正\n宋清源',
    minutes: '会议逐人发表意见并表决，一致同意由该单位承担施工。',
  });
  await page.goto(paths.programmes.contracts(programmeId));
  await press(page, page.locator(`main a[href="${paths.programmes.newContract(programmeId)}"]`).first());
  const form = formTo(page, paths.programmes.contracts(programmeId));
  for (const name of ['contractorId', 'decisionId'])
    await form.locator(`select[name="${name}"]`).selectOption({ index: 1 });
  await fillIn(form, { signedOn, worksFrom: signedOn, worksUntil: addDays(signedOn, 40) });
  await send(page, paths.programmes.contracts(programmeId), { number: '样残合〔1〕号', amountFen: '5000' });
  return idIn(page.url());
}

/** Puts a retrofit under the contract. */
export async function assign(page: Page, contractId: string, retrofitId: string): Promise<void> {
  await page.goto(paths.contracts.show(contractId));
  await send(page, paths.contracts.assign(contractId), { retrofitIds: [retrofitId] });
}
