import { Page } from 'playwright-core';
import { paths } from '../../../src/paths';
import { CalendarDate } from '../../../src/platform/time/calendar-date';
import { draw, expectTaken, fillIn, formTo, press, send } from '../form';
import { BATHROOM, DOOR } from './survey';
import { PERSON } from './household';
import { goTo } from './retrofit';

/** Grab bars with a height, and a doorbell, which is a device. */
export async function propose(page: Page, id: string): Promise<void> {
  await goTo(page, id, 'plan');
  const form = formTo(page, paths.retrofits.plan(id));
  const line = async (n: number, room: string, catalogueCode: string, quantity: string, yuan: string) => {
    await form.locator(`[name="lines[${n}][roomId]"]`).selectOption({ label: room });
    const path = `lines[${n}]`;
    await fillIn(form, { [`${path}[catalogueCode]`]: catalogueCode, [`${path}[quantity]`]: quantity, [`${path}[unitPriceFen]`]: yuan }); // prettier-ignore
  };
  await line(0, BATHROOM, 'toilet-grab-bar', '1', '360');
  await expectTaken(page, await press(page, form.locator('button[name="more"]')));
  await line(1, DOOR, 'flashing-doorbell', '1', '260');
  await send(page, paths.retrofits.plan(id), { 'lines[0][dimensions][0][value]': '700' });
}

export async function agree(page: Page, id: string, agreedOn: CalendarDate): Promise<void> {
  const action = `${paths.retrofits.plan(id)}/agreement`;
  await draw(page, formTo(page, action));
  await send(page, action, { agreedOn, name: PERSON, relation: 'self' });
}
