import { Injectable } from '@nestjs/common';
import { CatalogueItem } from '../../plans/catalogue/catalogue-item';
import { ReadTx } from '../../platform/database/database';
import { Position } from '../../rules/dossier';
import { DWELLING } from '../../workflow/dossier-elsewhere';
import { bindingTerms } from '../../workflow/terms';

export interface PlannedItem {
  id: string;
  roomId: string;
  room: string;
  item: CatalogueItem;
  /** In the newest plan or variation; an item that was taken out of it keeps its photos. */
  isPlanned: boolean;
}

export interface Room {
  id: string;
  name: string;
}

export interface Dwelling {
  position: Position;
  /** Metres. */
  radiusM: number;
}

/** What photos can show: the rooms of the survey and the items of the plan. */
@Injectable()
export class PhotoPlacesRepository {
  async items(tx: ReadTx, retrofitId: string): Promise<PlannedItem[]> {
    return tx.sql<PlannedItem>(
      `SELECT i.id, i.room_id AS "roomId", r.name AS room, k.item, EXISTS (SELECT FROM plan_lines l WHERE l.item_id = i.id AND l.plan_id =
                (SELECT v.id FROM plans v WHERE v.retrofit_id = $1 AND v.withdrawn_at IS NULL ORDER BY v.revision DESC LIMIT 1)) AS "isPlanned"
         FROM retrofit_items i JOIN rooms r ON r.id = i.room_id JOIN catalogue_items k ON k.code = i.catalogue_code
        WHERE i.retrofit_id = $1 ORDER BY i.position`,
      [retrofitId],
    );
  }

  /** Where the home stands and how far from it a photo may have been taken (E05); null where it was never fixed. */
  async dwelling(tx: ReadTx, retrofitId: string): Promise<Dwelling | null> {
    const [row] = await tx.sql<{ position: Position | null; radiusM: number }>(
      `SELECT ${DWELLING} AS position, (${bindingTerms('p')} ->> 'radiusM')::int AS "radiusM"
         FROM retrofits r JOIN programmes p ON p.id = r.programme_id JOIN households h ON h.id = r.household_id
         LEFT JOIN site_surveys sv ON sv.retrofit_id = r.id
        WHERE r.id = $1`,
      [retrofitId],
    );
    return row?.position ? { position: row.position, radiusM: row.radiusM } : null;
  }

  async rooms(tx: ReadTx, retrofitId: string): Promise<Room[]> {
    return tx.sql<Room>('SELECT id, name FROM rooms WHERE retrofit_id = $1 ORDER BY id', [retrofitId]);
  }
}
