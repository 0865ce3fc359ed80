import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { Strokes } from '../platform/http/fields';
import { CalendarDate } from '../platform/time/calendar-date';
import { Outcome } from './acceptance.dto';

export interface NewStatement {
  reportId: string;
  /** Hexadecimal. */
  reportHash: string;
  outcome: Outcome;
  words: string;
  signatureId: string;
  statedOn: CalendarDate;
}

export interface StoredStatement {
  id: string;
  outcome: Outcome;
  words: string;
  statedOn: CalendarDate;
  recordedAt: Date;
  signerName: string;
  relation: string;
  witnessName: string;
  reportNumber: string;
  signatureId: string;
  strokes: Strokes;
  /** Set once a further report took the place of the one it was said of. */
  voidedAt: Date | null;
  /** Why that report was replaced; null while the statement stands. */
  voidedBecause: string | null;
}

@Injectable()
export class SatisfactionRepository {
  /** In the order in which they were made. */
  async list(tx: ReadTx, retrofitId: string): Promise<StoredStatement[]> {
    return tx.sql<StoredStatement>(
      `SELECT q.id, q.outcome, q.words, q.stated_on AS "statedOn", q.recorded_at AS "recordedAt", g.signer_name AS "signerName", g.relation,
              g.witness_name AS "witnessName", a.number AS "reportNumber", g.id AS "signatureId", g.strokes, g.voided_at AS "voidedAt",
              CASE WHEN g.voided_at IS NOT NULL THEN n.supersedes_reason END AS "voidedBecause"
         FROM satisfaction_statements q JOIN signatures g ON g.id = q.signature_id JOIN acceptance_reports a ON a.id = q.report_id
         LEFT JOIN acceptance_reports n ON n.supersedes_id = a.id
        WHERE q.retrofit_id = $1 ORDER BY q.recorded_at, q.id`,
      [retrofitId],
    );
  }

  async insert(tx: Tx, retrofitId: string, statement: NewStatement): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO satisfaction_statements (id, retrofit_id, report_id, report_hash, outcome, words, signature_id, stated_on)
       VALUES ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8)`,
      [id, retrofitId, statement.reportId, statement.reportHash, statement.outcome, statement.words, statement.signatureId,
       statement.statedOn], // prettier-ignore
    );
    return id;
  }
}
