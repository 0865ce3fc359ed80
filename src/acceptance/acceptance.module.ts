import { Module } from '@nestjs/common';
import { EvidenceModule } from '../evidence/evidence.module';
import { FindingsModule } from '../findings/findings.module';
import { ProgrammesModule } from '../programmes/programmes.module';
import { AcceptanceApiController } from './acceptance.api.controller';
import { AcceptanceQuery } from './acceptance-query';
import { CompleteAcceptance } from './complete-acceptance';
import { ConfirmCure } from './confirm-cure';
import { CureDefect } from './cure-defect';
import { DefectRepository } from './defect.repository';
import { DownloadReport } from './download-report';
import { InspectionRepository } from './inspection.repository';
import { IssueReport } from './issue-report';
import { RecordInspection } from './record-inspection';
import { RecordSatisfaction } from './record-satisfaction';
import { RenderReport } from './render-report';
import { AcceptancePages } from './pages/acceptance-pages';
import { AcceptancePagesController } from './pages/acceptance.pages.controller';
import { InspectionPagesController } from './pages/inspection.pages.controller';
import { ReportsPagesController } from './pages/reports.pages.controller';
import { SatisfactionPagesController } from './pages/satisfaction.pages.controller';
import { SigningPagesController } from './pages/signing.pages.controller';
import { GatherReport } from './report-content/gather-report';
import { ReportFactsRepository } from './report-content/report-facts.repository';
import { ReportRepository } from './report.repository';
import { ReportsApiController } from './reports.api.controller';
import { RoundConsequences } from './round-consequences';
import { SatisfactionApiController } from './satisfaction.api.controller';
import { SatisfactionQuery } from './satisfaction-query';
import { SatisfactionRepository } from './satisfaction.repository';
import { SignatureRepository } from './signature.repository';
import { TakeSignature } from './take-signature';
import { VoidSatisfaction } from './void-satisfaction';

const REPOSITORIES = [
  InspectionRepository,
  DefectRepository,
  SignatureRepository,
  ReportRepository,
  ReportFactsRepository,
  SatisfactionRepository,
];

/** What other parts may ask for: the demonstration and the journey act through these. */
const ACTS = [
  RecordInspection,
  CureDefect,
  ConfirmCure,
  TakeSignature,
  CompleteAcceptance,
  IssueReport,
  RenderReport,
  DownloadReport,
  RecordSatisfaction,
];

@Module({
  imports: [ProgrammesModule, EvidenceModule, FindingsModule],
  controllers: [
    AcceptanceApiController,
    ReportsApiController,
    SatisfactionApiController,
    InspectionPagesController,
    SigningPagesController,
    AcceptancePagesController,
    ReportsPagesController,
    SatisfactionPagesController,
  ],
  providers: [
    ...REPOSITORIES,
    ...ACTS,
    AcceptanceQuery,
    AcceptancePages,
    RoundConsequences,
    VoidSatisfaction,
    GatherReport,
    SatisfactionQuery,
  ],
  exports: ACTS,
})
export class AcceptanceModule {}
