import { Inject, Injectable } from '@nestjs/common';
import { Upload, Uploads } from '../evidence/files/uploads';
import { Config } from '../platform/config/config';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { CONFIG } from '../platform/platform.module';
import { FileStorage, StoredFile } from '../platform/storage/file-storage';
import { LedgerFiles, SealedUpload } from './ledger-files';

const PHOTO = /\.(?:jpe?g|png|webp)$/i;
/** Photos that come as they are, without an archive. */
const MOST_PHOTOS = 500;

/** Reads the form that a ledger or photos come with: ledgers and archives go into the storage encrypted, photos as they are. */
@Injectable()
export class ReceiveLedger {
  constructor(
    private readonly uploads: Uploads,
    private readonly files: LedgerFiles,
    private readonly storage: FileStorage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Problem too-many-files, malformed-request */
  execute(request: TantuRequest, response: TantuResponse): Promise<Upload<SealedUpload | StoredFile>> {
    const limits = { field: 'file', most: MOST_PHOTOS, eachMb: this.config.TANTU_MAX_IMPORT_MB };
    const photoLimit = this.config.TANTU_MAX_PHOTO_MB * 1_048_576;
    return this.uploads.read<SealedUpload | StoredFile>(request, response, limits, (stream, limit, name) =>
      PHOTO.test(name) ? this.storage.receive(stream, photoLimit) : this.files.receive(stream, limit),
    );
  }
}
