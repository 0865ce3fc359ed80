import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { CalendarDate } from '../platform/time/calendar-date';
import { CatalogueItem } from '../plans/catalogue/catalogue-item';
import { FunctionTest, ItemResult } from './acceptance.dto';

/** A line of the plan that the household agreed to last, with its catalogue item. */
export interface AgreedLine {
  itemId: string;
  roomName: string;
  quantity: number;
  unitPriceFen: number;
  /** Planned values by key of the requirement, in its unit. */
  dimensions: Record<string, number>;
  note: string;
  item: CatalogueItem;
}

export interface AgreedPlan {
  id: string;
  revision: number;
  agreedOn: CalendarDate;
  lines: AgreedLine[];
}

/** As it is stored; what it means against requirement and plan is computed where it is looked at. */
export interface StoredMeasured {
  key: string;
  value: number | null;
  reasonUnmet: string | null;
  reasonAgreedBy: string | null;
}

export interface StoredInspectedItem {
  itemId: string;
  acceptedQuantity: number;
  result: ItemResult;
  functionTest: FunctionTest;
  unboxed: boolean | null;
  connected: boolean | null;
  measured: StoredMeasured[];
  note: string;
}

export interface StoredInspection {
  id: string;
  round: number;
  planId: string;
  inspectedOn: CalendarDate;
  inspectorId: string;
  inspectorName: string;
  result: 'passed' | 'defects';
  opinion: string;
  recordedAt: Date;
  items: StoredInspectedItem[];
}

export interface AcceptedDevice {
  itemId: string;
  brand: string;
  model: string;
  serialNumber: string;
  photos: { id: string; stage: 'nameplate' | 'inUse'; takenOn: CalendarDate; isBroken: boolean }[];
}

export type NewInspection = Omit<StoredInspection, 'id' | 'recordedAt' | 'inspectorId' | 'inspectorName'>;

type RawLine = Omit<AgreedLine, 'quantity'> & { quantity: string };
type RawInspectedItem = Omit<StoredInspectedItem, 'acceptedQuantity'> & {
  inspectionId: string;
  acceptedQuantity: string;
};

@Injectable()
export class InspectionRepository {
  /** What the household had agreed to by a day; null when there is no such plan. */
  async agreedPlan(tx: ReadTx, retrofitId: string, on: CalendarDate): Promise<AgreedPlan | null> {
    const [plan] = await tx.sql<Omit<AgreedPlan, 'lines'>>(
      `SELECT id, revision, agreed_on AS "agreedOn" FROM plans
        WHERE retrofit_id = $1 AND withdrawn_at IS NULL AND agreed_on <= $2 ORDER BY revision DESC LIMIT 1`,
      [retrofitId, on],
    );
    return plan ? { ...plan, lines: await this.lines(tx, plan.id) } : null;
  }

  /** The plan and its variations that the household agreed to, oldest first. */
  async agreedPlans(tx: ReadTx, retrofitId: string): Promise<AgreedPlan[]> {
    const plans = await tx.sql<Omit<AgreedPlan, 'lines'>>(
      `SELECT id, revision, agreed_on AS "agreedOn" FROM plans WHERE retrofit_id = $1 AND agreed_on IS NOT NULL ORDER BY revision`,
      [retrofitId],
    );
    const complete: AgreedPlan[] = [];
    for (const plan of plans) complete.push({ ...plan, lines: await this.lines(tx, plan.id) });
    return complete;
  }

  async lines(tx: ReadTx, planId: string): Promise<AgreedLine[]> {
    const lines = await tx.sql<RawLine>(
      `SELECT l.item_id AS "itemId", m.name AS "roomName", l.quantity, l.unit_price_fen AS "unitPriceFen", l.dimensions, l.note, k.item
         FROM plan_lines l JOIN retrofit_items i ON i.id = l.item_id JOIN rooms m ON m.id = i.room_id
         JOIN catalogue_items k ON k.code = i.catalogue_code
        WHERE l.plan_id = $1 ORDER BY i.position`,
      [planId],
    );
    return lines.map((line) => ({ ...line, quantity: Number(line.quantity) }));
  }

  /** With the photos that show each; a single device of its item needs not be named by one in use. */
  async devices(tx: ReadTx, retrofitId: string): Promise<AcceptedDevice[]> {
    return tx.sql<AcceptedDevice>(
      `SELECT d.item_id AS "itemId", d.brand, d.model, d.serial_number AS "serialNumber", (SELECT coalesce(json_agg(json_build_object(
                'id', p.id, 'stage', p.stage, 'takenOn', p.taken_on, 'isBroken', p.rendition_state = 'failed') ORDER BY p.stage DESC, p.taken_on, p.id), '[]')
              FROM photos p WHERE p.item_id = d.item_id AND p.superseded_by IS NULL AND (p.id IN (d.nameplate_photo_id, d.in_use_photo_id)
                OR (p.stage = 'inUse' AND NOT EXISTS (SELECT FROM devices o WHERE o.item_id = d.item_id AND o.id <> d.id)))) AS photos
         FROM devices d JOIN retrofit_items i ON i.id = d.item_id WHERE d.retrofit_id = $1 ORDER BY i.position, d.id`,
      [retrofitId],
    );
  }

  /** Every round, oldest first. */
  async rounds(tx: ReadTx, retrofitId: string): Promise<StoredInspection[]> {
    const rounds = await tx.sql<Omit<StoredInspection, 'items'>>(
      `SELECT id, round, plan_id AS "planId", inspected_on AS "inspectedOn", inspector_id AS "inspectorId", inspector_name AS "inspectorName",
              result, opinion, recorded_at AS "recordedAt"
         FROM inspections WHERE retrofit_id = $1 ORDER BY round`,
      [retrofitId],
    );
    const items = await tx.sql<RawInspectedItem>(
      `SELECT e.inspection_id AS "inspectionId", e.item_id AS "itemId", e.accepted_quantity AS "acceptedQuantity", e.result,
              e.function_test AS "functionTest", e.unboxed, e.connected, e.measured, e.note
         FROM inspection_items e JOIN retrofit_items i ON i.id = e.item_id WHERE e.retrofit_id = $1 ORDER BY i.position`,
      [retrofitId],
    );
    return rounds.map((round) => ({
      ...round,
      items: items
        .filter(({ inspectionId }) => inspectionId === round.id)
        .map(({ inspectionId: _, ...item }) => ({
          ...item,
          acceptedQuantity: Number(item.acceptedQuantity),
        })),
    }));
  }

  async newest(tx: ReadTx, retrofitId: string): Promise<StoredInspection | null> {
    return (await this.rounds(tx, retrofitId)).at(-1) ?? null;
  }

  async insert(tx: Tx, retrofitId: string, inspection: NewInspection): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO inspections (id, retrofit_id, round, plan_id, inspected_on, inspector_id, inspector_name, result, opinion)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, retrofitId, inspection.round, inspection.planId, inspection.inspectedOn, tx.actor.id, tx.actor.name,
       inspection.result, inspection.opinion], // prettier-ignore
    );
    for (const item of inspection.items) {
      await tx.change(
        `INSERT INTO inspection_items (inspection_id, item_id, retrofit_id, accepted_quantity, result, function_test, unboxed, connected, measured, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [id, item.itemId, retrofitId, item.acceptedQuantity, item.result, item.functionTest, item.unboxed, item.connected,
         JSON.stringify(item.measured), item.note], // prettier-ignore
      );
    }
    return id;
  }
}
