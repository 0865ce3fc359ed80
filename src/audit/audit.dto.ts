import { Choice, Id, Text, Whole } from '../platform/http/fields';
import { PageQuery } from '../platform/http/paging';
import { AUDIT_SOURCES, AuditSources } from './audit-run';
import { DIFFERENCES, Difference } from './audit-finding.repository';

const DISTRICT = /^[0-9]{6}$/;

/** What is to be audited. */
export class StartAuditDto {
  @Text({ max: 6, pattern: DISTRICT, patternKey: 'pattern', optional: true, description: 'Division code of the district; one’s own when left out', example: '410404' })
  areaCode!: string | null;
  @Whole({ min: 2000, max: 2100, optional: true, description: 'First year; every year there is when both are left out' })
  yearFrom!: number | null;
  @Whole({ min: 2000, max: 2100, optional: true, description: 'Last year' }) yearUntil!: number | null;
  @Choice(AUDIT_SOURCES, { description: 'Records of imported ledgers, living ones, or both' })
  sources!: AuditSources;
} // prettier-ignore

/** Which of a run’s findings are wanted. */
export class AuditFindingsQuery extends PageQuery {
  @Text({ max: 3, optional: true, description: 'Code of a rule', example: 'C07' }) rule!: string | null;
  @Whole({ min: 2000, max: 2100, optional: true }) year!: number | null;
  @Text({ max: 100, optional: true, description: 'Name of the community, as it stands in the record' }) community!: string | null;
  @Text({ max: 200, optional: true, description: 'Name of the contractor, as it stands in the record' }) contractor!: string | null;
  @Id({ optional: true, description: 'Id of the found record or retrofit' }) recordId!: string | null;
} // prettier-ignore

/** What a run is compared with, and which side of the difference is listed. */
export class AuditComparisonQuery extends PageQuery {
  @Id({ description: 'Id of the earlier run' }) with!: string;
  @Choice(DIFFERENCES, { optional: true, description: 'New ones when left out' }) show!: Difference | null;
  @Text({ max: 3, optional: true, description: 'Code of a rule', example: 'C07' }) rule!: string | null;
}

export const SORTS = ['findings', 'key'] as const;

/** How the tables of a run's page are ordered. */
export class AuditSummaryQuery {
  @Choice(SORTS, { optional: true }) sort!: (typeof SORTS)[number] | null;
}
