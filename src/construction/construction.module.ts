import { Module } from '@nestjs/common';
import { ConstructionApiController } from './construction.api.controller';
import { ConstructionPagesController } from './construction.pages.controller';
import { InstallDevice } from './install-device';
import { NoteProgress } from './note-progress';
import { RecordWorksDate } from './record-works-date';
import { WorksPage } from './works-page';
import { WorksRepository } from './works.repository';

@Module({
  controllers: [ConstructionApiController, ConstructionPagesController],
  providers: [RecordWorksDate, NoteProgress, InstallDevice, WorksRepository, WorksPage],
  exports: [RecordWorksDate, NoteProgress, InstallDevice, WorksRepository],
})
export class ConstructionModule {}
