import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { notFound } from '../platform/problems/problem';
import { AcceptanceReportContent } from './report/acceptance-report.content';

export interface StoredReport {
  id: string;
  number: string;
  inspectionId: string;
  /** Hexadecimal SHA-256 of the canonical content. */
  contentHash: string;
  issuedAt: Date;
  issuerName: string;
  supersedesId: string | null;
  supersedesReason: string | null;
  isCurrent: boolean;
  /** Null while the PDF is being made. */
  pdfKey: string | null;
  pdfSha256: string | null;
  pdfBytes: number | null;
  /** What went wrong at the last try; null when nothing did. */
  pdfFault: string | null;
}

export interface NewReport {
  year: number;
  sequence: number;
  content: AcceptanceReportContent;
  contentHash: string;
  inspectionId: string;
  supersedes: { id: string; reason: string } | null;
}

const COLUMNS = `id, number, inspection_id AS "inspectionId", encode(content_hash, 'hex') AS "contentHash", issued_at AS "issuedAt",
  issuer_name AS "issuerName", supersedes_id AS "supersedesId", supersedes_reason AS "supersedesReason", is_current AS "isCurrent",
  pdf_key AS "pdfKey", encode(pdf_sha256, 'hex') AS "pdfSha256", pdf_bytes AS "pdfBytes", pdf_fault AS "pdfFault"`;

@Injectable()
export class ReportRepository {
  /** Newest first. */
  async list(tx: ReadTx, retrofitId: string): Promise<StoredReport[]> {
    return tx.sql<StoredReport>(
      `SELECT ${COLUMNS} FROM acceptance_reports WHERE retrofit_id = $1 ORDER BY issued_at DESC, id DESC`,
      [retrofitId],
    );
  }

  async current(tx: ReadTx, retrofitId: string): Promise<StoredReport | null> {
    return (await this.list(tx, retrofitId)).find(({ isCurrent }) => isCurrent) ?? null;
  }

  /** @throws Problem not-found */
  async get(tx: ReadTx, retrofitId: string, id: string): Promise<StoredReport> {
    const report = (await this.list(tx, retrofitId)).find((one) => one.id === id);
    if (!report) throw notFound();
    return report;
  }

  /** @throws Problem not-found */
  async content(tx: ReadTx, id: string): Promise<AcceptanceReportContent> {
    const [row] = await tx.sql<{ content: AcceptanceReportContent }>(
      'SELECT content FROM acceptance_reports WHERE id = $1',
      [id],
    );
    if (!row) throw notFound();
    return row.content;
  }

  /**
   * The next number of a district and year. Its row stays locked until this transaction ends, and a transaction
   * that fails gives the number back: so numbers have no gap, and issuers of one district follow one another.
   */
  async nextSequence(tx: Tx, districtCode: string, year: number): Promise<number> {
    const [row] = await tx.sql<{ last: number }>(
      `INSERT INTO report_counters (district_code, year, last) VALUES ($1, $2, 1)
       ON CONFLICT (district_code, year) DO UPDATE SET last = report_counters.last + 1 RETURNING last`,
      [districtCode, year],
    );
    return row!.last;
  }

  async insert(tx: Tx, retrofitId: string, report: NewReport): Promise<string> {
    const id = newId();
    const { content, supersedes } = report;
    if (supersedes)
      await tx.change('UPDATE acceptance_reports SET is_current = false WHERE id = $1', [supersedes.id]);
    await tx.change(
      `INSERT INTO acceptance_reports (id, retrofit_id, year, sequence, number, inspection_id, content, content_hash, issued_at, issued_by,
                                       issuer_name, supersedes_id, supersedes_reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10, $11, $12, $13)`,
      [id, retrofitId, report.year, report.sequence, content.number, report.inspectionId, JSON.stringify(content), report.contentHash,
       content.issuedAt, tx.actor.id, tx.actor.name, supersedes?.id ?? null, supersedes?.reason ?? null], // prettier-ignore
    );
    return id;
  }

  /** Only the first PDF counts: a job that runs twice changes nothing. */
  async keepPdf(tx: Tx, id: string, pdf: { key: string; sha256: Buffer; bytes: number }): Promise<void> {
    await tx.change(
      `UPDATE acceptance_reports SET pdf_key = $2, pdf_sha256 = $3, pdf_bytes = $4, pdf_fault = NULL WHERE id = $1 AND pdf_key IS NULL`,
      [id, pdf.key, pdf.sha256, pdf.bytes],
    );
  }

  async keepFault(tx: Tx, id: string, fault: string): Promise<void> {
    await tx.change(`UPDATE acceptance_reports SET pdf_fault = $2 WHERE id = $1 AND pdf_key IS NULL`, [
      id,
      fault,
    ]);
  }
}
