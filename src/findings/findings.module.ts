import { Module } from '@nestjs/common';
import { DecideFindings } from './decide-findings';
import { FindingRepository } from './finding.repository';
import { FlagDecisions } from './flag-decisions';
import { ProgrammeDossierRepository } from './programme-dossier.repository';
import { RefreshFindings } from './refresh-findings';

@Module({
  providers: [FindingRepository, ProgrammeDossierRepository, RefreshFindings, DecideFindings, FlagDecisions],
  exports: [RefreshFindings, DecideFindings, FlagDecisions],
})
export class FindingsModule {}
