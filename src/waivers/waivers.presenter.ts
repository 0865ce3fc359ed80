import { ApiProperty } from '@nestjs/swagger';
import { WAIVABLE_RULES } from './acts-allowed';
import { WaiverRow } from './waiver.repository';

/** Where a waiver stands. */
export const WAIVER_STATES = ['requested', 'approved', 'refused', 'withdrawn'] as const;
export type WaiverState = (typeof WAIVER_STATES)[number];

export function stateOf({ decision, withdrawnAt }: WaiverRow): WaiverState {
  return withdrawnAt === null ? (decision ?? 'requested') : 'withdrawn';
}

export class WaiverView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) retrofitId!: string;
  @ApiProperty({ enum: WAIVABLE_RULES }) rule!: string;
  @ApiProperty({ enum: WAIVER_STATES, description: 'The rule is waived while this is “approved”' })
  state!: WaiverState;
  @ApiProperty() reason!: string;
  @ApiProperty() authority!: string;
  @ApiProperty() documentNumber!: string;
  @ApiProperty({ format: 'date' }) documentDate!: string;
  @ApiProperty({ format: 'uuid', description: 'The scan, as /api/v1/documents/{id}/file' })
  documentId!: string;
  @ApiProperty() requesterName!: string;
  @ApiProperty({ format: 'date-time' }) requestedAt!: string;
  @ApiProperty({ type: String, nullable: true }) deciderName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: string | null;
  @ApiProperty({ description: 'Said with the decision; always given with a refusal' }) decisionNote!: string;
  @ApiProperty({ type: String, nullable: true }) withdrawerName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawalReason!: string | null;
}

export class WaiversView {
  @ApiProperty({ type: [WaiverView], description: 'Also the refused and the withdrawn; newest first' })
  items!: WaiverView[];
}

export function presentWaiver(row: WaiverRow): WaiverView {
  const { id, retrofitId, rule, reason, authority, documentNumber, documentDate, documentId } = row;
  return {
    id, retrofitId, rule, state: stateOf(row), reason, authority, documentNumber, documentDate, documentId,
    requesterName: row.requesterName,
    requestedAt: row.requestedAt.toISOString(),
    deciderName: row.deciderName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decisionNote: row.decisionNote,
    withdrawerName: row.withdrawerName,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    withdrawalReason: row.withdrawalReason,
  }; // prettier-ignore
}
