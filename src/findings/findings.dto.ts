import { Choice, Id, Ids, Text } from '../platform/http/fields';
import { PageQuery } from '../platform/http/paging';
import { RuleMode } from '../rules/finding';
import { FindingFilter } from './finding-list.repository';
import { DECISIONS, FINDING_STATES, FindingDecision, FindingState } from './finding.repository';

export const RULE_MODES: readonly RuleMode[] = ['block', 'gate', 'flag', 'watch'];

/** What still stands: nobody decided, or somebody decided that it must be put right. */
const STANDING: readonly FindingState[] = ['open', 'rejected'];

export const STATE_CHOICES = [...FINDING_STATES, 'all'] as const;

type StateChoice = (typeof STATE_CHOICES)[number];

export class DecideFindingsDto {
  @Ids({ min: 1, max: 200, description: 'Findings of this retrofit; all of them get the same decision' })
  ids!: string[];
  @Choice(DECISIONS, {
    description:
      'accepted: it may stand. rejected: it must be put right. cured: it was put right where no record shows it',
  })
  decision!: FindingDecision;
  @Text({ max: 1000, description: 'Why, for whoever reads the file later' }) reason!: string;
}

export class RetrofitFindingsQuery {
  @Choice(FINDING_STATES, { optional: true, description: 'All of them when left out' })
  state!: FindingState | null;
}

export class FindingsQuery extends PageQuery {
  @Text({ max: 3, optional: true, pattern: /^[A-Z]\d{2}$/, patternKey: 'pattern', example: 'C14' })
  rule!: string | null;
  @Choice(RULE_MODES, { optional: true }) mode!: RuleMode | null;
  @Choice(STATE_CHOICES, { optional: true, description: 'Open and rejected ones when left out' })
  state!: StateChoice | null;
  @Id({ optional: true }) programme!: string | null;
  @Id({ optional: true }) contractor!: string | null;
  @Text({ max: 12, optional: true, pattern: /^\d{2,12}$/, patternKey: 'areaCode' }) area!: string | null;
  @Text({ max: 60, optional: true, description: 'Beginning of the person’s name' }) search!: string | null;

  toFilter(): FindingFilter {
    const { state } = this;
    return {
      rule: this.rule ?? null,
      mode: this.mode ?? null,
      states: !state ? STANDING : state === 'all' ? FINDING_STATES : [state],
      programmeId: this.programme ?? null,
      contractorId: this.contractor ?? null,
      areaCode: this.area ?? null,
      words: this.search ?? null,
    };
  }
}

export const EXPORT_FORMATS = ['xlsx', 'csv'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export class ExportFindingsQuery extends FindingsQuery {
  @Choice(EXPORT_FORMATS, { description: 'A workbook, or text in UTF-8 separated by commas' })
  format!: ExportFormat;
}
