import { Injectable } from '@nestjs/common';
import { may } from '../access/permissions';
import { paths } from '../paths';
import { ReadTx } from '../platform/database/database';
import { formatDay } from '../platform/i18n/formats';
import { notFound } from '../platform/problems/problem';
import { Words } from '../workflow/date-hints';
import { RetrofitHeader } from '../workflow/retrofit-header';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { DevicePhoto, InstalledDevice, WorksRepository } from './works.repository';

/** A photo for a grid, as `photo.njk` takes it. */
interface Card {
  readonly id: string;
  readonly href: string;
  readonly thumbnail: string | null;
  readonly alt: string;
  readonly stage: string;
  readonly title: string;
  readonly time: string;
}

/** Which photo shows the nameplate of a device, and which one shows it in use; and the form that says so. */
@Injectable()
export class DevicePhotosPage {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly header: RetrofitHeader,
    private readonly works: WorksRepository,
  ) {}

  /** @throws Problem not-found */
  async model(
    tx: ReadTx,
    id: string,
    deviceId: string,
    words: Words,
  ): Promise<{ model: Record<string, unknown>; values: Record<string, unknown> }> {
    const { t } = words;
    const retrofit = await this.retrofits.get(tx, id);
    const devices = await this.works.devices(tx, id);
    const device = devices.find((one) => one.id === deviceId);
    if (!device) throw notFound();
    const photos = (await this.works.devicePhotos(tx, id)).filter(
      (photo) => photo.itemId === device.itemId && (photo.deviceId === null || photo.deviceId === deviceId),
    );
    const isOpen = retrofit.acceptedOn === null && retrofit.endedOn === null;
    const model = {
      header: await this.header.model(tx, retrofit, t, 'works'),
      title: t('construction.device.photosOf', { serial: device.serialNumber }),
      summary: summaryOf(device, words),
      parts: (['nameplate', 'inUse'] as const).map((stage) => partOf(stage, photos, id, device, words)),
      action: isOpen && may(tx.actor.role, 'photo.write') ? paths.devices.photos(id, deviceId) : null,
      backHref: `${paths.retrofits.works(id)}#devices`,
    };
    return {
      model,
      values: { nameplatePhotoId: device.nameplatePhotoId, inUsePhotoId: device.inUsePhotoId },
    };
  }
}

function summaryOf(device: InstalledDevice, { t }: Words): { key: string; value: string }[] {
  const rows = [
    [t('construction.device.brand'), device.brand],
    [t('construction.device.model'), device.model],
    [t('construction.device.serial'), device.serialNumber],
  ] as const;
  return rows.filter(([, value]) => value !== '').map(([key, value]) => ({ key, value }));
}

function partOf(
  stage: DevicePhoto['stage'],
  photos: readonly DevicePhoto[],
  retrofitId: string,
  { itemId }: InstalledDevice,
  words: Words,
): Record<string, unknown> {
  const own = photos.filter((photo) => photo.stage === stage);
  return {
    field: `${stage}PhotoId`,
    legend: words.t(`construction.device.${stage}`),
    hint: words.t(`construction.device.${stage}.hint`),
    cards: own.map((photo, index) => card(photo, index, words)),
    choices: own.map((photo, index) => ({ value: photo.id, text: photoChoice(photo, index, words) })),
    addHref: `${paths.retrofits.photos(retrofitId)}?place=item:${itemId}&stage=${stage}#upload`,
  };
}

/** Numbered, as in the grid beside it. */
export function photoChoice({ takenOn, caption }: DevicePhoto, index: number, { language }: Words): string {
  return [`${index + 1}.`, formatDay(takenOn, language), caption].filter(Boolean).join(' ');
}

function card(photo: DevicePhoto, index: number, words: Words): Card {
  const [stage, time] = [words.t(`evidence.stage.${photo.stage}`), formatDay(photo.takenOn, words.language)];
  return {
    id: photo.id,
    href: paths.photos.show(photo.id),
    thumbnail: photo.renditionState === 'failed' ? null : paths.photos.thumbnail(photo.id),
    alt: [stage, photo.caption, time].filter(Boolean).join(' · '),
    stage: `${index + 1}. ${stage}`,
    title: photo.caption,
    time,
  };
}
