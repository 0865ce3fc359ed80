import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { MadeView, pageView, Problems } from '../platform/http/openapi';
import { Page, PageQuery } from '../platform/http/paging';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { Views } from '../platform/views/views';
import { AuditComparisonQuery, AuditFindingsQuery, StartAuditDto } from './audit.dto';
import { AuditReader } from './audit-reader';
import {
  AuditComparisonView,
  AuditFindingView,
  AuditRunView,
  presentFinding,
  presentRun,
} from './audit.presenter';
import { ExportAudit } from './export-audit';
import { sendWorkbook, WORKBOOK } from './send-workbook';
import { StartAudit } from './start-audit';

@ApiTags('audits')
@Controller('api/v1/audits')
export class AuditApiController {
  constructor(
    private readonly views: Views,
    private readonly reader: AuditReader,
    private readonly startAudit: StartAudit,
    private readonly exportAudit: ExportAudit,
  ) {}

  @Get()
  @May('audit.read')
  @ApiOkResponse({ type: pageView(AuditRunView) })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: PageQuery): Promise<Page<AuditRunView>> {
    const page = await this.reader.list(actor, query);
    return { ...page, items: page.items.map(presentRun) };
  }

  @Post()
  @HttpCode(201)
  @May('audit.run')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'unknown-reference')
  async start(@As() actor: Actor, @Body() input: StartAuditDto): Promise<MadeView> {
    return this.startAudit.execute(actor, input);
  }

  @Get(':id')
  @May('audit.read')
  @ApiOkResponse({ type: AuditRunView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<AuditRunView> {
    return presentRun(await this.reader.show(actor, id));
  }

  @Get(':id/findings')
  @May('audit.read')
  @ApiOkResponse({ type: pageView(AuditFindingView) })
  @Problems('invalid-input', 'not-found', 'conflict')
  async findings(
    @Req() request: TantuRequest,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: AuditFindingsQuery,
  ): Promise<Page<AuditFindingView>> {
    const page = await this.reader.findingsOf(actor, id, query);
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    return { ...page, items: page.items.map((finding) => presentFinding(finding, t, language)) };
  }

  @Get(':id/comparison')
  @May('audit.read')
  @ApiOkResponse({ type: AuditComparisonView })
  @Problems('invalid-input', 'not-found', 'conflict')
  async compare(
    @Req() request: TantuRequest,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: AuditComparisonQuery,
  ): Promise<AuditComparisonView> {
    const { rules, page } = await this.reader.compare(actor, id, query);
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    return {
      rules,
      next: page.next,
      items: page.items.map((finding) => presentFinding(finding, t, language)),
    };
  }

  @Get(':id/export.xlsx')
  @May('audit.read')
  @ApiProduces(WORKBOOK)
  @ApiOkResponse({ content: { [WORKBOOK]: { schema: { type: 'string', format: 'binary' } } } })
  @Problems('not-found', 'conflict')
  async export(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    await sendWorkbook(this.exportAudit, actor, { id }, words, response);
  }
}
