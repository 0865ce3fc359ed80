import { ApiProperty } from '@nestjs/swagger';
import { FindingEvent, FindingRow } from './finding-list.repository';
import { FINDING_STATES, StoredFinding } from './finding.repository';
import { RULE_MODES } from './findings.dto';

class FixAtView {
  @ApiProperty({ example: 'notice', description: 'The page on which it is put right' }) page!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The field of its form' }) field!: string | null;
}

class DecisionView {
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty() by!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What was decided on; a decision covers nothing else' })
  facts!: object; // prettier-ignore
}

class FindingSubjectView {
  @ApiProperty({ example: 'retrofit' }) type!: string;
  @ApiProperty() id!: string;
  @ApiProperty({ description: 'Which of its parts is meant; empty for the whole' }) part!: string;
}

export class StoredFindingView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'C14' }) rule!: string;
  @ApiProperty({ enum: RULE_MODES }) mode!: string;
  @ApiProperty({ enum: FINDING_STATES }) state!: string;
  @ApiProperty({ type: FindingSubjectView }) subject!: FindingSubjectView;
  @ApiProperty({ type: 'object', additionalProperties: true }) facts!: object;
  @ApiProperty({ type: FixAtView }) fixAt!: FixAtView;
  @ApiProperty({ format: 'date-time' }) openedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) closedAt!: string | null;
  @ApiProperty({ type: DecisionView, nullable: true, description: 'The newest, also of a finding that opened again since' })
  decision!: DecisionView | null; // prettier-ignore
}

export class RetrofitFindingsView {
  @ApiProperty({ type: [StoredFindingView] }) items!: StoredFindingView[];
}

export class ListedFindingView extends StoredFindingView {
  @ApiProperty({ description: 'How many times it was opened' }) timesOpened!: number;
  @ApiProperty() areaCode!: string;
  @ApiProperty({ format: 'uuid' }) programmeId!: string;
  @ApiProperty() programmeName!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null for a programme as a whole' })
  retrofitId!: string | null; // prettier-ignore
  @ApiProperty({ type: String, nullable: true }) personName!: string | null;
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractorId!: string | null;
  @ApiProperty({ type: String, nullable: true }) contractorName!: string | null;
}

class FindingEventView {
  @ApiProperty({ enum: ['opened', 'reopened', 'accepted', 'rejected', 'cured', 'closed', 'changed'] })
  kind!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ description: 'Who decided; empty for what happened by itself' }) by!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) facts!: object;
}

export class FindingDetailsView extends ListedFindingView {
  @ApiProperty({ type: [FindingEventView], description: 'The oldest first' }) events!: FindingEventView[];
}

export class DecidedView {
  @ApiProperty() decided!: number;
}

export function presentFinding(finding: StoredFinding): StoredFindingView {
  const { id, rule, mode, state, facts, fixPage, fixField, openedAt, closedAt } = finding;
  const { decidedAt, deciderName, decisionReason, decidedFacts } = finding;
  return {
    id, rule, mode, state, facts,
    subject: { type: finding.subjectType, id: finding.subjectId, part: finding.subjectPart },
    fixAt: { page: fixPage, field: fixField || null },
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    decision: decidedAt && { at: decidedAt.toISOString(), by: deciderName ?? '', reason: decisionReason ?? '', facts: decidedFacts ?? {} },
  }; // prettier-ignore
}

export function presentListed(row: FindingRow): ListedFindingView {
  const { timesOpened, areaCode, programmeId, programmeName, retrofitId, personName, address, contractorId, contractorName } = row; // prettier-ignore
  return {
    ...presentFinding(row),
    timesOpened, areaCode, programmeId, programmeName, retrofitId, personName, address, contractorId, contractorName,
  }; // prettier-ignore
}

export function presentDetails(finding: FindingRow, events: readonly FindingEvent[]): FindingDetailsView {
  return {
    ...presentListed(finding),
    events: events.map(({ kind, recordedAt, actorName, reason, facts }) => ({
      kind,
      at: recordedAt.toISOString(),
      by: actorName,
      reason,
      facts,
    })),
  };
}
