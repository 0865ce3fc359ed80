import { Injectable } from '@nestjs/common';
import { History } from '../../history/history';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { invalid, Problem } from '../../platform/problems/problem';
import { FoundRecordRepository } from '../found-record.repository';
import { ImportRepository } from '../import.repository';
import { AssignPhotoDto } from '../imports.dto';
import { itemCode } from '../parsing/items';
import { withoutNumbers } from '../parsing/without-numbers';
import { ImportPhotosRepository } from './import-photos.repository';

/** Somebody says whose a photo is that its name does not tell. */
@Injectable()
export class AssignPhoto {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly photos: ImportPhotosRepository,
    private readonly records: FoundRecordRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, invalid-input for a record of another district, conflict while the archive is being read */
  async execute(actor: Actor, importId: string, photoId: string, input: AssignPhotoDto): Promise<void> {
    await this.database.as(actor).write(async (tx) => {
      const found = await this.imports.lock(tx, importId);
      if (found.state !== 'preview' && found.state !== 'applied') throw new Problem('conflict');
      const record = await this.records.get(tx, input.recordId);
      if (record.areaCode.slice(0, 6) !== found.areaCode) throw invalid({ field: 'recordId', key: 'imports.photos.otherDistrict' }); // prettier-ignore
      const itemName = withoutNumbers(input.item ?? '');
      const to = { recordId: record.id, itemName, itemCode: itemCode(itemName), stage: input.stage };
      await this.photos.assign(tx, importId, photoId, to);
      await this.history.record(tx, {
        kind: 'import.photoAssigned',
        subject: { type: 'import', id: importId },
        areaCode: found.areaCode,
        data: { photoId, recordId: record.id, item: itemName, stage: input.stage },
      });
    });
  }
}
