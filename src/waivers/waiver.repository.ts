import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { notFound } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { WaivableRule } from './acts-allowed';
import { RequestWaiverDto } from './waivers.dto';

export interface WaiverRow {
  id: string;
  retrofitId: string;
  rule: WaivableRule;
  reason: string;
  authority: string;
  documentNumber: string;
  documentDate: CalendarDate;
  documentId: string;
  requestedBy: string;
  requesterName: string;
  requestedAt: Date;
  decision: 'approved' | 'refused' | null;
  decidedBy: string | null;
  deciderName: string | null;
  decidedAt: Date | null;
  decisionNote: string;
  withdrawerName: string | null;
  withdrawnAt: Date | null;
  withdrawalReason: string | null;
}

/** Of `waivers w`, as `WaiverRow` names them. */
export const WAIVER_COLUMNS = `w.id, w.retrofit_id AS "retrofitId", w.rule, w.reason, w.authority, w.document_number AS "documentNumber",
  w.document_date AS "documentDate", w.document_id AS "documentId", w.requested_by AS "requestedBy", w.requester_name AS "requesterName",
  w.requested_at AS "requestedAt", w.decision, w.decided_by AS "decidedBy", w.decider_name AS "deciderName", w.decided_at AS "decidedAt",
  w.decision_note AS "decisionNote", w.withdrawer_name AS "withdrawerName", w.withdrawn_at AS "withdrawnAt", w.withdrawal_reason AS "withdrawalReason"`;

@Injectable()
export class WaiverRepository {
  /** Every waiver of a retrofit, also the refused and the withdrawn, newest first. */
  async of(tx: ReadTx, retrofitId: string): Promise<WaiverRow[]> {
    return tx.sql<WaiverRow>(
      `SELECT ${WAIVER_COLUMNS} FROM waivers w WHERE w.retrofit_id = $1 ORDER BY w.requested_at DESC, w.id DESC`,
      [retrofitId],
    );
  }

  /** @throws Problem not-found, also for what the actor may not see */
  async get(tx: ReadTx, id: string): Promise<WaiverRow> {
    const [waiver] = await tx.sql<WaiverRow>(`SELECT ${WAIVER_COLUMNS} FROM waivers w WHERE w.id = $1`, [id]);
    if (!waiver) throw notFound();
    return waiver;
  }

  /** Its retrofit is locked already: acts on one retrofit follow one another, so this is the present state. */
  async lock(tx: Tx, id: string): Promise<WaiverRow> {
    await tx.sql('SELECT FROM waivers WHERE id = $1 FOR NO KEY UPDATE', [id]);
    return this.get(tx, id);
  }

  /** Whether the rule is waived for this retrofit already, or a request waits. */
  async stands(tx: ReadTx, retrofitId: string, rule: WaivableRule): Promise<boolean> {
    const rows = await tx.sql(
      `SELECT FROM waivers WHERE retrofit_id = $1 AND rule = $2 AND decision IS DISTINCT FROM 'refused' AND withdrawn_at IS NULL`,
      [retrofitId, rule],
    );
    return rows.length > 0;
  }

  async insert(tx: Tx, retrofitId: string, input: RequestWaiverDto, documentId: string): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO waivers (id, retrofit_id, rule, reason, authority, document_number, document_date, document_id, requested_by, requester_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, retrofitId, input.rule, input.reason, input.authority, input.documentNumber, input.documentDate, documentId, tx.actor.id, tx.actor.name], // prettier-ignore
    );
    return id;
  }

  /** The database stamps the instant, and lets the rule be waived or not. */
  async decide(tx: Tx, id: string, decision: 'approved' | 'refused', note: string): Promise<void> {
    await tx.change(
      'UPDATE waivers SET decision = $2, decision_note = $3, decided_by = $4, decider_name = $5 WHERE id = $1',
      [id, decision, note, tx.actor.id, tx.actor.name],
    );
  }

  async withdraw(tx: Tx, id: string, reason: string): Promise<void> {
    await tx.change(
      'UPDATE waivers SET withdrawal_reason = $2, withdrawn_by = $3, withdrawer_name = $4 WHERE id = $1',
      [id, reason, tx.actor.id, tx.actor.name],
    );
  }
}
