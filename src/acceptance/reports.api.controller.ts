import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Choice } from '../platform/http/fields';
import { MadeView, Problems } from '../platform/http/openapi';
import { Language, LANGUAGES } from '../platform/i18n/texts';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { IssueReportDto } from './acceptance.dto';
import { attachment } from '../platform/http/attachment';
import { DownloadReport } from './download-report';
import { IssueReport } from './issue-report';
import { AcceptanceReportContent } from './report/acceptance-report.content';
import { ReportRepository } from './report.repository';
import { presentReport, ReportView } from './reports.presenter';

class ReportIssuedView extends MadeView {
  @ApiProperty({ example: '石残验〔2026〕12号' }) number!: string;
}

class ReportListView {
  @ApiProperty({ type: [ReportView], description: 'Newest first' }) items!: ReportView[];
}

class PdfQuery {
  @Choice(LANGUAGES, { optional: true, description: 'zh-CN when left out' }) language!: Language | null;
}

@ApiTags('acceptance')
@Controller('api/v1/retrofits/:id/reports')
export class ReportsApiController {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly reports: ReportRepository,
    private readonly issueReport: IssueReport,
    private readonly downloadReport: DownloadReport,
  ) {}

  @Get()
  @May('report.read')
  @ApiOkResponse({ type: ReportListView })
  @Problems('not-found')
  async list(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ReportListView> {
    return this.database.as(actor).read(async (tx) => {
      await this.retrofits.get(tx, id);
      return { items: (await this.reports.list(tx, id)).map(presentReport) };
    });
  }

  @Post()
  @HttpCode(201)
  @May('report.issue')
  @ApiCreatedResponse({ type: ReportIssuedView })
  @Problems('not-found', 'invalid-input', 'rule-broken', 'conflict', 'already-exists')
  async issue(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: IssueReportDto,
  ): Promise<ReportIssuedView> {
    return this.issueReport.execute(actor, id, input);
  }

  @Get(':reportId')
  @May('report.read')
  @ApiOkResponse({ type: ReportView })
  @Problems('not-found')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('reportId', ParseUUIDPipe) reportId: string,
  ): Promise<ReportView> {
    return this.database
      .as(actor)
      .read(async (tx) => presentReport(await this.reports.get(tx, id, reportId)));
  }

  @Get(':reportId/content')
  @May('report.read')
  @ApiOkResponse({
    schema: { type: 'object', additionalProperties: true },
    description: 'The frozen content, as it was hashed',
  })
  @Problems('not-found')
  async content(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('reportId', ParseUUIDPipe) reportId: string,
  ): Promise<AcceptanceReportContent> {
    return this.database.as(actor).read(async (tx) => {
      await this.reports.get(tx, id, reportId);
      return this.reports.content(tx, reportId);
    });
  }

  @Get(':reportId/pdf')
  @May('report.read')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  @Problems('not-found', 'in-progress', 'invalid-input')
  async pdf(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('reportId', ParseUUIDPipe) reportId: string,
    @Query() { language }: PdfQuery,
  ): Promise<StreamableFile> {
    const { body, fileName } = await this.downloadReport.execute(actor, id, reportId, language ?? 'zh-CN');
    return new StreamableFile(body, { type: 'application/pdf', disposition: attachment(fileName) });
  }
}
