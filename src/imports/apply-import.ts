import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { Jobs } from '../platform/jobs/jobs';
import { FieldError, invalid, Problem } from '../platform/problems/problem';
import { continueImport } from './continue-import.job';
import { Import, ImportRepository } from './import.repository';
import { ImportRowsRepository } from './import-rows.repository';
import { ApplyImportDto } from './imports.dto';
import { withoutNumbers } from './parsing/without-numbers';

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
      const [reason, document] = [said(input.reason) ?? found.reason, said(input.document) ?? found.document];
      if (found.state === 'applying') return this.explain(tx, found, { reason, document });
      if (found.state !== 'preview' && found.state !== 'applied') throw new Problem('conflict');
      const counts = await this.rows.counts(tx, id);
      // What a later file adds to a year stands beside it as a correction as well.
      const corrected = counts.changed + (found.ledger === 'programmes' ? counts.added : 0);
      const faults: FieldError[] = [];
      if (corrected > 0 && !reason) faults.push({ field: 'reason', key: 'imports.apply.reasonMissing' });
      if (corrected > 0 && !document) faults.push({ field: 'document', key: 'imports.apply.documentMissing' }); // prettier-ignore
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

  /** A reason that comes while the work goes on holds for the rows that are still to come. */
  private async explain(tx: Tx, found: Import, why: { reason: string; document: string }): Promise<void> {
    if (why.reason === found.reason && why.document === found.document) return;
    await this.imports.enter(tx, found.id, 'applying', why);
    await this.jobs.enqueue(tx, continueImport, { importId: found.id });
    await this.history.record(tx, {
      kind: 'import.applied',
      subject: { type: 'import', id: found.id },
      areaCode: found.areaCode,
      data: { ledger: found.ledger, fileName: found.fileName, sha256: found.sha256, ...why },
    });
  }
}

const said = (text: string | null | undefined): string | null => (text ? withoutNumbers(text) : null);
