import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Jobs } from '../platform/jobs/jobs';
import { FieldError, invalid, Problem } from '../platform/problems/problem';
import { continueImport } from './continue-import.job';
import { ImportRepository } from './import.repository';
import { ImportRowsRepository } from './import-rows.repository';
import { ApplyImportDto } from './imports.dto';

/** The rows that can be read become records; what stays behind can be corrected and sent after them. */
@Injectable()
export class ApplyImport {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly rows: ImportRowsRepository,
    private readonly history: History,
    private readonly jobs: Jobs,
  ) {}

  /** @throws Problem not-found, conflict before the preview, invalid-input where a changed row lacks reason or document */
  async execute(actor: Actor, id: string, input: ApplyImportDto): Promise<void> {
    await this.database.as(actor).write(async (tx) => {
      const found = await this.imports.lock(tx, id);
      if (found.state === 'applying') return;
      if (found.state !== 'preview' && found.state !== 'applied') throw new Problem('conflict');
      const counts = await this.rows.counts(tx, id);
      const [reason, document] = [input.reason ?? found.reason, input.document ?? found.document];
      const faults: FieldError[] = [];
      if (counts.changed > 0 && !reason) faults.push({ field: 'reason', key: 'imports.apply.reasonMissing' });
      if (counts.changed > 0 && !document) faults.push({ field: 'document', key: 'imports.apply.documentMissing' }); // prettier-ignore
      if (faults.length > 0) throw invalid(...faults);
      await this.imports.enter(tx, id, 'applying', { done: 0, reason, document });
      await this.jobs.enqueue(tx, continueImport, { importId: id });
      await this.history.record(tx, {
        kind: 'import.applied',
        subject: { type: 'import', id },
        areaCode: found.areaCode,
        data: { ledger: found.ledger, fileName: found.fileName, sha256: found.sha256, reason, document, rows: counts.rows, stopped: counts.stopped, changed: counts.changed }, // prettier-ignore
      });
    });
  }
}
