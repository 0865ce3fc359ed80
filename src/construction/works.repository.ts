import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { CalendarDate } from '../platform/time/calendar-date';

export interface ProgressNote {
  id: string;
  notedOn: CalendarDate;
  recordedAt: Date;
  note: string;
  authorName: string;
  itemId: string | null;
}

export interface InstalledDevice {
  id: string;
  itemId: string;
  brand: string;
  model: string;
  serialNumber: string;
  recordedAt: Date;
  /** Its photos, null where none is bound or another took its place. */
  nameplatePhotoId: string | null;
  inUsePhotoId: string | null;
}

/** A photo that can show which device is there: of a nameplate, or of a device in use. */
export interface DevicePhoto {
  id: string;
  itemId: string;
  stage: 'nameplate' | 'inUse';
  takenOn: CalendarDate;
  caption: string;
  renditionState: 'pending' | 'ready' | 'failed';
  /** The device to which it is bound already. */
  deviceId: string | null;
}

@Injectable()
export class WorksRepository {
  async notes(tx: ReadTx, retrofitId: string): Promise<ProgressNote[]> {
    return tx.sql(
      `SELECT id, noted_on AS "notedOn", recorded_at AS "recordedAt", note, author_name AS "authorName", item_id AS "itemId"
         FROM progress_notes WHERE retrofit_id = $1 ORDER BY noted_on DESC, id DESC LIMIT 200`,
      [retrofitId],
    );
  }

  async devices(tx: ReadTx, retrofitId: string): Promise<InstalledDevice[]> {
    return tx.sql(
      `SELECT d.id, d.item_id AS "itemId", d.brand, d.model, d.serial_number AS "serialNumber", d.recorded_at AS "recordedAt",
              n.id AS "nameplatePhotoId", u.id AS "inUsePhotoId"
         FROM devices d LEFT JOIN photos n ON n.id = d.nameplate_photo_id AND n.superseded_by IS NULL
         LEFT JOIN photos u ON u.id = d.in_use_photo_id AND u.superseded_by IS NULL
        WHERE d.retrofit_id = $1 ORDER BY d.id`,
      [retrofitId],
    );
  }

  /** Those in force, oldest first. */
  async devicePhotos(tx: ReadTx, retrofitId: string): Promise<DevicePhoto[]> {
    return tx.sql(
      `SELECT p.id, p.item_id AS "itemId", p.stage, p.taken_on AS "takenOn", p.caption, p.rendition_state AS "renditionState", d.id AS "deviceId"
         FROM photos p LEFT JOIN devices d ON p.id IN (d.nameplate_photo_id, d.in_use_photo_id)
        WHERE p.retrofit_id = $1 AND p.stage IN ('nameplate', 'inUse') AND p.item_id IS NOT NULL AND p.superseded_by IS NULL
        ORDER BY p.taken_on, p.id`,
      [retrofitId],
    );
  }
}
