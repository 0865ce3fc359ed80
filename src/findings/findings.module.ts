import { Module } from '@nestjs/common';
import { DecideFindings } from './decide-findings';
import { DueFindingsRepository } from './due-findings.repository';
import { FindingRepository } from './finding.repository';
import { FlagDecisions } from './flag-decisions';
import { KeepFindings } from './keep-findings';
import { ProgrammeDossierRepository } from './programme-dossier.repository';
import { RecheckFindings } from './recheck-findings';
import { RefreshFindings } from './refresh-findings';

@Module({
  providers: [
    FindingRepository,
    DueFindingsRepository,
    ProgrammeDossierRepository,
    RefreshFindings,
    KeepFindings,
    RecheckFindings,
    DecideFindings,
    FlagDecisions,
  ],
  exports: [RefreshFindings, DecideFindings, FlagDecisions],
})
export class FindingsModule {}
