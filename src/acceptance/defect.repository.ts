import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { notFound } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';

export interface Defect {
  id: string;
  /** Null where the household's words name no item. */
  itemId: string | null;
  source: 'inspection' | 'household';
  description: string;
  foundOn: CalendarDate;
  curedOn: CalendarDate | null;
  cureNote: string | null;
  /** The day on which the cure was looked at; the defect is closed from then on. */
  reinspectedOn: CalendarDate | null;
  recordedAt: Date;
}

export type NewDefect = Pick<Defect, 'itemId' | 'source' | 'description' | 'foundOn'>;

const COLUMNS = `id, item_id AS "itemId", source, description, found_on AS "foundOn", cured_on AS "curedOn", cure_note AS "cureNote",
  reinspected_on AS "reinspectedOn", recorded_at AS "recordedAt"`;

@Injectable()
export class DefectRepository {
  /** All of a retrofit, in the order in which they were found. */
  async list(tx: ReadTx, retrofitId: string): Promise<Defect[]> {
    return tx.sql<Defect>(`SELECT ${COLUMNS} FROM defects WHERE retrofit_id = $1 ORDER BY found_on, id`, [
      retrofitId,
    ]);
  }

  async open(tx: ReadTx, retrofitId: string): Promise<Defect[]> {
    return (await this.list(tx, retrofitId)).filter(({ reinspectedOn }) => reinspectedOn === null);
  }

  /** @throws Problem not-found */
  async get(tx: ReadTx, retrofitId: string, id: string): Promise<Defect> {
    const [defect] = await tx.sql<Defect>(
      `SELECT ${COLUMNS} FROM defects WHERE retrofit_id = $1 AND id = $2`,
      [retrofitId, id],
    );
    if (!defect) throw notFound();
    return defect;
  }

  async insert(tx: Tx, retrofitId: string, defect: NewDefect): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO defects (id, retrofit_id, item_id, source, description, found_on) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, retrofitId, defect.itemId, defect.source, defect.description, defect.foundOn],
    );
    return id;
  }

  async cure(tx: Tx, id: string, curedOn: CalendarDate, note: string): Promise<void> {
    await tx.change(`UPDATE defects SET cured_on = $2, cure_note = $3, version = version + 1 WHERE id = $1`, [
      id,
      curedOn,
      note,
    ]);
  }

  async close(tx: Tx, id: string, reinspectedOn: CalendarDate): Promise<void> {
    await tx.change(`UPDATE defects SET reinspected_on = $2, version = version + 1 WHERE id = $1`, [
      id,
      reinspectedOn,
    ]);
  }
}
