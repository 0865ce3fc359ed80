import { Injectable } from '@nestjs/common';
import { may } from '../../access/permissions';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { CheckedFiles, DamagedFile, FileCheckRepository, NamingRecord } from './file-check.repository';

/** Damaged files that are shown at once. */
const MOST = 200;

export interface FileReport {
  readonly checked: CheckedFiles;
  readonly damaged: readonly (DamagedFile & { readonly records: readonly NamingRecord[] })[];
}

/** What the checks of stored files found, for whoever looks after the installation and for supervisors. */
@Injectable()
export class CheckedFilesReader {
  constructor(
    private readonly database: Database,
    private readonly checks: FileCheckRepository,
  ) {}

  /** Administrators see every damaged file and nothing of what it belongs to; others see those of their area's records. */
  async report(actor: Actor): Promise<FileReport> {
    return this.database.as(actor).read(async (tx) => {
      const [checked, damaged] = await tx.withSystemSight(async () => [
        await this.checks.checked(tx),
        await this.checks.damaged(tx, MOST),
      ] as const); // prettier-ignore
      if (!may(actor.role, 'photo.read')) return { checked, damaged: damaged.map((file) => ({ ...file, records: [] })) }; // prettier-ignore
      const naming = await this.checks.naming(tx, damaged.map(({ key }) => key)); // prettier-ignore
      const own = damaged
        .map((file) => ({ ...file, records: naming.filter(({ key }) => key === file.key) }))
        .filter(({ records }) => records.length > 0);
      return { checked: { ...checked, damaged: own.length }, damaged: own };
    });
  }
}
