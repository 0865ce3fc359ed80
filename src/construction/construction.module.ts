import { Module } from '@nestjs/common';
import { ConstructionApiController } from './construction.api.controller';
import { InstallDevice } from './install-device';
import { NoteProgress } from './note-progress';
import { RecordWorksDate } from './record-works-date';
import { WorksRepository } from './works.repository';

@Module({
  controllers: [ConstructionApiController],
  providers: [RecordWorksDate, NoteProgress, InstallDevice, WorksRepository],
  exports: [RecordWorksDate, NoteProgress, InstallDevice, WorksRepository],
})
export class ConstructionModule {}
