import { Injectable } from '@nestjs/common';
import { systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Does, JobHandler } from '../platform/jobs/job';
import { ApplyRows, Unexplained } from './apply-rows';
import { continueImport } from './continue-import.job';
import { ImportRepository } from './import.repository';
import { ApplyPhotos } from './photos/apply-photos';
import { ReadPhotos } from './photos/read-photos';
import { PreviewAnew } from './preview-anew';
import { ReadRows } from './read-rows';
import { UnreadableFile } from './reading/unreadable';

/**
 * Goes on with an import where it stands. It may run twice at once or begin anew after a worker was killed: each
 * batch moves the progress on in its own transaction, and who comes second to it stops.
 */
@Injectable()
@Does(continueImport)
export class ContinueImport implements JobHandler<{ importId: string }> {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly readRows: ReadRows,
    private readonly applyRows: ApplyRows,
    private readonly previewAnew: PreviewAnew,
    private readonly readPhotos: ReadPhotos,
    private readonly applyPhotos: ApplyPhotos,
  ) {}

  async execute({ importId }: { importId: string }): Promise<void> {
    const acting = this.database.as(systemActor('jobs'));
    const found = await acting.read((tx) => this.imports.get(tx, importId));
    const isPhotos = found.ledger === 'photos';
    try {
      if (found.state === 'reading') await (isPhotos ? this.readPhotos : this.readRows).execute(found);
      if (found.state === 'applying') await (isPhotos ? this.applyPhotos : this.applyRows).execute(found);
    } catch (error) {
      if (error instanceof Unexplained) return this.previewAnew.execute(found);
      if (!(error instanceof UnreadableFile)) throw error;
      const fault = { fault: error.fault, facts: { ...error.facts } };
      await acting.write((tx) => this.imports.enter(tx, importId, 'failed', { fault }));
    }
  }
}
