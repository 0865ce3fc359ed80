import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Problem } from '../platform/problems/problem';
import { ImportRepository, ImportState } from './import.repository';
import { ImportRowsRepository } from './import-rows.repository';
import { ImportPhotosRepository } from './photos/import-photos.repository';

/** Before anything of it became a record, and while no worker is at it. */
export const WITHDRAWABLE: readonly ImportState[] = ['mapping', 'preview', 'failed'];

/**
 * A file that came in under the wrong ledger, or by mistake, is taken back before it is applied. What was read of it
 * goes; that it came, and who took it back, stays. The same bytes may then come anew.
 */
@Injectable()
export class WithdrawImport {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly rows: ImportRowsRepository,
    private readonly photos: ImportPhotosRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, conflict while it is read and once anything of it was applied */
  async execute(actor: Actor, id: string): Promise<void> {
    await this.database.as(actor).write(async (tx) => {
      const found = await this.imports.lock(tx, id);
      if (!WITHDRAWABLE.includes(found.state)) throw new Problem('conflict');
      // Rows are the system's to remove; one that is a record already stops it here, whoever asks.
      await tx.withSystemSight(async () => {
        await this.rows.removeAll(tx, id);
        await this.photos.removeAll(tx, id);
      });
      await this.imports.enter(tx, id, 'withdrawn');
      await this.history.record(tx, {
        kind: 'import.withdrawn',
        subject: { type: 'import', id },
        areaCode: found.areaCode,
        data: { ledger: found.ledger, fileName: found.fileName, sha256: found.sha256 },
      });
    });
  }
}
