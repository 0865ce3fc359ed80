import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { AreaLabels } from '../workflow/area-labels';
import { Words } from '../workflow/date-hints';
import { RetrofitHeader } from '../workflow/retrofit-header';
import { DecideFindings } from './decide-findings';
import { ExportFindings } from './export-findings';
import { FindFindings } from './find-findings';
import { FindingListRepository } from './finding-list.repository';
import { findingPageModel, findingsSection } from './finding-page';
import { DecideFindingsDto, ExportFindingsQuery, FindingsQuery } from './findings.dto';
import { inboxModel } from './inbox-page';
import { sendExport } from './send-export';

@ApiExcludeController()
@Controller()
export class FindingsPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly lists: FindingListRepository,
    private readonly find: FindFindings,
    private readonly decideFindings: DecideFindings,
    private readonly exportFindings: ExportFindings,
    private readonly header: RetrofitHeader,
    private readonly areas: AreaLabels,
  ) {}

  @Get('findings')
  @May('finding.read')
  async list(
    @As() actor: Actor,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const { query, form } = await this.forms.filter(request, FindingsQuery);
    const isFaulty = form.summary.length > 0;
    const words = this.words(request);
    const model = await this.database.as(actor).read(async (tx) => {
      const page = isFaulty
        ? { items: [], next: null }
        : await this.lists.list(tx, query.toFilter(), query.limit ?? 50, query.after ?? null);
      const codes = page.items.map(({ areaCode }) => areaCode);
      const areas = await this.areas.within(tx, codes, words.language);
      return inboxModel(page, query, await this.lists.choices(tx), areas, actor, words);
    });
    this.views.page(request, response, 'findings/inbox.njk', { ...model, form }, isFaulty ? 400 : 200);
  }

  @Get('findings/export')
  @May('finding.read')
  async export(
    @As() actor: Actor,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const query = await readForm(ExportFindingsQuery, request.query);
    const file = await this.exportFindings.execute(
      actor,
      query.toFilter(),
      query.format,
      this.words(request),
    );
    sendExport(response, file);
  }

  @Get('findings/:id')
  @May('finding.read')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const { finding, events } = await this.find.one(actor, id);
    const model = findingPageModel(finding, events, actor, this.words(request));
    this.views.page(request, response, 'findings/show.njk', model);
  }

  /** @param ids ticked in the inbox */
  @Get('retrofits/:id/findings')
  @May('finding.read')
  async ofRetrofit(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('ids') ids: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.page(request, response, actor, id, emptyForm({ ids: ids ?? [] }));
  }

  @Post('retrofits/:id/findings/decisions')
  @May('finding.decide')
  async decide(
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
        const input = await readForm(DecideFindingsDto, body);
        const { decided } = await this.decideFindings.execute(actor, id, input);
        this.forms.flash(request, 'findings.decided', { decided });
        return paths.retrofits.findings(id);
      },
      (form, status) => this.page(request, response, actor, id, form, status),
    );
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const words = this.words(request);
    const { retrofit, findings } = await this.find.ofRetrofit(actor, id);
    const subject = { ...retrofit, retrofitId: id };
    const model = {
      header: await this.database
        .as(actor)
        .read((tx) => this.header.model(tx, retrofit, words.t, 'findings')),
      findings: findingsSection(findings, subject, actor, words),
    };
    this.views.page(request, response, 'findings/retrofit.njk', { ...model, form }, status);
  }

  private words(request: TantuRequest): Words {
    return { t: this.views.translate(request), language: this.views.language(request) };
  }
}
