import { ApiProperty } from '@nestjs/swagger';
import { StoredReport } from './report.repository';

export const PDF_STATES = ['ready', 'making', 'failed'] as const;
export type PdfState = (typeof PDF_STATES)[number];

export class ReportView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: '石残验〔2026〕12号' }) number!: string;
  @ApiProperty({ description: 'SHA-256 of the canonical content; the satisfaction signature names it' })
  contentHash!: string;
  @ApiProperty({ format: 'date-time' }) issuedAt!: string;
  @ApiProperty() issuedBy!: string;
  @ApiProperty({ description: 'Not superseded' }) isCurrent!: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) supersedesId!: string | null;
  @ApiProperty({ type: String, nullable: true }) supersedesReason!: string | null;
  @ApiProperty({ enum: PDF_STATES, description: 'failed: the last try; it is tried again' }) pdf!: PdfState;
  @ApiProperty({ type: Number, nullable: true }) pdfBytes!: number | null;
  @ApiProperty({ type: String, nullable: true }) pdfSha256!: string | null;
  @ApiProperty({ type: String, nullable: true }) pdfFault!: string | null;
}

export function presentReport(report: StoredReport): ReportView {
  const { id, number, contentHash, issuedAt, issuerName, isCurrent, supersedesId, supersedesReason } = report;
  const { pdfKey, pdfBytes, pdfSha256, pdfFault } = report;
  return {
    id, number, contentHash, issuedAt: issuedAt.toISOString(), issuedBy: issuerName, isCurrent, supersedesId, supersedesReason,
    pdf: pdfKey !== null ? 'ready' : pdfFault !== null ? 'failed' : 'making',
    pdfBytes, pdfSha256, pdfFault,
  }; // prettier-ignore
}
