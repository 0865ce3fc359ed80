import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { PhotoFiles } from '../evidence/photos/photo-files';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Language } from '../platform/i18n/texts';
import { Problem } from '../platform/problems/problem';
import { FileStorage } from '../platform/storage/file-storage';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { renderAcceptanceReport } from './report/acceptance-report.pdf';
import { ReportRepository } from './report.repository';

export interface Download {
  /** Without the signs that file systems refuse. */
  fileName: string;
  body: Readable;
}

/** Hands out the PDF of a report and notes who took it. The English one is made of the same content on demand. */
@Injectable()
export class DownloadReport {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly reports: ReportRepository,
    private readonly history: History,
    private readonly storage: FileStorage,
    private readonly photos: PhotoFiles,
  ) {}

  /** @throws Problem not-found, in-progress (409) while the PDF is being made */
  async execute(actor: Actor, retrofitId: string, reportId: string, language: Language): Promise<Download> {
    const { number, pdfKey } = await this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.get(tx, retrofitId);
      const report = await this.reports.get(tx, retrofitId, reportId);
      if (report.pdfKey === null) throw new Problem('in-progress');
      await this.history.record(tx, {
        kind: 'report.downloaded',
        subject: { type: 'report', id: reportId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { number: report.number, language },
      });
      return { number: report.number, pdfKey: report.pdfKey };
    });
    const suffix = language === 'en' ? '-en' : '';
    return {
      fileName: `${number}${suffix}.pdf`,
      body: language === 'en' ? await this.english(actor, reportId) : await this.storage.open(pdfKey),
    };
  }

  private async english(actor: Actor, reportId: string): Promise<Readable> {
    const content = await this.database.as(actor).read((tx) => this.reports.content(tx, reportId));
    const loadPhoto = (sha256: string): Promise<Buffer> => this.photos.screenJpeg(sha256);
    return Readable.from([await renderAcceptanceReport(content, { language: 'en', loadPhoto })]);
  }
}
