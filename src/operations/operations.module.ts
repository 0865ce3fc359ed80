import { Module } from '@nestjs/common';
import { DeadJobs } from './dead-jobs';
import { DeadJobsApiController } from './dead-jobs.api.controller';
import { DeadJobsPagesController } from './dead-jobs.pages.controller';
import { SweepExpired } from './sweep-expired';

/** What keeps the installation itself in order. */
@Module({
  controllers: [DeadJobsApiController, DeadJobsPagesController],
  providers: [DeadJobs, SweepExpired],
})
export class OperationsModule {}
