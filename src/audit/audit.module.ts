import { Module } from '@nestjs/common';
import { FindingsModule } from '../findings/findings.module';
import { AuditApiController } from './audit.api.controller';
import { AuditPagesController } from './audit.pages.controller';
import { AuditFindingRepository } from './audit-finding.repository';
import { AuditReader } from './audit-reader';
import { AuditRunRepository } from './audit-run.repository';
import { AuditedRecordsRepository } from './audited-records.repository';
import { ExportAudit } from './export-audit';
import { RunAudit } from './run-audit';
import { StartAudit } from './start-audit';

@Module({
  imports: [FindingsModule],
  controllers: [AuditApiController, AuditPagesController],
  providers: [AuditRunRepository, AuditFindingRepository, AuditedRecordsRepository, StartAudit, RunAudit, AuditReader, ExportAudit],
  exports: [StartAudit, RunAudit, AuditReader, ExportAudit],
})
export class AuditModule {} // prettier-ignore
