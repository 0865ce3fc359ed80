import { Page } from 'playwright-core';
import { paths } from '../../../src/paths';
import { CalendarDate } from '../../../src/platform/time/calendar-date';
import { Fields, formTo, send } from '../form';
import { goTo } from './retrofit';

export const DOOR = '大门口';
export const BATHROOM = '卫生间';

export const aTypedSurvey = (surveyedOn: CalendarDate): Fields => ({
  surveyedOn, dwelling: 'bungalow', storey: '1', condition: 'sound', needs: '门口有台阶，卫生间没有可扶的地方。', longitude: '113.225100',
  latitude: '33.719200', positionAccuracyM: '14', 'rooms[0][kind]': 'entrance', 'rooms[0][name]': DOOR, 'rooms[1][kind]': 'bathroom', 'rooms[1][name]': BATHROOM,
}); // prettier-ignore

export async function survey(page: Page, id: string, surveyedOn: CalendarDate): Promise<void> {
  await goTo(page, id, 'survey');
  await send(page, paths.retrofits.survey(id), aTypedSurvey(surveyedOn));
}

/** A step at the door and the width of the bathroom's door, in millimetres. */
export async function measure(page: Page, id: string, measuredOn: CalendarDate): Promise<void> {
  await goTo(page, id, 'measurement');
  const form = formTo(page, paths.retrofits.measurement(id));
  const lines = [
    [DOOR, 'stepHeight', '门口', '160'],
    [BATHROOM, 'doorClearWidth', '卫生间门', '760'],
  ] as const;
  for (const [n, [room]] of lines.entries())
    await form.locator(`[name="measurements[${n}][roomId]"]`).selectOption({ label: room });
  const typed = lines.map(([, what, place, valueMm], n) => ({
    [`measurements[${n}][what]`]: what,
    [`measurements[${n}][place]`]: place,
    [`measurements[${n}][valueMm]`]: valueMm,
  }));
  await send(page, paths.retrofits.measurement(id), { measuredOn, ...Object.assign({}, ...typed) });
}

export async function consult(page: Page, id: string, consultedOn: CalendarDate): Promise<void> {
  await goTo(page, id, 'consultation');
  const wishes = '门口能推轮椅，厕所有扶手，门铃能闪灯。';
  await send(page, paths.retrofits.consultation(id), { consultedOn, consulted: 'self', wishes, readAloud: true, answer: 'agree' }); // prettier-ignore
}
