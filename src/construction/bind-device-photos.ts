import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { invalid, notFound, Problem } from '../platform/problems/problem';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { BindDevicePhotosDto } from './construction.dto';
import { DevicePhoto, WorksRepository } from './works.repository';

/** Says which photo shows the nameplate of a device, and which one shows it in use (E09, E10). */
@Injectable()
export class BindDevicePhotos {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly works: WorksRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, conflict once accepted, invalid-input where a photo does not fit or is another device's */
  async execute(
    actor: Actor,
    retrofitId: string,
    deviceId: string,
    input: BindDevicePhotosDto,
  ): Promise<{ id: string }> {
    const [nameplatePhotoId, inUsePhotoId] = [input.nameplatePhotoId ?? null, input.inUsePhotoId ?? null];
    if (nameplatePhotoId === null && inUsePhotoId === null)
      throw invalid({ field: 'nameplatePhotoId', key: 'validation.required' });
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      const device = (await this.works.devices(tx, retrofitId)).find(({ id }) => id === deviceId);
      if (!device) throw notFound();
      if (retrofit.acceptedOn !== null || retrofit.endedOn !== null) throw new Problem('conflict');
      const photos = await this.works.devicePhotos(tx, retrofitId);
      refuseUnfit(photos, device.itemId, { nameplatePhotoId, inUsePhotoId }, deviceId);
      await tx.change(
        `UPDATE devices SET nameplate_photo_id = coalesce($2, nameplate_photo_id), in_use_photo_id = coalesce($3, in_use_photo_id) WHERE id = $1`,
        [deviceId, nameplatePhotoId, inUsePhotoId],
      );
      await this.history.record(tx, {
        kind: 'device.photographed',
        subject: { type: 'device', id: deviceId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { serialNumber: device.serialNumber, nameplatePhotoId, inUsePhotoId },
      });
      return { id: deviceId };
    });
  }
}

/** A device is shown by photos of its own item, and each photo shows one device. @throws Problem invalid-input */
export function refuseUnfit(
  photos: readonly DevicePhoto[],
  itemId: string,
  chosen: { readonly nameplatePhotoId: string | null; readonly inUsePhotoId?: string | null },
  deviceId: string | null = null,
): void {
  for (const [field, stage, id] of [
    ['nameplatePhotoId', 'nameplate', chosen.nameplatePhotoId],
    ['inUsePhotoId', 'inUse', chosen.inUsePhotoId ?? null],
  ] as const) {
    if (id === null) continue;
    const photo = photos.find((one) => one.id === id && one.stage === stage && one.itemId === itemId);
    if (!photo) throw invalid({ field, key: `construction.device.${stage}.unfit` });
    if (photo.deviceId !== null && photo.deviceId !== deviceId)
      throw invalid({ field, key: 'construction.device.photoTaken' });
  }
}
