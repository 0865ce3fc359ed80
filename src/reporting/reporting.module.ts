import { Module } from '@nestjs/common';
import { WorklistApiController } from './worklist/worklist.api.controller';
import { WorklistPagesController } from './worklist/worklist.pages.controller';
import { WorklistRepository } from './worklist/worklist.repository';

/** What is read across all features and changes nothing. */
@Module({
  controllers: [WorklistApiController, WorklistPagesController],
  providers: [WorklistRepository],
})
export class ReportingModule {}
