import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../../platform/database/database';
import { newId } from '../../platform/database/ids';
import { notFound } from '../../platform/problems/problem';
import { CalendarDate } from '../../platform/time/calendar-date';
import { PhotoStage } from '../../plans/catalogue/catalogue-item';
import { StoredFile } from '../../platform/storage/file-storage';
import { ReadImage } from '../images/read-image';
import { GradeReason, PhotoGrade } from './grade';
import { PhotoFacts } from './photo-facts';
import { UploadPhotosDto } from './photos.dto';

export interface NewPhoto {
  readonly name: string;
  readonly stored: StoredFile;
  readonly image: ReadImage;
  readonly facts: PhotoFacts;
}

/** A photo as everybody who sees it may know it. */
export interface PhotoRow {
  id: string;
  retrofitId: string;
  areaCode: string;
  itemId: string | null;
  roomId: string | null;
  stage: PhotoStage;
  caption: string;
  takenOn: CalendarDate;
  claimedOn: CalendarDate | null;
  receivedAt: Date;
  grade: PhotoGrade;
  gradeReason: GradeReason;
  ticketIssuedAt: Date | null;
  width: number;
  height: number;
  mediaType: string;
  bytes: number;
  sha256: string;
  uploaderName: string;
  uploaderRole: string;
  supersededBy: string | null;
  supersededReason: string | null;
  renditionState: 'pending' | 'ready' | 'failed';
  /** The before photo beside which an after photo stands; null where none was said. */
  pairedWith: string | null;
  /** Why it failed: a RenditionFault, a colon, and what the decoder said. */
  renditionFault: string | null;
}

/** What the camera wrote, for staff only: it can name a phone and its owner's whereabouts. */
export interface PhotoMetadata {
  originalName: string;
  cameraAt: Date | null;
  cameraOffset: string | null;
  positionAt: Date | null;
  cameraMake: string | null;
  cameraModel: string | null;
  software: string | null;
  longitude: number | null;
  latitude: number | null;
  positionAccuracyM: number | null;
  positionSource: 'camera' | 'browser' | null;
  /** The device's clock when the photo was taken, and as it was sent. */
  capturedAt: Date | null;
  deviceAt: Date | null;
  /** Seconds by which that clock was ahead of the server's. */
  clockSkewS: number | null;
  /** Null where there is no thumbnail to compare. */
  thumbnailDiffers: boolean | null;
}

export interface OpenComplaint {
  itemId: string | null;
}

export interface PhotoKeys {
  id: string;
  retrofitId: string;
  storageKey: string;
  screenKey: string | null;
  thumbnailKey: string | null;
  renditionState: 'pending' | 'ready' | 'failed';
  mediaType: string;
  bytes: number;
  originalName: string;
}

const COLUMNS = `p.id, p.retrofit_id AS "retrofitId", p.area_code AS "areaCode", p.item_id AS "itemId", p.room_id AS "roomId", p.stage, p.caption,
  p.taken_on AS "takenOn", p.claimed_on AS "claimedOn", p.received_at AS "receivedAt", p.grade, p.grade_reason AS "gradeReason", p.ticket_issued_at AS "ticketIssuedAt", p.width, p.height, p.media_type AS "mediaType", p.bytes,
  encode(p.sha256, 'hex') AS sha256, p.uploader_name AS "uploaderName", p.uploader_role AS "uploaderRole",
  p.superseded_by AS "supersededBy", p.superseded_reason AS "supersededReason", p.rendition_state AS "renditionState", p.paired_with AS "pairedWith",
  p.rendition_fault AS "renditionFault"`;

const KEYS = `id, retrofit_id AS "retrofitId", storage_key AS "storageKey", screen_key AS "screenKey", thumbnail_key AS "thumbnailKey",
  rendition_state AS "renditionState", media_type AS "mediaType", bytes, original_name AS "originalName"`;

@Injectable()
export class PhotoRepository {
  /** @returns null when the same bytes are evidence somewhere already, whoever may see where (E02) */
  async insert(
    tx: Tx,
    retrofitId: string,
    said: UploadPhotosDto,
    { name, stored, image, facts }: NewPhoto,
  ): Promise<string | null> {
    const { camera } = image;
    const { position } = facts;
    const [row] = await tx.sql<{ id: string }>(
      `INSERT INTO photos (id, retrofit_id, item_id, room_id, stage, sha256, storage_key, media_type, bytes, width, height, original_name, caption,
         claimed_on, camera_at, camera_offset, position_at, camera_make, camera_model, software, longitude, latitude, position_accuracy_m,
         position_source, grade, grade_reason, ticket_id, ticket_issued_at, captured_at, device_at, clock_skew_s, thumbnail_differs, taken_on,
         uploaded_by, uploader_name, uploader_role, paired_with)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28,
         $29, $30, $31, $32, $33, $34, $35, $36, $37)
       ON CONFLICT (sha256) DO NOTHING RETURNING id`,
      [newId(), retrofitId, said.itemId ?? null, said.roomId ?? null, said.stage, stored.sha256, stored.key, image.mediaType, stored.bytes,
       image.width, image.height, name, said.caption ?? '', said.claimedOn ?? null, camera.takenAt, camera.offset, position?.at ?? null,
       camera.make, camera.model, camera.software, position?.longitude ?? null, position?.latitude ?? null, position?.accuracyM ?? null,
       position?.source ?? null, facts.grade, facts.reason, facts.ticket?.id ?? null, facts.ticket?.issuedAt ?? null, facts.capturedAt,
       facts.deviceAt, facts.clockSkewS, image.thumbnailDiffers, facts.takenOn, tx.actor.id, tx.actor.name, tx.actor.role, said.pairedWith ?? null], // prettier-ignore
    );
    return row?.id ?? null;
  }

  /** How many photos were taken with a ticket. */
  async usesOf(tx: ReadTx, ticketId: string): Promise<number> {
    const [row] = await tx.sql<{ uses: number }>('SELECT count(*)::int AS uses FROM photos WHERE ticket_id = $1', [ticketId]); // prettier-ignore
    return row!.uses;
  }

  /** @throws Problem not-found, also for what the actor may not see */
  async get(tx: ReadTx, id: string): Promise<PhotoRow> {
    const [photo] = await tx.sql<PhotoRow>(`SELECT ${COLUMNS} FROM photos p WHERE p.id = $1`, [id]);
    if (!photo) throw notFound();
    return photo;
  }

  /**
   * What the household complained of after the acceptance and nobody has closed: the only thing that an accepted
   * retrofit takes photos of. One without an item concerns the home as a whole.
   */
  async openComplaints(tx: ReadTx, retrofitId: string): Promise<OpenComplaint[]> {
    return tx.sql<OpenComplaint>(
      `SELECT item_id AS "itemId" FROM defects WHERE retrofit_id = $1 AND source = 'household' AND reinspected_on IS NULL`,
      [retrofitId],
    );
  }

  /** Whether the acceptance was recorded without this photo. */
  async cameAfterAcceptance(tx: ReadTx, id: string): Promise<boolean> {
    const rows = await tx.sql(
      `SELECT FROM photos p JOIN retrofits r ON r.id = p.retrofit_id WHERE p.id = $1 AND p.received_at > r.accepted_recorded_at`,
      [id],
    );
    return rows.length > 0;
  }

  /** In the order in which they were taken; superseded ones too. */
  async ofRetrofit(tx: ReadTx, retrofitId: string): Promise<PhotoRow[]> {
    return tx.sql<PhotoRow>(
      `SELECT ${COLUMNS} FROM photos p WHERE p.retrofit_id = $1 ORDER BY p.taken_on, p.camera_at NULLS LAST, p.id`,
      [retrofitId],
    );
  }

  async metadata(tx: ReadTx, id: string): Promise<PhotoMetadata> {
    const [row] = await tx.sql<PhotoMetadata>(
      `SELECT original_name AS "originalName", camera_at AS "cameraAt", camera_offset AS "cameraOffset", position_at AS "positionAt",
              camera_make AS "cameraMake", camera_model AS "cameraModel", software, longitude::float8 AS longitude, latitude::float8 AS latitude,
              position_accuracy_m::float8 AS "positionAccuracyM", position_source AS "positionSource", captured_at AS "capturedAt",
              device_at AS "deviceAt", clock_skew_s AS "clockSkewS", thumbnail_differs AS "thumbnailDiffers" FROM photos WHERE id = $1`,
      [id],
    );
    if (!row) throw notFound();
    return row;
  }

  /** @throws Problem not-found, also for what the actor may not see */
  async keys(tx: ReadTx, id: string): Promise<PhotoKeys> {
    const [row] = await tx.sql<PhotoKeys>(`SELECT ${KEYS} FROM photos WHERE id = $1`, [id]);
    if (!row) throw notFound();
    return row;
  }

  async keysBySha256(tx: ReadTx, sha256: string): Promise<PhotoKeys> {
    const [row] = await tx.sql<PhotoKeys>(`SELECT ${KEYS} FROM photos WHERE sha256 = decode($1, 'hex')`, [
      sha256,
    ]);
    if (!row) throw notFound();
    return row;
  }

  async supersede(tx: Tx, id: string, byPhotoId: string, reason: string): Promise<void> {
    await tx.change('UPDATE photos SET superseded_by = $2, superseded_reason = $3 WHERE id = $1', [
      id,
      byPhotoId,
      reason,
    ]);
  }

  async rendered(tx: Tx, id: string, screenKey: string, thumbnailKey: string): Promise<void> {
    await tx.change(
      `UPDATE photos SET rendition_state = 'ready', screen_key = $2, thumbnail_key = $3, rendition_fault = NULL WHERE id = $1`,
      [id, screenKey, thumbnailKey],
    );
  }

  async unrenderable(tx: Tx, id: string, fault: string): Promise<void> {
    await tx.change(
      `UPDATE photos SET rendition_state = 'failed', rendition_fault = $2 WHERE id = $1 AND rendition_state = 'pending'`,
      [id, fault.slice(0, 500)],
    );
  }

  /** Whether a photo shows an item as it was, or the item's room. */
  async hasBefore(tx: ReadTx, itemId: string | null, photoId: string): Promise<boolean> {
    const found = await tx.sql(
      `SELECT FROM photos p JOIN retrofit_items i ON i.id = $1 AND i.retrofit_id = p.retrofit_id
        WHERE p.id = $2 AND p.stage = 'before' AND (p.item_id = i.id OR (p.item_id IS NULL AND p.room_id = i.room_id))`,
      [itemId, photoId],
    );
    return found.length === 1;
  }

  /** Whether an item or room belongs to the retrofit. */
  async hasPlace(
    tx: ReadTx,
    retrofitId: string,
    table: 'retrofit_items' | 'rooms',
    id: string,
  ): Promise<boolean> {
    const found = await tx.sql(`SELECT FROM ${table} WHERE id = $1 AND retrofit_id = $2`, [id, retrofitId]);
    return found.length === 1;
  }
}
