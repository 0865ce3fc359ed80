import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound, Problem } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { AwardMethod, ContractDto } from './contractors.dto';

export interface Contract extends ContractDto {
  id: string;
  areaCode: string;
  programmeId: string;
  programmeName: string;
  contractorName: string;
  decidedOn: CalendarDate | null;
  decisionSubject: string | null;
  awardedOn: CalendarDate | null;
  awardMethod: AwardMethod | null;
  awardDocument: string | null;
  recordedAt: Date;
  /** Of its programme: later than that after the date, the entry counts as late (C14). */
  lateEntryDays: number;
  version: number;
  /** Retrofits under it. */
  retrofits: number;
}

/** Dates that come with the decision and the award, as the contract's foreign keys name them. */
export interface ContractGrounds {
  decidedOn: CalendarDate | null;
  awardedOn: CalendarDate | null;
}

const CONTRACT = `SELECT k.id, k.area_code AS "areaCode", k.programme_id AS "programmeId", p.name AS "programmeName",
    k.contractor_id AS "contractorId", c.name AS "contractorName", k.number, k.decision_id AS "decisionId", k.decided_on AS "decidedOn", k.c06_waiver_id AS "c06WaiverId",
    d.subject AS "decisionSubject", k.award_id AS "awardId", k.awarded_on AS "awardedOn", a.method AS "awardMethod",
    a.document AS "awardDocument", k.signed_on AS "signedOn", k.amount_fen AS "amountFen", k.works_from AS "worksFrom",
    k.works_until AS "worksUntil", k.recorded_at AS "recordedAt", k.version, p.late_entry_days AS "lateEntryDays",
    (SELECT count(*)::int FROM retrofits r WHERE r.contractor_id = k.contractor_id AND r.contract_id = k.id) AS retrofits
  FROM contracts k JOIN programmes p ON p.id = k.programme_id JOIN contractors c ON c.id = k.contractor_id
  LEFT JOIN decisions d ON d.id = k.decision_id LEFT JOIN awards a ON a.id = k.award_id`;

@Injectable()
export class ContractRepository {
  /** @throws Problem not-found */
  async get(tx: ReadTx, id: string): Promise<Contract> {
    const [contract] = await tx.sql<Contract>(`${CONTRACT} WHERE k.id = $1`, [id]);
    if (!contract) throw notFound();
    return contract;
  }

  /** @throws Problem not-found, stale-version */
  async lock(tx: Tx, id: string, seenVersion: number | null): Promise<Contract> {
    await tx.sql('SELECT FROM contracts WHERE id = $1 FOR UPDATE', [id]);
    const contract = await this.get(tx, id);
    if (seenVersion !== null && seenVersion !== contract.version) throw new Problem('stale-version');
    return contract;
  }

  async insert(
    tx: Tx,
    programmeId: string,
    areaCode: string,
    input: ContractDto,
    { decidedOn, awardedOn }: ContractGrounds,
  ): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO contracts (id, area_code, programme_id, contractor_id, number, decision_id, decided_on, award_id, awarded_on, signed_on,
                              amount_fen, works_from, works_until, c06_waiver_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [id, areaCode, programmeId, input.contractorId, input.number, input.decisionId ?? null, decidedOn, input.awardId ?? null, awardedOn,
       input.signedOn, input.amountFen, input.worksFrom, input.worksUntil, input.c06WaiverId ?? null], // prettier-ignore
    );
    return id;
  }

  /** The retrofits under the contract follow by foreign key, and their CHECKs decide (C07). */
  async setDate(tx: Tx, id: string, signedOn: CalendarDate): Promise<void> {
    await tx.change('UPDATE contracts SET signed_on = $2, version = version + 1 WHERE id = $1', [
      id,
      signedOn,
    ]);
  }

  /** One page of a programme's or of a contractor's contracts, newest first. */
  async list(
    tx: ReadTx,
    filter: { programmeId?: string; contractorId?: string; limit: number; after: string | null },
  ): Promise<Page<Contract>> {
    const [on, id] = decodeCursor(filter.after, 2) ?? [null, null];
    const rows = await tx.sql<Contract>(
      `${CONTRACT} WHERE ${filter.programmeId ? 'k.programme_id' : 'k.contractor_id'} = $1
         AND ($2::date IS NULL OR (k.signed_on, k.id) < ($2::date, $3::uuid))
        ORDER BY k.signed_on DESC, k.id DESC LIMIT $4`,
      [filter.programmeId ?? filter.contractorId ?? null, on, id, filter.limit + 1],
    );
    return pageOf(rows, filter.limit, (row) => [row.signedOn, row.id]);
  }

  /** The first signing among the contracts that rest on a decision and obey C06; null when there is none. */
  async firstSignedUnder(tx: ReadTx, decisionId: string): Promise<CalendarDate | null> {
    const [row] = await tx.sql<{ on: CalendarDate | null }>(
      `SELECT min(signed_on) AS on FROM contracts WHERE decision_id = $1 AND NOT 'C06' = ANY (waived_rules)`,
      [decisionId],
    );
    return row?.on ?? null;
  }
}
