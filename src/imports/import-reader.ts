import { Injectable } from '@nestjs/common';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Page } from '../platform/http/paging';
import { FoundRecordRepository, FoundRecordRow } from './found-record.repository';
import { Import, ImportRepository } from './import.repository';
import { ImportRow } from './import-row';
import { ImportRowsRepository, RowCounts, RowFilter } from './import-rows.repository';
import {
  ImportPhoto,
  ImportPhotosRepository,
  KeptPhoto,
  PhotoCounts,
} from './photos/import-photos.repository';

const MOST_VANISHED = 100;

export interface ImportOverview {
  readonly found: Import;
  readonly rows: RowCounts | null;
  readonly photos: PhotoCounts | null;
  readonly applied: number;
  /** In an earlier file of the same ledger and years, not in this one; the first hundred. */
  readonly vanished: readonly FoundRecordRow[];
}

/** What pages and the API show of imports. */
@Injectable()
export class ImportReader {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly rows: ImportRowsRepository,
    private readonly photos: ImportPhotosRepository,
    private readonly records: FoundRecordRepository,
  ) {}

  async list(actor: Actor, asked: { limit?: number | null; after?: string | null }): Promise<Page<Import>> {
    return this.database.as(actor).read((tx) => this.imports.list(tx, { limit: asked.limit ?? 50, after: asked.after ?? null })); // prettier-ignore
  }

  /** @throws Problem not-found */
  async show(actor: Actor, id: string): Promise<ImportOverview> {
    return this.database.as(actor).read(async (tx) => {
      const found = await this.imports.get(tx, id);
      // While the work goes on its progress says enough: counting a hundred thousand rows at each look would slow it.
      if (found.state === 'reading' || found.state === 'applying')
        return { found, rows: null, photos: null, applied: 0, vanished: [] };
      if (found.ledger === 'photos') {
        const photos = await this.photos.counts(tx, id);
        return { found, rows: null, photos, applied: photos.applied, vanished: [] };
      }
      const isRead = found.state === 'preview' || found.state === 'applied';
      return {
        found,
        rows: await this.rows.counts(tx, id),
        photos: null,
        applied: await this.records.appliedRows(tx, id),
        vanished: isRead && found.ledger !== 'programmes' ? await this.records.vanished(tx, id, found.ledger, MOST_VANISHED) : [], // prettier-ignore
      };
    });
  }

  /** @throws Problem not-found */
  async rowsOf(actor: Actor, id: string, asked: { filter?: RowFilter | null; limit?: number | null; after?: string | null }): Promise<Page<ImportRow>> {
    return this.database.as(actor).read(async (tx) => {
      await this.imports.get(tx, id);
      return this.rows.list(tx, id, { filter: asked.filter ?? 'all', limit: asked.limit ?? 50, after: asked.after ?? null });
    });
  } // prettier-ignore

  /** @throws Problem not-found */
  async photosOf(actor: Actor, id: string, asked: { filter?: 'all' | 'unmatched' | null; limit?: number | null; after?: string | null }): Promise<Page<ImportPhoto>> {
    return this.database.as(actor).read(async (tx) => {
      await this.imports.get(tx, id);
      return this.photos.list(tx, id, { filter: asked.filter ?? 'all', limit: asked.limit ?? 50, after: asked.after ?? null });
    });
  } // prettier-ignore

  /** @throws Problem not-found */
  async photo(actor: Actor, id: string, photoId: string): Promise<{ found: Import; photo: KeptPhoto }> {
    return this.database.as(actor).read(async (tx) => ({
      found: await this.imports.get(tx, id),
      photo: await this.photos.get(tx, id, photoId),
    }));
  }

  /** @throws Problem not-found */
  async row(actor: Actor, id: string, number: number): Promise<{ found: Import; row: ImportRow; recordId: string | null }> {
    return this.database.as(actor).read(async (tx) => {
      const found = await this.imports.get(tx, id);
      const row = await this.rows.get(tx, id, number);
      return { found, row, recordId: await this.records.sourceOf(tx, id, number) };
    });
  } // prettier-ignore
}
