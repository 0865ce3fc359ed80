import { Choice, Ids, Text } from '../platform/http/fields';
import { DECISIONS, FindingDecision } from './finding.repository';

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
