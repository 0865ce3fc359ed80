import { paths } from '../../paths';
import { formatDay } from '../../platform/i18n/formats';
import { Words } from '../../workflow/date-hints';
import { AcceptedDevice, AgreedLine } from '../inspection.repository';
import { nameIn } from './item-rows';

/** The devices with their nameplates and in use, to be held against what stands there. */
export function deviceModels(
  devices: readonly AcceptedDevice[],
  lines: readonly AgreedLine[],
  words: Words,
): Record<string, unknown>[] {
  return devices.map(({ itemId, brand, model, serialNumber, photos }) => {
    const line = lines.find((one) => one.itemId === itemId);
    const what = [line && nameIn(words, line.item.name), brand, model].filter(Boolean).join(' ');
    return {
      title: words.t('acceptance.device.title', { what, serial: serialNumber }),
      photos: photos.map(({ id, stage, takenOn, isBroken }) => ({
        id,
        href: paths.photos.show(id),
        thumbnail: isBroken ? null : paths.photos.thumbnail(id),
        alt: `${words.t(`evidence.stage.${stage}`)} · ${serialNumber}`,
        stage: words.t(`evidence.stage.${stage}`),
        time: formatDay(takenOn, words.language),
      })),
    };
  });
}
