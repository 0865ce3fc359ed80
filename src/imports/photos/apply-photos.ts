import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { Import, ImportRepository } from '../import.repository';
import { ImportPhotosRepository } from './import-photos.repository';

const BATCH = 500;

/** Takes the photos whose household is known to the records; the others wait to be assigned. */
@Injectable()
export class ApplyPhotos {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly photos: ImportPhotosRepository,
  ) {}

  async execute(found: Import): Promise<void> {
    const acting = this.database.as(systemActor('jobs'));
    while ((await acting.write((tx) => this.photos.apply(tx, found.id, BATCH))) > 0);
    await acting.write((tx) => this.imports.enter(tx, found.id, 'applied'));
  }
}
