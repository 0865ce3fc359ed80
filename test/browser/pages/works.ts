import { Page } from 'playwright-core';
import { paths } from '../../../src/paths';
import { CalendarDate } from '../../../src/platform/time/calendar-date';
import { formTo, send } from '../form';
import { goTo } from './retrofit';

export async function start(page: Page, id: string, startedOn: CalendarDate): Promise<void> {
  await goTo(page, id, 'works');
  await send(page, `${paths.retrofits.works(id)}/start`, { startedOn });
}

export async function noteProgress(page: Page, id: string, notedOn: CalendarDate): Promise<void> {
  await goTo(page, id, 'works');
  await send(page, `${paths.retrofits.works(id)}/progress`, { notedOn, note: '基层处理完成，开始安装。' });
}

export async function installDevice(page: Page, id: string, serialNumber: string): Promise<void> {
  await goTo(page, id, 'works');
  const action = `${paths.retrofits.works(id)}/devices`;
  const item = formTo(page, action).locator('select[name="itemId"]');
  await item.selectOption({ index: 1 });
  const name = (await item.locator('option:checked').innerText()).split(' · ')[0]!;
  const nameplate = formTo(page, action).locator('select[name="nameplatePhotoId"]');
  await nameplate.selectOption(
    await nameplate.locator('option', { hasText: name }).first().getAttribute('value'),
  );
  await send(page, action, { brand: '安途', model: 'AT-2', serialNumber });
}

export async function complete(page: Page, id: string, completedOn: CalendarDate): Promise<void> {
  await goTo(page, id, 'works');
  await send(page, `${paths.retrofits.works(id)}/completion`, { completedOn });
}
