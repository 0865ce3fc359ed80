import { Module } from '@nestjs/common';
import { AuditProgramme } from './audit-programme';
import { DecideFindings } from './decide-findings';
import { FindingRepository } from './finding.repository';
import { FlagDecisions } from './flag-decisions';
import { ProgrammeDossierRepository } from './programme-dossier.repository';
import { RefreshFindings } from './refresh-findings';

@Module({
  providers: [
    AuditProgramme,
    FindingRepository,
    ProgrammeDossierRepository,
    RefreshFindings,
    DecideFindings,
    FlagDecisions,
  ],
  exports: [AuditProgramme, RefreshFindings, DecideFindings, FlagDecisions],
})
export class FindingsModule {}
