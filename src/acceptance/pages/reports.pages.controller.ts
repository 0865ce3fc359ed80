import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { may } from '../../access/permissions';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { Database, ReadTx } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { Forms } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { Problem } from '../../platform/problems/problem';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Views } from '../../platform/views/views';
import { RetrofitHeader } from '../../workflow/retrofit-header';
import { RetrofitRepository } from '../../workflow/retrofit.repository';
import { IssueReportDto } from '../acceptance.dto';
import { attachment } from '../../platform/http/attachment';
import { DownloadReport } from '../download-report';
import { IssueReport } from '../issue-report';
import { ReportRepository } from '../report.repository';
import { presentReport } from '../reports.presenter';

/** While the PDF is being made, the page looks again after so many seconds. */
const LOOK_AGAIN = '3';

@ApiExcludeController()
@Controller('retrofits/:id/report')
export class ReportsPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly retrofits: RetrofitRepository,
    private readonly header: RetrofitHeader,
    private readonly reports: ReportRepository,
    private readonly issueReport: IssueReport,
    private readonly downloadReport: DownloadReport,
  ) {}

  @Get()
  @May('report.read')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.page(request, response, actor, id, emptyForm());
  }

  @Post()
  @May('report.issue')
  async issue(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        const { number } = await this.issueReport.execute(actor, id, await readForm(IssueReportDto, body));
        this.forms.flash(request, 'acceptance.report.issued', { number });
        return paths.retrofits.report(id);
      },
      (form, status) => this.page(request, response, actor, id, form, status),
    );
  }

  /** The PDF, or while it is being made a page that says so and looks again. */
  @Get(':reportId/pdf')
  @May('report.read')
  async pdf(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('reportId', ParseUUIDPipe) reportId: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const language = request.query.language === 'en' ? 'en' : 'zh-CN';
    try {
      const { body, fileName } = await this.downloadReport.execute(actor, id, reportId, language);
      response.type('application/pdf').setHeader('Content-Disposition', attachment(fileName));
      response.setHeader('Cache-Control', 'private, no-store');
      await pipeline(body, response);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'in-progress') throw error;
      await this.page(request, response, actor, id, emptyForm(), error.status);
    }
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const model = await this.database.as(actor).read((tx) => this.model(tx, id, request));
    if (model.isMaking && request.method === 'GET') response.setHeader('Refresh', LOOK_AGAIN);
    this.views.page(request, response, 'acceptance/report.njk', { ...model, form }, status);
  }

  private async model(tx: ReadTx, id: string, request: TantuRequest): Promise<Record<string, unknown>> {
    const t = this.views.translate(request);
    const retrofit = await this.retrofits.get(tx, id);
    const reports = (await this.reports.list(tx, id)).map((report) => ({
      ...presentReport(report),
      href: paths.acceptance.pdf(id, report.id),
      hrefEnglish: `${paths.acceptance.pdf(id, report.id)}?language=en`,
    }));
    const current = reports.find(({ isCurrent }) => isCurrent);
    return {
      header: await this.header.model(tx, retrofit, t, 'report'),
      acceptedOn: retrofit.acceptedOn,
      signedOn: retrofit.signedOn,
      current,
      earlier: reports.filter(({ isCurrent }) => !isCurrent),
      isMaking: current?.pdf === 'making' || current?.pdf === 'failed',
      canIssue: may(tx.actor.role, 'report.issue') && retrofit.acceptedOn !== null,
      action: paths.retrofits.report(id),
      acceptanceHref: paths.retrofits.acceptance(id),
      satisfactionHref: paths.retrofits.satisfaction(id),
    };
  }
}
