import { Module } from '@nestjs/common';
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

const REPOSITORIES = [
  FindingRepository,
  FindingListRepository,
  DueFindingsRepository,
  ProgrammeDossierRepository,
];

/** What other parts may ask for. */
const SHARED = [AuditProgramme, RefreshFindings, DecideFindings, FindFindings, FlagDecisions];

@Module({
  controllers: [FindingsApiController, FindingsPagesController],
  providers: [...REPOSITORIES, ...SHARED, KeepFindings, RecheckFindings, ExportFindings],
  exports: SHARED,
})
export class FindingsModule {}
