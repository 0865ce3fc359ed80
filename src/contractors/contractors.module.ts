import { Module } from '@nestjs/common';
import { ProgrammesModule } from '../programmes/programmes.module';
import { AssignContract } from './assign-contract';
import { AssignmentRepository } from './assignment.repository';
import { ContractingChoices } from './contracting-choices';
import { ContractingPagesController } from './contracting.pages.controller';
import { ContractReader } from './contract-reader';
import { ContractRepository } from './contract.repository';
import { ContractorReader } from './contractor-reader';
import { ContractorRepository } from './contractor.repository';
import { ContractorsApiController } from './contractors.api.controller';
import { ContractorsPagesController } from './contractors.pages.controller';
import { ContractsApiController } from './contracts.api.controller';
import { ContractsPagesController } from './contracts.pages.controller';
import { CorrectContractDate } from './correct-contract-date';
import { CorrectDecisionDate } from './correct-decision-date';
import { CreateContractor } from './create-contractor';
import { DateCorrectionsPagesController } from './date-corrections.pages.controller';
import { DecisionsPagesController } from './decisions.pages.controller';
import { ProcurementApiController } from './procurement.api.controller';
import { ProcurementRepository } from './procurement.repository';
import { RecordAward } from './record-award';
import { RecordDecision } from './record-decision';
import { SignContract } from './sign-contract';
import { UnassignContract } from './unassign-contract';
import { UpdateContractor } from './update-contractor';

const ACTS = [
  CreateContractor, UpdateContractor, RecordDecision, CorrectDecisionDate, RecordAward,
  SignContract, CorrectContractDate, AssignContract, UnassignContract,
]; // prettier-ignore

@Module({
  imports: [ProgrammesModule],
  controllers: [
    ContractorsApiController,
    ProcurementApiController,
    ContractsApiController,
    ContractorsPagesController,
    DecisionsPagesController,
    ContractingPagesController,
    DateCorrectionsPagesController,
    ContractsPagesController,
  ],
  providers: [
    ContractorRepository,
    ProcurementRepository,
    ContractRepository,
    AssignmentRepository,
    ContractorReader,
    ContractReader,
    ContractingChoices,
    ...ACTS,
  ],
  exports: [ContractorReader, ContractReader, ...ACTS],
})
export class ContractorsModule {}
