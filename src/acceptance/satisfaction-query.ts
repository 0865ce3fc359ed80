import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { DefectRepository } from './defect.repository';
import { ReportRepository } from './report.repository';
import { SatisfactionRepository } from './satisfaction.repository';
import { SatisfactionState } from './satisfaction.presenter';

/** What the household has said so far, and of which report. */
@Injectable()
export class SatisfactionQuery {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly reports: ReportRepository,
    private readonly statements: SatisfactionRepository,
    private readonly defects: DefectRepository,
  ) {}

  /** @throws Problem not-found */
  async load(tx: ReadTx, retrofitId: string): Promise<SatisfactionState> {
    return {
      retrofit: await this.retrofits.get(tx, retrofitId),
      report: await this.reports.current(tx, retrofitId),
      statements: await this.statements.list(tx, retrofitId),
      defects: await this.defects.list(tx, retrofitId),
    };
  }
}
