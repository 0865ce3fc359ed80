import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../../platform/database/database';
import { newId } from '../../platform/database/ids';
import { decodeCursor, Page, pageOf } from '../../platform/http/paging';
import { notFound } from '../../platform/problems/problem';
import { PhotoStage } from '../../rules/dossier';
import { CameraData } from '../../evidence/images/camera-data';
import { CalendarDate } from '../../platform/time/calendar-date';

export const PHOTO_FAULTS = ['unreadable', 'tooLarge', 'noRecord', 'ambiguous'] as const;
export type PhotoFault = (typeof PHOTO_FAULTS)[number];

export interface ImportPhoto {
  readonly id: string;
  readonly position: number;
  readonly path: string;
  /** Why it belongs to nobody yet; null once it does. */
  readonly fault: PhotoFault | null;
  readonly recordId: string | null;
  readonly personName: string | null;
  readonly community: string | null;
  readonly year: number | null;
  readonly itemName: string;
  readonly itemCode: string | null;
  readonly stage: PhotoStage | null;
  readonly takenOn: CalendarDate | null;
  readonly isApplied: boolean;
}

export interface StagedPhoto {
  readonly position: number;
  readonly path: string;
  readonly fault: PhotoFault | null;
  readonly stored: { readonly sha256: Buffer; readonly key: string } | null;
  readonly recordId: string | null;
  readonly year: number | null;
  readonly itemName: string;
  readonly itemCode: string | null;
  readonly stage: PhotoStage | null;
  readonly takenOn: CalendarDate | null;
  readonly camera: CameraData;
}

export interface PersonOfPhoto {
  readonly id: string;
  readonly year: number;
  readonly personName: string;
  readonly community: string;
  readonly street: string;
  readonly lastDigits: string | null;
}

/** A photo as somebody looks at it who says whose it is. */
export interface KeptPhoto {
  /** Inside the archive. */
  readonly path: string;
  readonly fault: PhotoFault | null;
  /** In the storage; null for what could not be read. */
  readonly key: string | null;
}

export interface PhotoCounts {
  readonly photos: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly applied: number;
}

export const PHOTO_FILTERS = ['all', 'unmatched'] as const;

/** Photos of archives, matched or not yet. */
@Injectable()
export class ImportPhotosRepository {
  async insert(tx: Tx, importId: string, areaCode: string, photos: readonly StagedPhoto[]): Promise<void> {
    for (const photo of photos) {
      const { camera, stored } = photo;
      await tx.change(
        `INSERT INTO import_photos (id, import_id, area_code, position, path, fault, sha256, storage_key, record_id, year, item_name, item_code, stage, taken_on,
                                    camera_at, camera_make, camera_model, software, longitude, latitude)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
        [newId(), importId, areaCode, photo.position, photo.path, photo.fault, stored?.sha256 ?? null, stored?.key ?? null, photo.recordId, photo.year,
         photo.itemName, photo.itemCode, photo.stage, photo.takenOn, camera.takenAt, camera.make, camera.model, camera.software,
         camera.position?.longitude ?? null, camera.position?.latitude ?? null],
      );
    }
  } // prettier-ignore

  /** Everybody of the district who is called by one of these words. */
  async people(tx: ReadTx, district: string, words: readonly string[]): Promise<PersonOfPhoto[]> {
    return tx.sql<PersonOfPhoto>(
      `SELECT id, year, person_name AS "personName", community, street, right(id_number_masked, 4) AS "lastDigits" FROM found_records
        WHERE district_code = $1 AND person_name = ANY ($2) ORDER BY id`,
      [district, words],
    );
  }

  async list(tx: ReadTx, importId: string, asked: { filter: (typeof PHOTO_FILTERS)[number]; limit: number; after: string | null }): Promise<Page<ImportPhoto>> {
    const cursor = decodeCursor(asked.after, 1);
    const rows = await tx.sql<ImportPhoto>(
      `SELECT p.id, p.position, p.path, p.fault, p.record_id AS "recordId", r.person_name AS "personName", r.community, coalesce(r.year, p.year) AS year,
              p.item_name AS "itemName", p.item_code AS "itemCode", p.stage, p.taken_on AS "takenOn", p.found_photo_id IS NOT NULL AS "isApplied"
         FROM import_photos p LEFT JOIN found_records r ON r.id = p.record_id
        WHERE p.import_id = $1 AND p.position > $2 AND ($3 = 'all' OR p.record_id IS NULL) ORDER BY p.position LIMIT $4`,
      [importId, cursor?.[0] ?? 0, asked.filter, asked.limit + 1],
    );
    return pageOf(rows, asked.limit, (row) => [row.position]);
  } // prettier-ignore

  /** @throws Problem not-found, also for what the actor may not see */
  async get(tx: ReadTx, importId: string, id: string): Promise<KeptPhoto> {
    const [row] = await tx.sql<KeptPhoto>(
      `SELECT path, fault, storage_key AS key FROM import_photos WHERE import_id = $1 AND id = $2`,
      [importId, id],
    );
    if (!row) throw notFound();
    return row;
  }

  async removeAll(tx: Tx, importId: string): Promise<void> {
    await tx.change('DELETE FROM import_photos WHERE import_id = $1', [importId]);
  }

  async counts(tx: ReadTx, importId: string): Promise<PhotoCounts> {
    const [counts] = await tx.sql<PhotoCounts>(
      `SELECT count(*)::int AS photos, count(record_id)::int AS matched, (count(*) - count(record_id))::int AS unmatched, count(found_photo_id)::int AS applied
         FROM import_photos WHERE import_id = $1`,
      [importId],
    );
    return counts!;
  }

  /** Says by hand whose a photo is, of what and when. @throws Problem not-found; also for one that is applied or can't be read */
  async assign(tx: Tx, importId: string, id: string, to: { recordId: string; itemName: string; itemCode: string | null; stage: PhotoStage | null }): Promise<void> {
    const changed = await tx.change(
      `UPDATE import_photos SET record_id = $3, item_name = $4, item_code = $5, stage = $6, fault = NULL
        WHERE import_id = $1 AND id = $2 AND found_photo_id IS NULL AND storage_key IS NOT NULL`,
      [importId, id, to.recordId, to.itemName, to.itemCode, to.stage],
    );
    if (changed === 0) throw notFound();
  } // prettier-ignore

  /** @returns how many were taken in this time */
  async apply(tx: Tx, importId: string, limit: number): Promise<number> {
    const waiting = await tx.sql<{ id: string }>(
      `SELECT id FROM import_photos WHERE import_id = $1 AND record_id IS NOT NULL AND storage_key IS NOT NULL AND found_photo_id IS NULL ORDER BY position LIMIT $2 FOR UPDATE`,
      [importId, limit],
    );
    if (waiting.length === 0) return 0;
    const [ids, made] = [waiting.map(({ id }) => id), waiting.map(() => newId())];
    await tx.change(
      `INSERT INTO found_photos (id, area_code, record_id, year, file_name, item_name, item_code, stage, sha256, storage_key, taken_on, camera_at, camera_make,
                                 camera_model, software, longitude, latitude)
       SELECT x.made, r.area_code, p.record_id, r.year, p.path, p.item_name, p.item_code, p.stage, p.sha256, p.storage_key, p.taken_on, p.camera_at, p.camera_make,
              p.camera_model, p.software, p.longitude, p.latitude
         FROM unnest($1::uuid[], $2::uuid[]) AS x (id, made) JOIN import_photos p ON p.id = x.id JOIN found_records r ON r.id = p.record_id`,
      [ids, made],
    );
    await tx.change(`UPDATE import_photos p SET found_photo_id = x.made FROM unnest($1::uuid[], $2::uuid[]) AS x (id, made) WHERE p.id = x.id`, [ids, made]); // prettier-ignore
    return waiting.length;
  }

  async ofRecord(tx: ReadTx, recordId: string): Promise<{ id: string; fileName: string; itemName: string; stage: PhotoStage | null; takenOn: CalendarDate | null }[]> {
    return tx.sql(
      `SELECT id, file_name AS "fileName", item_name AS "itemName", stage, taken_on AS "takenOn" FROM found_photos WHERE record_id = $1 ORDER BY file_name, id`,
      [recordId],
    );
  } // prettier-ignore

  /** @throws Problem not-found, also for what the actor may not see */
  async fileOf(tx: ReadTx, id: string): Promise<{ key: string; fileName: string }> {
    const [row] = await tx.sql<{ key: string; fileName: string }>(
      `SELECT storage_key AS key, file_name AS "fileName" FROM found_photos WHERE id = $1`,
      [id],
    );
    if (!row) throw notFound();
    return row;
  }
}
