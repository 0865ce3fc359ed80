import { Module } from '@nestjs/common';
import { DocumentRepository } from './documents/document.repository';
import { Documents } from './documents/documents';
import { DocumentsApiController } from './documents/documents.api.controller';
import { DocumentsPagesController } from './documents/documents.pages.controller';
import { ReceiveDocument } from './documents/receive-document';
import { SweepFiles } from './files/sweep-files';
import { Uploads } from './files/uploads';
import { PhotoFiles } from './photos/photo-files';
import { PhotoFilesController } from './photos/photo-files.controller';
import { PhotoPage } from './photos/photo-page';
import { PhotoPlacesRepository } from './photos/photo-places.repository';
import { PhotoRepository } from './photos/photo.repository';
import { PhotosApiController } from './photos/photos.api.controller';
import { PhotosPage } from './photos/photos-page';
import { PhotosPagesController } from './photos/photos.pages.controller';
import { ReceivePhotos } from './photos/receive-photos';
import { RenderPhotos } from './photos/render-photos';
import { SupersedePhoto } from './photos/supersede-photo';

/** Photos and documents: what proves that the works were done, and the papers behind them. */
@Module({
  controllers: [
    PhotosApiController,
    PhotoFilesController,
    PhotosPagesController,
    DocumentsApiController,
    DocumentsPagesController,
  ],
  providers: [
    PhotoRepository,
    PhotoPlacesRepository,
    PhotosPage,
    PhotoPage,
    ReceivePhotos,
    SupersedePhoto,
    RenderPhotos,
    PhotoFiles,
    DocumentRepository,
    ReceiveDocument,
    Documents,
    Uploads,
    SweepFiles,
  ],
  exports: [PhotoFiles, Documents, ReceivePhotos, ReceiveDocument, RenderPhotos, Uploads],
})
export class EvidenceModule {}
