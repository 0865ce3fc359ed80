import { Injectable } from '@nestjs/common';
import { PhotoFiles } from '../evidence/photos/photo-files';
import { systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Does, JobHandler } from '../platform/jobs/job';
import { FileStorage } from '../platform/storage/file-storage';
import { keepFiles } from '../platform/storage/kept-files';
import { renderReport } from './render-report.job';
import { renderAcceptanceReport } from './report/acceptance-report.pdf';
import { ReportRepository } from './report.repository';

/**
 * Makes the Chinese PDF of an issued report out of its frozen content and keeps it. A failure is kept with the
 * report, where its page shows it, and tried again.
 */
@Injectable()
@Does(renderReport)
export class RenderReport implements JobHandler<{ reportId: string }> {
  constructor(
    private readonly database: Database,
    private readonly reports: ReportRepository,
    private readonly storage: FileStorage,
    private readonly photos: PhotoFiles,
  ) {}

  async execute({ reportId }: { reportId: string }): Promise<void> {
    const acting = this.database.as(systemActor('jobs'));
    try {
      const content = await acting.read((tx) => this.reports.content(tx, reportId));
      const pdf = await renderAcceptanceReport(content, {
        language: 'zh-CN',
        loadPhoto: (sha256) => this.photos.screenJpeg(sha256),
      });
      const file = await this.storage.put(pdf);
      await acting.write(async (tx) => {
        await keepFiles(tx, this.storage, [file.key]);
        await this.reports.keepPdf(tx, reportId, file);
      });
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      await acting.write((tx) => this.reports.keepFault(tx, reportId, fault.slice(0, 500)));
      throw error;
    }
  }
}
