import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { AwardDto, DecisionDto } from './contractors.dto';

export interface Decision extends DecisionDto {
  id: string;
  areaCode: string;
  programmeId: string;
  programmeName: string;
  recordedAt: Date;
  /** Of its programme: later than that after the date, the entry counts as late (C14). */
  lateEntryDays: number;
  version: number;
}

/** An approved waiver of C06, on which a contract may lack its decision. */
export interface DecisionWaiver {
  id: string;
  programmeId: string;
  documentNumber: string;
  documentDate: CalendarDate;
  headName: string;
}

export interface Award extends AwardDto {
  id: string;
  programmeId: string;
  contractorName: string;
  recordedAt: Date;
}

interface Paging {
  limit: number;
  after: string | null;
}

const DECISION = `SELECT d.id, d.area_code AS "areaCode", d.programme_id AS "programmeId", p.name AS "programmeName", d.held_on AS "heldOn",
    d.subject, d.attendees, d.minutes, d.recorded_at AS "recordedAt", d.version, p.late_entry_days AS "lateEntryDays"
  FROM decisions d JOIN programmes p ON p.id = d.programme_id`;

const AWARD = `SELECT a.id, a.programme_id AS "programmeId", a.contractor_id AS "contractorId", c.name AS "contractorName", a.method,
    a.awarded_on AS "awardedOn", a.document, a.recorded_at AS "recordedAt"
  FROM awards a JOIN contractors c ON c.id = a.contractor_id`;

const WAIVER = `SELECT w.id, r.programme_id AS "programmeId", w.document_number AS "documentNumber", w.document_date AS "documentDate",
    h.head_name AS "headName"
  FROM waivers w JOIN retrofits r ON r.id = w.retrofit_id JOIN households h ON h.id = r.household_id
  WHERE w.rule = 'C06' AND w.decision = 'approved' AND w.withdrawn_at IS NULL`;

/** What comes before a contract: the collective decision and the award. */
@Injectable()
export class ProcurementRepository {
  /** The district of a programme. @throws Problem not-found */
  async areaOfProgramme(tx: ReadTx, programmeId: string): Promise<string> {
    const [programme] = await tx.sql<{ areaCode: string }>(
      'SELECT area_code AS "areaCode" FROM programmes WHERE id = $1',
      [programmeId],
    );
    if (!programme) throw notFound();
    return programme.areaCode;
  }

  /** @throws Problem not-found */
  async decision(tx: ReadTx, id: string): Promise<Decision> {
    const [decision] = await tx.sql<Decision>(`${DECISION} WHERE d.id = $1`, [id]);
    if (!decision) throw notFound();
    return decision;
  }

  /** Locks the decision against others who change its date. @throws Problem not-found */
  async lockDecision(tx: Tx, id: string): Promise<Decision> {
    await tx.sql('SELECT FROM decisions WHERE id = $1 FOR UPDATE', [id]);
    return this.decision(tx, id);
  }

  /** The decision that a contract is to rest on, its date held still; null when there is none that this actor can see. */
  async holdDecision(tx: Tx, id: string): Promise<Decision | null> {
    await tx.sql('SELECT FROM decisions WHERE id = $1 FOR SHARE', [id]);
    const [decision] = await tx.sql<Decision>(`${DECISION} WHERE d.id = $1`, [id]);
    return decision ?? null;
  }

  async insertDecision(tx: Tx, programmeId: string, areaCode: string, input: DecisionDto): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO decisions (id, area_code, programme_id, held_on, subject, attendees, minutes) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, areaCode, programmeId, input.heldOn, input.subject, input.attendees, input.minutes],
    );
    return id;
  }

  /** The contracts that rest on the decision follow by foreign key, and their CHECK decides (C06). */
  async setDecisionDate(tx: Tx, id: string, heldOn: CalendarDate): Promise<void> {
    await tx.change('UPDATE decisions SET held_on = $2, version = version + 1 WHERE id = $1', [id, heldOn]);
  }

  async decisions(tx: ReadTx, programmeId: string, page: Paging): Promise<Page<Decision>> {
    const [on, id] = decodeCursor(page.after, 2) ?? [null, null];
    const rows = await tx.sql<Decision>(
      `${DECISION} WHERE d.programme_id = $1 AND ($2::date IS NULL OR (d.held_on, d.id) < ($2::date, $3::uuid))
        ORDER BY d.held_on DESC, d.id DESC LIMIT $4`,
      [programmeId, on, id, page.limit + 1],
    );
    return pageOf(rows, page.limit, (row) => [row.heldOn, row.id]);
  }

  /** The award that a contract is to follow, held still; null when there is none that this actor can see. */
  async holdAward(tx: Tx, id: string): Promise<Award | null> {
    await tx.sql('SELECT FROM awards WHERE id = $1 FOR SHARE', [id]);
    const [award] = await tx.sql<Award>(`${AWARD} WHERE a.id = $1`, [id]);
    return award ?? null;
  }

  /** The waiver that a contract is to lean on; null when it is not in force. The database holds it still at the signing. */
  async holdWaiver(tx: Tx, id: string): Promise<DecisionWaiver | null> {
    const [waiver] = await tx.sql<DecisionWaiver>(`${WAIVER} AND w.id = $1`, [id]);
    return waiver ?? null;
  }

  async waivers(tx: ReadTx, programmeId: string, limit: number): Promise<DecisionWaiver[]> {
    return tx.sql<DecisionWaiver>(
      `${WAIVER} AND r.programme_id = $1 ORDER BY w.document_date DESC, w.id LIMIT $2`,
      [programmeId, limit],
    );
  }

  async insertAward(tx: Tx, programmeId: string, areaCode: string, input: AwardDto): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO awards (id, area_code, programme_id, contractor_id, method, awarded_on, document) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, areaCode, programmeId, input.contractorId, input.method, input.awardedOn, input.document],
    );
    return id;
  }

  async awards(tx: ReadTx, programmeId: string, page: Paging): Promise<Page<Award>> {
    const [on, id] = decodeCursor(page.after, 2) ?? [null, null];
    const rows = await tx.sql<Award>(
      `${AWARD} WHERE a.programme_id = $1 AND ($2::date IS NULL OR (a.awarded_on, a.id) < ($2::date, $3::uuid))
        ORDER BY a.awarded_on DESC, a.id DESC LIMIT $4`,
      [programmeId, on, id, page.limit + 1],
    );
    return pageOf(rows, page.limit, (row) => [row.awardedOn, row.id]);
  }
}
