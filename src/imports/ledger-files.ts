import { finished, Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Secrets, SECRETS } from '../platform/config/secrets';
import { FileStorage, StoredFile } from '../platform/storage/file-storage';
import { openTable } from './reading/open-table';
import { SealedFile, Sealing } from './reading/sealed-file';
import { TableFile } from './reading/table';

/** A file that came in: what lies in the storage, and what was sent. */
export interface SealedUpload {
  readonly stored: StoredFile;
  /** Of what was sent. */
  readonly sha256: Buffer;
  readonly bytes: number;
}

/** The files of imports, encrypted as the numbers of people are: a ledger is full of them. */
@Injectable()
export class LedgerFiles {
  constructor(
    private readonly storage: FileStorage,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  /** @throws Problem file-too-large */
  async receive(stream: Readable, limit: number): Promise<SealedUpload> {
    const sealing = new Sealing(this.secrets.encryptionKey);
    finished(stream, { writable: false }, (error) => {
      if (error) sealing.destroy(error);
    });
    // Sealing adds a tag to each piece: a little more than the limit may come out of what keeps it.
    const stored = await this.storage.receive(stream.pipe(sealing), limit + Math.ceil(limit / 4096) + 64);
    return { stored, sha256: sealing.digest(), bytes: sealing.bytes };
  }

  /** What we write ourselves, such as a list of files that came together. */
  put(content: Buffer): Promise<SealedUpload> {
    return this.receive(Readable.from([content]), content.length);
  }

  open({ storageKey, bytes }: { storageKey: string; bytes: number }): Promise<SealedFile> {
    return SealedFile.open(this.storage, storageKey, this.secrets.encryptionKey, bytes);
  }

  /** @throws UnreadableFile */
  async table(file: { storageKey: string; bytes: number; fileName: string }): Promise<TableFile> {
    return openTable(await this.open(file), file.fileName);
  }
}
