import { Module } from '@nestjs/common';
import { EvidenceModule } from '../evidence/evidence.module';
import { AuditProgramme } from './audit-programme';
import { DecideFindings } from './decide-findings';
import { DueFindingsRepository } from './due-findings.repository';
import { ExportFindings } from './export-findings';
import { FindFindings } from './find-findings';
import { FindingListRepository } from './finding-list.repository';
import { FindingRepository } from './finding.repository';
import { FindingsApiController } from './findings.api.controller';
import { FindingsPagesController } from './findings.pages.controller';
import { FlagDecisions } from './flag-decisions';
import { KeepFindings } from './keep-findings';
import { ProgrammeDossierRepository } from './programme-dossier.repository';
import { RecheckFindings } from './recheck-findings';
import { RefreshFindings } from './refresh-findings';
import { FlagTallyRepository } from './review/flag-tally.repository';
import { FlagRepository } from './review/flag.repository';
import { FlaggedPhotoRepository } from './review/flagged-photo.repository';
import { ReviewPages } from './review/review-pages';
import { ReviewReader } from './review/review-reader';
import { ReviewApiController } from './review/review.api.controller';
import { ReviewPagesController } from './review/review.pages.controller';

const REPOSITORIES = [
  FindingRepository,
  FindingListRepository,
  DueFindingsRepository,
  ProgrammeDossierRepository,
  FlagRepository,
  FlagTallyRepository,
  FlaggedPhotoRepository,
];

/** What other parts may ask for. */
const SHARED = [AuditProgramme, RefreshFindings, DecideFindings, FindFindings, FlagDecisions];

@Module({
  imports: [EvidenceModule],
  controllers: [FindingsApiController, FindingsPagesController, ReviewApiController, ReviewPagesController],
  providers: [...REPOSITORIES, ...SHARED, KeepFindings, RecheckFindings, ExportFindings, ReviewReader, ReviewPages], // prettier-ignore
  exports: SHARED,
})
export class FindingsModule {}
