import { Module } from '@nestjs/common';
import { DeadJobs } from './dead-jobs';
import { DeadJobsApiController } from './dead-jobs.api.controller';
import { DeadJobsPagesController } from './dead-jobs.pages.controller';
import { EvidenceModule } from '../evidence/evidence.module';
import { FileChecksApiController } from './file-checks.api.controller';
import { SweepExpired } from './sweep-expired';

/** What keeps the installation itself in order. */
@Module({
  imports: [EvidenceModule],
  controllers: [FileChecksApiController, DeadJobsApiController, DeadJobsPagesController],
  providers: [DeadJobs, SweepExpired],
})
export class OperationsModule {}
