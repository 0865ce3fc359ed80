import { Injectable } from '@nestjs/common';
import { ReadTx } from '../../platform/database/database';
import { PhotoStage } from '../../plans/catalogue/catalogue-item';
import { CalendarDate } from '../../platform/time/calendar-date';
import { Position } from '../../rules/dossier';
import { metresBetween } from '../../rules/distance';

/** A photo as whoever decides on it must know it: what it shows, its four times, and how far from the dwelling it was taken. */
export interface FlaggedPhoto {
  id: string;
  /** Null for a photo of an old ledger, which has a record instead. */
  retrofitId: string | null;
  recordId: string | null;
  /** Null where an old ledger does not tell it. */
  stage: PhotoStage | null;
  caption: string;
  /** The item's or the room's name, as its catalogue, the survey or the old ledger has it. */
  placeZh: string;
  placeEn: string;
  takenOn: CalendarDate | null;
  claimedOn: CalendarDate | null;
  cameraAt: Date | null;
  cameraOffset: string | null;
  positionAt: Date | null;
  receivedAt: Date;
  grade: 'inApp' | 'camera' | 'none';
  uploaderName: string;
  /** Whose home it shows. */
  personName: string;
  address: string;
  isShown: boolean;
  /** Whole metres between photo and dwelling; null where either place is unknown. */
  distanceM: number | null;
  /** Reported accuracies of both places together, whole metres. */
  accuracyM: number | null;
}

interface Row extends Omit<FlaggedPhoto, 'distanceM' | 'accuracyM'> {
  position: Position | null;
  dwelling: Position | null;
}

const place = (row: string): string =>
  `CASE WHEN ${row}.longitude IS NOT NULL THEN json_build_object('longitude', ${row}.longitude, 'latitude', ${row}.latitude, 'accuracyM', ${row}.position_accuracy_m) END`;

const LIVING = `
SELECT p.id, p.retrofit_id AS "retrofitId", NULL::uuid AS "recordId", p.stage, p.caption, p.taken_on AS "takenOn", p.claimed_on AS "claimedOn",
       coalesce(k.item #>> '{name,zh}', o.name, '') AS "placeZh", coalesce(k.item #>> '{name,en}', o.name, '') AS "placeEn",
       p.camera_at AS "cameraAt", p.camera_offset AS "cameraOffset", p.position_at AS "positionAt", p.received_at AS "receivedAt",
       p.grade, p.uploader_name AS "uploaderName", n.name AS "personName", h.address, p.rendition_state <> 'failed' AS "isShown",
       ${place('p')} AS position, coalesce(${place('h')}, ${place('s')}) AS dwelling
  FROM photos p JOIN retrofits r ON r.id = p.retrofit_id JOIN households h ON h.id = r.household_id JOIN people n ON n.id = r.person_id
  LEFT JOIN site_surveys s ON s.retrofit_id = r.id LEFT JOIN rooms o ON o.id = p.room_id
  LEFT JOIN retrofit_items i ON i.id = p.item_id LEFT JOIN catalogue_items k ON k.code = i.catalogue_code
 WHERE p.id = ANY ($1::uuid[])`;

const FOUND = `
SELECT p.id, NULL AS "retrofitId", p.record_id AS "recordId", p.stage, p.file_name AS caption, p.taken_on AS "takenOn", NULL AS "claimedOn",
       p.item_name AS "placeZh", p.item_name AS "placeEn", p.camera_at AS "cameraAt", NULL AS "cameraOffset", NULL AS "positionAt",
       p.recorded_at AS "receivedAt", CASE WHEN p.camera_at IS NULL THEN 'none' ELSE 'camera' END AS grade, '' AS "uploaderName",
       f.person_name AS "personName", concat_ws(' · ', f.year, nullif(coalesce(nullif(f.community, ''), f.street), '')) AS address,
       true AS "isShown", NULL AS position, NULL AS dwelling
  FROM found_photos p JOIN found_records f ON f.id = p.record_id WHERE p.id = ANY ($1::uuid[])`;

@Injectable()
export class FlaggedPhotoRepository {
  /** Those of them that the actor may see, by their ids; photos of old ledgers too. */
  async byId(tx: ReadTx, ids: readonly string[]): Promise<ReadonlyMap<string, FlaggedPhoto>> {
    if (ids.length === 0) return new Map();
    const living = await tx.sql<Row>(LIVING, [ids]);
    const found = living.length < ids.length ? await tx.sql<Row>(FOUND, [ids]) : [];
    return new Map([...living, ...found].map((row) => [row.id, withDistance(row)]));
  }
}

function withDistance({ position, dwelling, ...photo }: Row): FlaggedPhoto {
  if (position === null || dwelling === null) return { ...photo, distanceM: null, accuracyM: null };
  return {
    ...photo,
    distanceM: Math.round(metresBetween(dwelling, position)),
    accuracyM: Math.round((position.accuracyM ?? 0) + (dwelling.accuracyM ?? 0)),
  };
}
