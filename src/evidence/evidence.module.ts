import { Module } from '@nestjs/common';
import { ComparisonRepository } from './comparison/comparison.repository';
import { ComparisonsController } from './comparison/comparisons.controller';
import { PhotoComparison } from './comparison/photo-comparison';
import { DocumentRepository } from './documents/document.repository';
import { Documents } from './documents/documents';
import { DocumentsApiController } from './documents/documents.api.controller';
import { DocumentsPagesController } from './documents/documents.pages.controller';
import { ReceiveDocument } from './documents/receive-document';
import { CheckFiles } from './files/check-files';
import { CheckedFilesReader } from './files/checked-files';
import { FileCheckRepository } from './files/file-check.repository';
import { SweepFiles } from './files/sweep-files';
import { Uploads } from './files/uploads';
import { ComparePhotos } from './likeness/compare-photos';
import { KeepFingerprint } from './likeness/keep-fingerprint';
import { LikenessThread } from './likeness/likeness-thread';
import { LikenessRepository } from './likeness/likeness.repository';
import { CaptureTickets } from './photos/capture-tickets';
import { IssueTicket } from './photos/issue-ticket';
import { Renderers } from './images/renderers';
import { DueRenditionsRepository } from './photos/due-renditions.repository';
import { KeepRendering } from './photos/keep-rendering';
import { PhotoFiles } from './photos/photo-files';
import { PhotoFilesController } from './photos/photo-files.controller';
import { PhotoLinks } from './photos/photo-links';
import { PhotoPage } from './photos/photo-page';
import { PhotoPlacesRepository } from './photos/photo-places.repository';
import { PhotoRepository } from './photos/photo.repository';
import { PhotosApiController } from './photos/photos.api.controller';
import { PhotosPage } from './photos/photos-page';
import { PhotosPagesController } from './photos/photos.pages.controller';
import { ReceivePhotos } from './photos/receive-photos';
import { RenderPhotos } from './photos/render-photos';
import { SupersedePhoto } from './photos/supersede-photo';
import { WantedPhotosApiController } from './photos/wanted-photos.api.controller';

/** Photos and documents: what proves that the works were done, and the papers behind them. */
@Module({
  controllers: [
    PhotosApiController,
    WantedPhotosApiController,
    PhotoFilesController,
    ComparisonsController,
    PhotosPagesController,
    DocumentsApiController,
    DocumentsPagesController,
  ],
  providers: [
    PhotoRepository,
    PhotoPlacesRepository,
    PhotoLinks,
    PhotosPage,
    PhotoPage,
    CaptureTickets,
    IssueTicket,
    ReceivePhotos,
    SupersedePhoto,
    Renderers,
    DueRenditionsRepository,
    RenderPhotos,
    KeepRendering,
    PhotoFiles,
    PhotoComparison,
    ComparisonRepository,
    DocumentRepository,
    ReceiveDocument,
    Documents,
    Uploads,
    SweepFiles,
    LikenessThread,
    LikenessRepository,
    KeepFingerprint,
    ComparePhotos,
    FileCheckRepository,
    CheckFiles,
    CheckedFilesReader,
  ],
  exports: [
    CheckedFilesReader,
    PhotoComparison,
    PhotoFiles,
    Documents,
    ReceivePhotos,
    ReceiveDocument,
    RenderPhotos,
    Uploads,
  ],
})
export class EvidenceModule {}
