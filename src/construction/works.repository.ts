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
      `SELECT id, item_id AS "itemId", brand, model, serial_number AS "serialNumber", recorded_at AS "recordedAt"
         FROM devices WHERE retrofit_id = $1 ORDER BY id`,
      [retrofitId],
    );
  }
}
