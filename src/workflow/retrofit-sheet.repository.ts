import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { notFound } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { PhotoStage } from '../rules/dossier';
import { BindingTerms, bindingTerms } from './terms';

export interface SheetFacts {
  areaName: string;
  programmeName: string;
  programmeYear: number;
  /** Those of the approval; until then the programme's as they are. */
  terms: BindingTerms;
  address: string;
  headName: string;
  householdPhone: string | null;
  personName: string;
  personPhone: string | null;
  contractorName: string | null;
  contractNumber: string | null;
}

/** What staff see of the person and the household beside; a contractor's user has no right to these columns. */
export interface PersonFacts {
  tenure: string;
  hardship: string;
  bornOn: CalendarDate;
  category: number | null;
  grade: number | null;
  certificateMasked: string | null;
  certificateValidUntil: CalendarDate | null;
  guardianName: string | null;
  guardianPhone: string | null;
  diedOn: CalendarDate | null;
}

export interface SheetItem {
  id: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  roomName: string;
  /** Of the newest plan that is agreed or waits for agreement; null when the item is in none. */
  quantity: string | null;
}

export interface PhotoCount {
  itemId: string | null;
  stage: PhotoStage;
  photos: number;
}

/** Everything that the page of one retrofit says beside its dossier. */
@Injectable()
export class RetrofitSheetRepository {
  async facts(tx: ReadTx, retrofitId: string): Promise<SheetFacts> {
    const [row] = await tx.sql<SheetFacts>(
      `SELECT a.name_zh AS "areaName", g.name AS "programmeName", g.year AS "programmeYear", ${bindingTerms('g')} AS terms,
              h.address, h.head_name AS "headName", h.phone AS "householdPhone", n.name AS "personName", n.phone AS "personPhone",
              f.name AS "contractorName", c.number AS "contractNumber"
         FROM retrofits r JOIN areas a ON a.code = r.area_code JOIN programmes g ON g.id = r.programme_id
         JOIN households h ON h.id = r.household_id JOIN people n ON n.id = r.person_id
         LEFT JOIN contractors f ON f.id = r.contractor_id LEFT JOIN contracts c ON c.id = r.contract_id
        WHERE r.id = $1`,
      [retrofitId],
    );
    if (!row) throw notFound();
    return row;
  }

  async person(tx: ReadTx, retrofitId: string): Promise<PersonFacts | null> {
    if (tx.actor.role === 'contractor') return null;
    const [row] = await tx.sql<PersonFacts>(
      `SELECT h.tenure, h.hardship, n.born_on AS "bornOn", n.category, n.grade, n.certificate_masked AS "certificateMasked",
              n.certificate_valid_until AS "certificateValidUntil", n.guardian_name AS "guardianName", n.guardian_phone AS "guardianPhone",
              n.died_on AS "diedOn"
         FROM retrofits r JOIN households h ON h.id = r.household_id JOIN people n ON n.id = r.person_id WHERE r.id = $1`,
      [retrofitId],
    );
    return row ?? null;
  }

  async items(tx: ReadTx, retrofitId: string): Promise<SheetItem[]> {
    return tx.sql<SheetItem>(
      `SELECT i.id, k.item -> 'name' ->> 'zh' AS "nameZh", k.item -> 'name' ->> 'en' AS "nameEn", k.item ->> 'unit' AS unit,
              m.name AS "roomName", l.quantity
         FROM retrofit_items i JOIN catalogue_items k ON k.code = i.catalogue_code JOIN rooms m ON m.id = i.room_id
         LEFT JOIN plan_lines l ON l.item_id = i.id AND l.plan_id =
           (SELECT v.id FROM plans v WHERE v.retrofit_id = $1 AND v.withdrawn_at IS NULL ORDER BY v.revision DESC LIMIT 1)
        WHERE i.retrofit_id = $1 ORDER BY i.position`,
      [retrofitId],
    );
  }

  async photoCounts(tx: ReadTx, retrofitId: string): Promise<PhotoCount[]> {
    return tx.sql<PhotoCount>(
      `SELECT item_id AS "itemId", stage, count(*)::int AS photos FROM photos
        WHERE retrofit_id = $1 AND superseded_by IS NULL GROUP BY item_id, stage`,
      [retrofitId],
    );
  }

  /** The kinds of consent that the household has in force; a contractor's user may read none. */
  async consents(tx: ReadTx, householdId: string): Promise<string[]> {
    const rows = await tx.sql<{ kind: string }>(
      'SELECT kind FROM consents WHERE household_id = $1 AND withdrawn_on IS NULL',
      [householdId],
    );
    return rows.map(({ kind }) => kind);
  }

  /** By kind of entry, who recorded it last; what the actor may not read of the history is not in it. */
  async recordedBy(tx: ReadTx, retrofitId: string, kinds: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.sql<{ kind: string; actorName: string }>(
      `SELECT DISTINCT ON (kind) kind, actor_name AS "actorName" FROM history_entries
        WHERE retrofit_id = $1 AND kind = ANY ($2) ORDER BY kind, recorded_at DESC, id DESC`,
      [retrofitId, kinds],
    );
    return new Map(rows.map(({ kind, actorName }) => [kind, actorName]));
  }
}
