import { Module } from '@nestjs/common';
import { EvidenceModule } from '../evidence/evidence.module';
import { HouseholdsModule } from '../households/households.module';
import { ApplyImport } from './apply-import';
import { ApplyRows } from './apply-rows';
import { CompareRows } from './compare-rows';
import { ContinueImport } from './continue-import';
import { CorrectFoundRecord } from './correct-found-record';
import { CorrectRow } from './correct-row';
import { FoundRecordReader } from './found-record-reader';
import { FoundRecordRepository } from './found-record.repository';
import { FoundRecordsApiController } from './found-records.api.controller';
import { FoundRecordsPagesController } from './found-records.pages.controller';
import { ImportReader } from './import-reader';
import { ImportRepository } from './import.repository';
import { ImportRowsRepository } from './import-rows.repository';
import { ImportRowsPagesController } from './import-rows.pages.controller';
import { ImportsApiController } from './imports.api.controller';
import { ImportsPagesController } from './imports.pages.controller';
import { LedgerFiles } from './ledger-files';
import { ApplyPhotos } from './photos/apply-photos';
import { AssignPhoto } from './photos/assign-photo';
import { ImportPhotosPagesController } from './photos/import-photos.pages.controller';
import { ImportPhotosRepository } from './photos/import-photos.repository';
import { ReadPhotos } from './photos/read-photos';
import { PreviewAnew } from './preview-anew';
import { ReadRows } from './read-rows';
import { Staging } from './staging/staging';
import { ReceiveLedger } from './receive-ledger';
import { ResumeImports } from './resume-imports';
import { SettleMapping } from './settle-mapping';
import { StartImport } from './start-import';
import { WithdrawImport } from './withdraw-import';

/** The ledgers and photos of old years: kept as they were found, beside the living records. */
@Module({
  imports: [EvidenceModule, HouseholdsModule],
  controllers: [
    ImportsApiController,
    FoundRecordsApiController,
    ImportsPagesController,
    ImportRowsPagesController,
    ImportPhotosPagesController,
    FoundRecordsPagesController,
  ],
  providers: [
    ImportRepository, ImportRowsRepository, FoundRecordRepository, ImportPhotosRepository, LedgerFiles, ReceiveLedger,
    StartImport, SettleMapping, CorrectRow, ApplyImport, WithdrawImport, CorrectFoundRecord, AssignPhoto,
    CompareRows, Staging, ReadRows, ApplyRows, PreviewAnew, ReadPhotos, ApplyPhotos, ContinueImport, ResumeImports, ImportReader, FoundRecordReader,
  ], // prettier-ignore
  exports: [StartImport, SettleMapping, ApplyImport, ImportReader, LedgerFiles],
})
export class ImportsModule {}
