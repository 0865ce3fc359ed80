import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { CalendarDate } from '../platform/time/calendar-date';
import { CatalogueItem } from './catalogue/catalogue-item';

export interface StoredLine {
  itemId: string;
  catalogueCode: string;
  roomId: string;
  roomName: string;
  position: number;
  quantity: number;
  unitPriceFen: number;
  /** By key of the requirement, in its unit. */
  dimensions: Record<string, number>;
  note: string;
  item: CatalogueItem;
}

export interface StoredPlan {
  id: string;
  revision: number;
  reason: string;
  totalFen: number;
  proposedAt: Date;
  agreedOn: CalendarDate | null;
  agreedRecordedAt: Date | null;
  agreedByName: string | null;
  agreedByRelation: string | null;
  withdrawnAt: Date | null;
  version: number;
  lines: StoredLine[];
}

export interface NewLine {
  itemId: string;
  quantity: number;
  unitPriceFen: number;
  dimensions: Record<string, number>;
  note: string;
}

@Injectable()
export class PlanRepository {
  /** Every revision with its lines, oldest first. */
  async revisions(tx: ReadTx, retrofitId: string): Promise<StoredPlan[]> {
    const plans = await tx.sql<Omit<StoredPlan, 'lines'>>(
      `SELECT id, revision, reason, total_fen AS "totalFen", proposed_at AS "proposedAt", agreed_on AS "agreedOn",
              agreed_recorded_at AS "agreedRecordedAt", agreed_by_name AS "agreedByName", agreed_by_relation AS "agreedByRelation",
              withdrawn_at AS "withdrawnAt", version
         FROM plans WHERE retrofit_id = $1 ORDER BY revision`,
      [retrofitId],
    );
    const lines = await tx.sql<Omit<StoredLine, 'quantity'> & { planId: string; quantity: string }>(
      `SELECT l.plan_id AS "planId", l.item_id AS "itemId", i.catalogue_code AS "catalogueCode", i.room_id AS "roomId", r.name AS "roomName",
              i.position, l.quantity, l.unit_price_fen AS "unitPriceFen", l.dimensions, l.note, k.item
         FROM plan_lines l JOIN retrofit_items i ON i.id = l.item_id JOIN rooms r ON r.id = i.room_id
         JOIN catalogue_items k ON k.code = i.catalogue_code
        WHERE l.retrofit_id = $1 ORDER BY i.position`,
      [retrofitId],
    );
    return plans.map((plan) => ({
      ...plan,
      lines: lines
        .filter(({ planId }) => planId === plan.id)
        .map(({ planId: _, ...line }) => ({ ...line, quantity: Number(line.quantity) })),
    }));
  }

  async insertItem(tx: Tx, retrofitId: string, catalogueCode: string, roomId: string): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO retrofit_items (id, retrofit_id, catalogue_code, room_id, position)
       SELECT $1, $2, $3, $4, 1 + coalesce(max(position), 0) FROM retrofit_items WHERE retrofit_id = $2`,
      [id, retrofitId, catalogueCode, roomId],
    );
    return id;
  }

  async insertPlan(
    tx: Tx,
    retrofitId: string,
    revision: number,
    reason: string,
    totalFen: number,
  ): Promise<string> {
    const id = newId();
    await tx.change(
      'INSERT INTO plans (id, retrofit_id, revision, reason, total_fen) VALUES ($1, $2, $3, $4, $5)',
      [id, retrofitId, revision, reason, totalFen],
    );
    return id;
  }

  async updateDraft(tx: Tx, id: string, reason: string, totalFen: number): Promise<void> {
    await tx.change('UPDATE plans SET reason = $2, total_fen = $3, version = version + 1 WHERE id = $1', [
      id,
      reason,
      totalFen,
    ]);
    await tx.change('DELETE FROM plan_lines WHERE plan_id = $1', [id]);
  }

  /**
   * Keeps with a proposal what others in the district agreed to pay for a unit of its items, up to now: the newest
   * agreed line of each item elsewhere. Fewer than five are no peers.
   */
  async keepPeerPrices(tx: Tx, planId: string): Promise<void> {
    await tx.withSystemSight(() => tx.change(KEEP_PEER_PRICES, [planId]));
  }

  async insertLines(tx: Tx, retrofitId: string, planId: string, lines: readonly NewLine[]): Promise<void> {
    for (const line of lines) {
      await tx.change(
        `INSERT INTO plan_lines (plan_id, item_id, retrofit_id, quantity, unit_price_fen, dimensions, note) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          planId,
          line.itemId,
          retrofitId,
          line.quantity,
          line.unitPriceFen,
          JSON.stringify(line.dimensions),
          line.note,
        ],
      );
    }
  }

  /** Items that a draft had and no revision uses any more. */
  async removeUnusedItems(tx: Tx, retrofitId: string): Promise<void> {
    await tx.change(
      `DELETE FROM retrofit_items i WHERE i.retrofit_id = $1 AND NOT EXISTS (SELECT FROM plan_lines l WHERE l.item_id = i.id)
          AND NOT EXISTS (SELECT FROM photos p WHERE p.item_id = i.id)`,
      [retrofitId],
    );
  }

  async agree(
    tx: Tx,
    id: string,
    agreement: { on: CalendarDate; name: string; relation: string; contentHash: Buffer },
  ): Promise<void> {
    await tx.change(
      'UPDATE plans SET agreed_on = $2, agreed_by_name = $3, agreed_by_relation = $4, content_hash = $5, version = version + 1 WHERE id = $1',
      [id, agreement.on, agreement.name, agreement.relation, agreement.contentHash],
    );
  }

  async withdraw(tx: Tx, id: string): Promise<void> {
    await tx.change('UPDATE plans SET withdrawn_at = now(), version = version + 1 WHERE id = $1', [id]);
  }
}

const KEEP_PEER_PRICES = `
UPDATE plans p SET peer_prices = (
  SELECT coalesce(jsonb_object_agg(code, jsonb_build_object('medianFen', round(median), 'count', number)), '{}')
    FROM (SELECT paid.catalogue_code AS code, percentile_cont(0.5) WITHIN GROUP (ORDER BY paid.unit_price_fen) AS median, count(*) AS number
            FROM (SELECT DISTINCT ON (o.id) o.catalogue_code, l.unit_price_fen
                    FROM (SELECT DISTINCT i.catalogue_code FROM plan_lines m JOIN retrofit_items i ON i.id = m.item_id WHERE m.plan_id = p.id) mine
                    JOIN retrofit_items o ON o.district_code = p.district_code AND o.catalogue_code = mine.catalogue_code AND o.retrofit_id <> p.retrofit_id
                    JOIN plan_lines l ON l.item_id = o.id JOIN plans v ON v.id = l.plan_id
                    JOIN retrofits r ON r.id = o.retrofit_id
                   WHERE v.agreed_on IS NOT NULL AND r.ended_on IS NULL
                   ORDER BY o.id, v.revision DESC) paid
           GROUP BY paid.catalogue_code HAVING count(*) >= 5) peers)
 WHERE p.id = $1`;
