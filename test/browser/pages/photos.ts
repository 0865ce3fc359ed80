import { Page } from 'playwright-core';
import { paths } from '../../../src/paths';
import { drawDemoPhoto } from '../../../src/demo/demo-photos';
import { PhotoStage } from '../../../src/plans/catalogue/catalogue-item';
import { CalendarDate } from '../../../src/platform/time/calendar-date';
import { fillIn, formTo } from '../form';
import { goTo } from './retrofit';

let drawn = 0;

/** A picture as a phone takes it; every one is another. */
export async function aPhoto(stage: PhotoStage, takenOn: CalendarDate) {
  drawn += 1;
  const minute = String(drawn % 60).padStart(2, '0');
  const buffer = await drawDemoPhoto({
    seed: 4000 + drawn, stage, takenAt: `${takenOn}T09:${minute}:00`, offset: '+08:00', longSide: 640,
  }); // prettier-ignore
  return { name: `IMG_${4000 + drawn}.jpg`, mimeType: 'image/jpeg', buffer };
}

/** Adds a photo of each item at each of these stages that the page still asks for. @returns how many */
export async function addMissing(
  page: Page,
  id: string,
  stages: readonly PhotoStage[],
  takenOn: CalendarDate,
): Promise<number> {
  await goTo(page, id, 'photos');
  const places = await page.locator('#place option[value^="item:"]').all();
  const items = await Promise.all(places.map((option) => option.getAttribute('value')));
  let added = 0;
  for (const place of items) {
    for (const stage of stages) {
      await page.goto(paths.retrofits.photos(id));
      const form = formTo(page, paths.retrofits.photos(id));
      await fillIn(form, { place: place!, stage });
      await form.locator('input[type="file"]').setInputFiles([await aPhoto(stage, takenOn)]);
      await upload(page, id);
      added += 1;
    }
  }
  return added;
}

/** Sends what was chosen; the script sends file by file and goes on when all have arrived. */
export async function upload(page: Page, id: string): Promise<void> {
  const answered = page.waitForEvent('domcontentloaded');
  const form = formTo(page, paths.retrofits.photos(id));
  await form.locator('button[type="submit"]').click();
  await Promise.race([
    answered,
    form
      .locator('[data-state="failed"]')
      .waitFor()
      .then(
        async () => {
          throw new Error(`A photo was refused: ${await form.locator('.tantu-upload__list').innerText()}`);
        },
        () => answered,
      ),
  ]);
}
