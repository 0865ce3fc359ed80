import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { areaOptions } from '../access/areas/area-names';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Forms } from '../platform/http/forms';
import { PageQuery } from '../platform/http/paging';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { AreaLabels } from '../workflow/area-labels';
import { AuditComparisonQuery, AuditFindingsQuery, AuditSummaryQuery, StartAuditDto } from './audit.dto';
import { AuditReader } from './audit-reader';
import { AUDIT_SOURCES } from './audit-run';
import { findingRow, notJudgedInTexts, sharesOf, yearsInWords } from './audit.presenter';
import { ExportAudit } from './export-audit';
import { sendWorkbook } from './send-workbook';
import { StartAudit } from './start-audit';

/** Seconds after which a page that shows progress is asked for again. */
const PROGRESS_SECONDS = 3;
const TABLES = ['byRule', 'byYear', 'byContractor', 'byCommunity'] as const;

/** Pages of the audits: the list with its form, a run's progress and result, its findings, two runs compared. */
@ApiExcludeController()
@Controller('audits')
export class AuditPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: AuditReader,
    private readonly startAudit: StartAudit,
    private readonly exportAudit: ExportAudit,
    private readonly areas: AreaLabels,
  ) {}

  @Get()
  @May('audit.read')
  async list(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(PageQuery, asked);
    const page = await this.reader.list(actor, query);
    const t = this.views.translate(request);
    const runs = page.items.map((run) => ({ ...run, yearsText: yearsInWords(run, t) }));
    const areas = await this.areas.of(actor, page.items, this.views.language(request));
    this.views.page(request, response, 'audit/list.njk', { paths, runs, areas, next: page.next, query });
  }

  @Get('new')
  @May('audit.run')
  async create(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
  ): Promise<void> {
    await this.form(request, response, actor, emptyForm({ sources: 'both' }));
  }

  @Post()
  @May('audit.run')
  async started(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      const { id } = await this.startAudit.execute(actor, await readForm(StartAuditDto, body));
      this.forms.flash(request, 'audit.started');
      return paths.audits.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.form(request, response, actor, form, status),
    );
  }

  /** The old record among what the newest run over its year found. */
  @Get('records/:recordId')
  @May('audit.read')
  async ofRecord(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('recordId', ParseUUIDPipe) recordId: string,
  ): Promise<void> {
    const id = await this.reader.newestOf(actor, recordId);
    if (id === null) this.forms.flash(request, 'audit.notAudited');
    response.redirect(303, id === null ? paths.audits.list : `${paths.audits.findings(id)}?recordId=${recordId}`); // prettier-ignore
  }

  @Get(':id')
  @May('audit.read')
  async show(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: object,
  ): Promise<void> {
    const { sort } = await readForm(AuditSummaryQuery, asked);
    const run = await this.reader.show(actor, id);
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    const { result } = run;
    if (run.state !== 'done') response.setHeader('Refresh', String(PROGRESS_SECONDS));
    this.views.page(request, response, 'audit/show.njk', {
      paths,
      run,
      sort,
      areas: await this.areas.of(actor, [run], language),
      yearsText: yearsInWords(run, t),
      previous: result && (await this.reader.previous(actor, id)),
      tables: result && TABLES.map((by) => ({ by, shares: sharesOf(result, by, sort) })),
      notJudged: result && result.notJudged.map((one) => ({ ...one, because: notJudgedInTexts(one, t, language) })), // prettier-ignore
    });
  }

  @Get(':id/findings')
  @May('audit.read')
  async findings(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(AuditFindingsQuery, asked);
    const page = await this.reader.findingsOf(actor, id, query);
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    const findings = page.items.map((finding) => findingRow(finding, t, language));
    const run = await this.reader.show(actor, id);
    const areas = await this.areas.of(actor, [run], language);
    this.views.page(request, response, 'audit/findings.njk', { paths, run, areas, yearsText: yearsInWords(run, t), findings, next: page.next, query }); // prettier-ignore
  }

  @Get(':id/comparison')
  @May('audit.read')
  async compare(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(AuditComparisonQuery, asked);
    const { run, other, rules, page } = await this.reader.compare(actor, id, query);
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    const findings = page.items.map((finding) => findingRow(finding, t, language));
    const areas = await this.areas.of(actor, [run], language);
    this.views.page(request, response, 'audit/comparison.njk', { paths, run, areas, other, rules, findings, next: page.next, query }); // prettier-ignore
  }

  @Get(':id/export.xlsx')
  @May('audit.read')
  async export(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await sendWorkbook(this.exportAudit, actor, { id }, this.words(request), response);
  }

  @Get(':id/comparison.xlsx')
  @May('audit.read')
  async exportComparison(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: object,
  ): Promise<void> {
    const { with: other } = await readForm(AuditComparisonQuery, asked);
    await sendWorkbook(this.exportAudit, actor, { id, other }, this.words(request), response);
  }

  private words(request: TantuRequest): { t: Translate; language: Language } {
    return { t: this.views.translate(request), language: this.views.language(request) };
  }

  private async form(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const districts = areaOptions(await this.reader.districts(actor), this.views.language(request));
    this.views.page(request, response, 'audit/form.njk', { paths, form, districts, sources: AUDIT_SOURCES }, status); // prettier-ignore
  }
}
