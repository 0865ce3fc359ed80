import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { Contract } from './contract.repository';

/** A retrofit as lists of contracts and contractors show it. */
export interface AssignmentRow {
  id: string;
  areaCode: string;
  areaName: string;
  address: string;
  headName: string;
  personName: string;
  planAgreedOn: CalendarDate | null;
  startedOn: CalendarDate | null;
  stepsDone: number;
  contractId: string | null;
  contractNumber: string | null;
}

/** A locked retrofit, as far as assigning a contract must know it. */
export interface AssignedRetrofit {
  id: string;
  areaCode: string;
  programmeId: string;
  householdId: string;
  headName: string;
  planAgreedOn: CalendarDate | null;
  startedOn: CalendarDate | null;
  endedOn: CalendarDate | null;
  contractId: string | null;
  contractNumber: string | null;
  /** Date of the document that waives the decision before its contract (C06); null without such a waiver. */
  c06WaivedBy: CalendarDate | null;
}

export interface AssignmentFilter {
  /** Part of a name or an address. */
  search: string | null;
  limit: number;
  after: string | null;
}

const ROW = `SELECT r.id, r.area_code AS "areaCode", a.name_zh AS "areaName", h.address, h.head_name AS "headName", n.name AS "personName", r.plan_agreed_on AS "planAgreedOn",
    r.started_on AS "startedOn", r.steps_done AS "stepsDone", r.contract_id AS "contractId", k.number AS "contractNumber"
  FROM retrofits r JOIN households h ON h.id = r.household_id JOIN people n ON n.id = r.person_id JOIN areas a ON a.code = r.area_code
  LEFT JOIN contracts k ON k.id = r.contract_id`;

/** Which retrofits stand under which contract. */
@Injectable()
export class AssignmentRepository {
  /** Those under a contract. */
  async ofContract(tx: ReadTx, contract: Contract, filter: AssignmentFilter): Promise<Page<AssignmentRow>> {
    return this.page(tx, 'r.contractor_id = $1 AND r.contract_id = $2', [contract.contractorId, contract.id], filter); // prettier-ignore
  }

  /** Every retrofit of a contractor. */
  async ofContractor(
    tx: ReadTx,
    contractorId: string,
    filter: AssignmentFilter,
  ): Promise<Page<AssignmentRow>> {
    return this.page(tx, 'r.contractor_id = $1', [contractorId], filter);
  }

  /** Those of the contract's programme that it may take: plan agreed, works not started; also other contracts' on demand. */
  async assignable(
    tx: ReadTx,
    contract: Contract,
    filter: AssignmentFilter & { others: boolean },
  ): Promise<Page<AssignmentRow>> {
    const free = filter.others ? 'r.contract_id IS DISTINCT FROM $2' : 'r.contract_id IS NULL';
    return this.page(
      tx,
      `r.programme_id = $1 AND ${free} AND r.plan_agreed_on IS NOT NULL AND r.started_on IS NULL AND r.ended_on IS NULL`,
      filter.others ? [contract.programmeId, contract.id] : [contract.programmeId],
      filter,
    );
  }

  /** @throws Problem not-found */
  async placeOf(tx: ReadTx, id: string): Promise<{ contractId: string | null; programmeId: string }> {
    const [place] = await tx.sql<{ contractId: string | null; programmeId: string }>(
      'SELECT contract_id AS "contractId", programme_id AS "programmeId" FROM retrofits WHERE id = $1',
      [id],
    );
    if (!place) throw notFound();
    return place;
  }

  /** Locks in the order of ids, so that two who assign at once queue instead of blocking each other. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Map<string, AssignedRetrofit>> {
    await tx.sql('SELECT FROM retrofits WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [ids]);
    return new Map((await this.retrofits(tx, 'r.id = ANY ($1)', ids)).map((row) => [row.id, row]));
  }

  /** Everything under a contract, for the history of each. */
  async under(tx: ReadTx, contractId: string): Promise<AssignedRetrofit[]> {
    return this.retrofits(tx, 'r.contract_id = $1', contractId);
  }

  /** Everything under the contracts that rest on a decision. */
  async underDecision(tx: ReadTx, decisionId: string): Promise<AssignedRetrofit[]> {
    return this.retrofits(tx, 'k.decision_id = $1', decisionId);
  }

  /** The first start of works under a contract, among retrofits that obey C07; null when none has started. */
  async firstStartUnder(tx: ReadTx, contractId: string): Promise<CalendarDate | null> {
    const [row] = await tx.sql<{ on: CalendarDate | null }>(
      `SELECT min(started_on) AS on FROM retrofits WHERE contract_id = $1 AND NOT 'C07' = ANY (waived_rules)`,
      [contractId],
    );
    return row?.on ?? null;
  }

  /** Puts locked retrofits under a contract, or under none. */
  async set(tx: Tx, ids: readonly string[], contract: Contract | null): Promise<void> {
    await tx.change(
      `UPDATE retrofits SET contract_id = $2, contractor_id = $3, contract_signed_on = $4, version = version + 1 WHERE id = ANY ($1)`,
      [ids, contract?.id ?? null, contract?.contractorId ?? null, contract?.signedOn ?? null],
    );
  }

  private async retrofits(
    tx: ReadTx,
    condition: string,
    value: string | readonly string[],
  ): Promise<AssignedRetrofit[]> {
    return tx.sql<AssignedRetrofit>(
      `SELECT r.id, r.area_code AS "areaCode", r.programme_id AS "programmeId", r.household_id AS "householdId", h.head_name AS "headName",
              r.plan_agreed_on AS "planAgreedOn", r.started_on AS "startedOn", r.ended_on AS "endedOn", r.contract_id AS "contractId",
              k.number AS "contractNumber", (SELECT w.document_date FROM waivers w WHERE w.retrofit_id = r.id AND w.rule = 'C06'
                AND w.decision = 'approved' AND w.withdrawn_at IS NULL) AS "c06WaivedBy"
         FROM retrofits r JOIN households h ON h.id = r.household_id LEFT JOIN contracts k ON k.id = r.contract_id
        WHERE ${condition} ORDER BY r.id`,
      [value],
    );
  }

  private async page(
    tx: ReadTx,
    condition: string,
    given: readonly unknown[],
    filter: AssignmentFilter,
  ): Promise<Page<AssignmentRow>> {
    const values = [...given];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [condition];
    if (filter.search) {
      const words = bind(filter.search);
      conditions.push(`(${['h.head_name', 'h.address', 'n.name'].map((column) => `strpos(${column}, ${words}) > 0`).join(' OR ')})`); // prettier-ignore
    }
    const cursor = decodeCursor(filter.after, 1);
    if (cursor) conditions.push(`r.id > ${bind(cursor[0])}`);
    const rows = await tx.sql<AssignmentRow>(
      `${ROW} WHERE ${conditions.join(' AND ')} ORDER BY r.id LIMIT ${bind(filter.limit + 1)}`,
      values,
    );
    return pageOf(rows, filter.limit, (row) => [row.id]);
  }
}
