import { Injectable } from '@nestjs/common';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Page } from '../platform/http/paging';
import { Correction, FoundRecordRepository, FoundRecordRow, SourceRow } from './found-record.repository';
import { ImportPhotosRepository } from './photos/import-photos.repository';

export interface FoundRecordSheet {
  readonly record: FoundRecordRow;
  readonly corrections: readonly Correction[];
  readonly sources: readonly SourceRow[];
  readonly photos: Awaited<ReturnType<ImportPhotosRepository['ofRecord']>>;
}

/** What pages and the API show of the records of old years. */
@Injectable()
export class FoundRecordReader {
  constructor(
    private readonly database: Database,
    private readonly records: FoundRecordRepository,
    private readonly photos: ImportPhotosRepository,
  ) {}

  async list(
    actor: Actor,
    asked: { search?: string | null; year?: number | null; limit?: number | null; after?: string | null },
  ): Promise<Page<FoundRecordRow>> {
    const { search = null, year = null, after = null } = asked;
    return this.database.as(actor).read((tx) => this.records.list(tx, { search, year, after, limit: asked.limit ?? 50 })); // prettier-ignore
  }

  /** @throws Problem not-found */
  async show(actor: Actor, id: string): Promise<FoundRecordSheet> {
    return this.database.as(actor).read(async (tx) => ({
      record: await this.records.get(tx, id),
      corrections: await this.records.corrections(tx, id),
      sources: await this.records.sources(tx, id),
      photos: await this.photos.ofRecord(tx, id),
    }));
  }

  /** @throws Problem not-found */
  async photo(actor: Actor, id: string): Promise<{ key: string; fileName: string }> {
    return this.database.as(actor).read((tx) => this.photos.fileOf(tx, id));
  }
}
