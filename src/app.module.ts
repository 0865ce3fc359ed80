import { DynamicModule, Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { AcceptanceModule } from './acceptance/acceptance.module';
import { AccessModule } from './access/access.module';
import { AuditModule } from './audit/audit.module';
import { ConstructionModule } from './construction/construction.module';
import { EvidenceModule } from './evidence/evidence.module';
import { ContractorsModule } from './contractors/contractors.module';
import { FindingsModule } from './findings/findings.module';
import { HistoryModule } from './history/history.module';
import { HouseholdsModule } from './households/households.module';
import { ImportsModule } from './imports/imports.module';
import { PlansModule } from './plans/plans.module';
import { OperationsModule } from './operations/operations.module';
import { PlatformModule, PlatformOptions } from './platform/platform.module';
import { ProgrammesModule } from './programmes/programmes.module';
import { ApplicationsModule } from './applications/applications.module';
import { SurveyModule } from './survey/survey.module';
import { RuleBookModule } from './rule-book/rule-book.module';
import { ReportingModule } from './reporting/reporting.module';
import { WaiversModule } from './waivers/waivers.module';
import { WorkflowModule } from './workflow/workflow.module';

@Module({})
export class AppModule {
  static with(options: PlatformOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(options),
        ThrottlerModule.forRoot([{ name: 'default', limit: 20, ttl: 60_000 }]),
        HistoryModule,
        AccessModule,
        WorkflowModule,
        HouseholdsModule,
        FindingsModule,
        EvidenceModule,
        SurveyModule,
        ApplicationsModule,
        OperationsModule,
        ReportingModule,
        RuleBookModule,
        ProgrammesModule,
        ContractorsModule,
        PlansModule,
        ConstructionModule,
        AcceptanceModule,
        AuditModule,
        ImportsModule,
        WaiversModule,
      ],
    };
  }
}
