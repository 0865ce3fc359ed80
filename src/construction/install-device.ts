import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { toHalfWidth } from '../platform/numbers/half-width';
import { invalid, Problem } from '../platform/problems/problem';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { refuseUnfit } from './bind-device-photos';
import { InstallDeviceDto } from './construction.dto';
import { WorksRepository } from './works.repository';

/**
 * As it is kept: serial numbers are typed with and without spaces, in either case, in full width, and pasted with signs
 * that nobody sees. Dashes and dots stay as on the plate, and letters of other alphabets as they came; the database
 * sees through both where it compares (`serial_key`). O and 0 are left alone: both occur.
 */
export function normaliseSerial(text: string): string {
  return toHalfWidth(text).normalize('NFKC').replace(/[\s\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '').toUpperCase(); // prettier-ignore
}

/** Records which very device was installed. A serial number is installed once, in all households and years (E09). */
@Injectable()
export class InstallDevice {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly works: WorksRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, conflict outside the works, invalid-input, rule-broken E09 */
  async execute(actor: Actor, retrofitId: string, input: InstallDeviceDto): Promise<{ id: string }> {
    const serialNumber = normaliseSerial(input.serialNumber);
    if (serialNumber.replace(/[\p{P}\p{S}]/gu, '').length < 3)
      throw invalid({ field: 'serialNumber', key: 'validation.tooShort', params: { min: 3 } });
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      if (retrofit.startedOn === null || retrofit.acceptedOn !== null) throw new Problem('conflict');
      const nameplatePhotoId = input.nameplatePhotoId ?? null;
      refuseUnfit(await this.works.devicePhotos(tx, retrofitId), input.itemId, { nameplatePhotoId });
      const id = newId();
      await tx.change(`INSERT INTO devices (id, retrofit_id, item_id, brand, model, serial_number, nameplate_photo_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
        id, retrofitId, input.itemId, input.brand, input.model ?? '', serialNumber, nameplatePhotoId,
      ]); // prettier-ignore
      await this.history.record(tx, {
        kind: 'device.installed',
        subject: { type: 'device', id },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { itemId: input.itemId, brand: input.brand, serialNumber, nameplatePhotoId },
      });
      return { id };
    });
  }
}
