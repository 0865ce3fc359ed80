import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { pageView, Problems } from '../platform/http/openapi';
import { Page } from '../platform/http/paging';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { Views } from '../platform/views/views';
import { DecideFindings } from './decide-findings';
import { ExportFindings } from './export-findings';
import { FindFindings } from './find-findings';
import { DecideFindingsDto, ExportFindingsQuery, FindingsQuery, RetrofitFindingsQuery } from './findings.dto';
import {
  DecidedView,
  FindingDetailsView,
  ListedFindingView,
  presentDetails,
  presentFinding,
  presentListed,
  RetrofitFindingsView,
} from './findings.presenter';
import { sendExport } from './send-export';

@ApiTags('findings')
@Controller('api/v1')
export class FindingsApiController {
  constructor(
    private readonly views: Views,
    private readonly find: FindFindings,
    private readonly decideFindings: DecideFindings,
    private readonly exportFindings: ExportFindings,
  ) {}

  @Get('retrofits/:id/findings')
  @May('finding.read')
  @ApiOkResponse({ type: RetrofitFindingsView })
  @Problems('invalid-input', 'not-found')
  async ofRetrofit(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { state }: RetrofitFindingsQuery,
  ): Promise<RetrofitFindingsView> {
    const { findings } = await this.find.ofRetrofit(actor, id);
    return { items: findings.filter((one) => !state || one.state === state).map(presentFinding) };
  }

  @Post('retrofits/:id/findings/decisions')
  @HttpCode(200)
  @May('finding.decide')
  @ApiOkResponse({ type: DecidedView })
  @Problems('invalid-input', 'not-found', 'conflict')
  async decide(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: DecideFindingsDto,
  ): Promise<DecidedView> {
    return this.decideFindings.execute(actor, id, input);
  }

  @Get('findings')
  @May('finding.read')
  @ApiOkResponse({ type: pageView(ListedFindingView) })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: FindingsQuery): Promise<Page<ListedFindingView>> {
    const page = await this.find.list(actor, query.toFilter(), query.limit ?? 50, query.after ?? null);
    return { ...page, items: page.items.map(presentListed) };
  }

  @Get('findings/export')
  @May('finding.read')
  @ApiProduces('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv')
  @ApiOkResponse({
    schema: { type: 'string', format: 'binary' },
    description: 'In the reader’s language; for an auditor people’s names are masked (X01)',
  })
  @Problems('invalid-input')
  async export(
    @As() actor: Actor,
    @Query() query: ExportFindingsQuery,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    sendExport(response, await this.exportFindings.execute(actor, query.toFilter(), query.format, words));
  }

  @Get('findings/:id')
  @May('finding.read')
  @ApiOkResponse({ type: FindingDetailsView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<FindingDetailsView> {
    const { finding, events } = await this.find.one(actor, id);
    return presentDetails(finding, events);
  }
}
