import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { toHalfWidth } from '../platform/numbers/half-width';
import { invalid, Problem } from '../platform/problems/problem';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { InstallDeviceDto } from './construction.dto';

/** As it is compared: serial numbers are typed with and without spaces, in either case, in full width. */
export function normaliseSerial(text: string): string {
  return toHalfWidth(text).replace(/\s/g, '').toUpperCase();
}

/** Records which very device was installed. A serial number is installed once, in all households and years (E09). */
@Injectable()
export class InstallDevice {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, conflict outside the works, invalid-input, rule-broken E09 */
  async execute(actor: Actor, retrofitId: string, input: InstallDeviceDto): Promise<{ id: string }> {
    const serialNumber = normaliseSerial(input.serialNumber);
    if (serialNumber.length < 3)
      throw invalid({ field: 'serialNumber', key: 'validation.tooShort', params: { min: 3 } });
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      if (retrofit.startedOn === null || retrofit.acceptedOn !== null) throw new Problem('conflict');
      const id = newId();
      await tx.change(`INSERT INTO devices (id, retrofit_id, item_id, brand, model, serial_number) VALUES ($1, $2, $3, $4, $5, $6)`, [
        id, retrofitId, input.itemId, input.brand, input.model ?? '', serialNumber,
      ]); // prettier-ignore
      await this.history.record(tx, {
        kind: 'device.installed',
        subject: { type: 'device', id },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { itemId: input.itemId, brand: input.brand, serialNumber },
      });
      return { id };
    });
  }
}
