import { Module } from '@nestjs/common';
import { BindDevicePhotos } from './bind-device-photos';
import { ConstructionApiController } from './construction.api.controller';
import { ConstructionPagesController } from './construction.pages.controller';
import { DevicePhotosPage } from './device-photos-page';
import { InstallDevice } from './install-device';
import { NoteProgress } from './note-progress';
import { RecordWorksDate } from './record-works-date';
import { WorksPage } from './works-page';
import { WorksRepository } from './works.repository';

@Module({
  controllers: [ConstructionApiController, ConstructionPagesController],
  providers: [
    RecordWorksDate,
    NoteProgress,
    InstallDevice,
    BindDevicePhotos,
    WorksRepository,
    WorksPage,
    DevicePhotosPage,
  ],
  exports: [RecordWorksDate, NoteProgress, InstallDevice, BindDevicePhotos, WorksRepository],
})
export class ConstructionModule {}
