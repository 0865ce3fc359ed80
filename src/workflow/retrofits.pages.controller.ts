import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { may } from '../access/permissions';
import { FindFindings } from '../findings/find-findings';
import { findingsSection } from '../findings/finding-page';
import { History } from '../history/history';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { notFound } from '../platform/problems/problem';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Model, Views } from '../platform/views/views';
import { WaiverCards } from '../waivers/waiver-cards';
import { AreaLabels } from './area-labels';
import { Words } from './date-hints';
import { historyEntries } from './history-page';
import { OpenRetrofit } from './open-retrofit';
import { RetrofitHeader } from './retrofit-header';
import { listModel } from './retrofit-list-page';
import { RetrofitListRepository } from './retrofit-list.repository';
import { sheetModel } from './retrofit-page';
import { RetrofitSheet } from './retrofit-sheet';
import { RetrofitRepository } from './retrofit.repository';
import { OpenRetrofitDto, RetrofitsQuery } from './retrofits.dto';
import { unmetChoices } from './unmet-terms';

const ENTRIES_ON_SHEET = 8;
const ENTRIES_A_PAGE = 50;

@ApiExcludeController()
@Controller('retrofits')
export class RetrofitsPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly lists: RetrofitListRepository,
    private readonly sheet: RetrofitSheet,
    private readonly retrofits: RetrofitRepository,
    private readonly header: RetrofitHeader,
    private readonly findFindings: FindFindings,
    private readonly history: History,
    private readonly openRetrofit: OpenRetrofit,
    private readonly waivers: WaiverCards,
    private readonly areas: AreaLabels,
  ) {}

  @Get()
  @May('retrofit.read')
  async list(
    @As() actor: Actor,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const query = await readForm(RetrofitsQuery, request.query);
    const model = await this.database.as(actor).read(async (tx) => {
      const page = await this.lists.list(tx, query.toFilter());
      const words = this.words(request);
      const areas = await this.areas.within(tx, page.items.map(({ areaCode }) => areaCode), words.language); // prettier-ignore
      return listModel(page, query, await this.lists.choices(tx), actor, words, areas);
    });
    this.views.page(request, response, 'workflow/list.njk', model);
  }

  @Get('new')
  @May('retrofit.open')
  async create(
    @As() actor: Actor,
    @Query('household') householdId: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.openForm(request, response, actor, String(householdId), emptyForm());
  }

  @Post()
  @May('retrofit.open')
  async open(
    @As() actor: Actor,
    @Body() body: { householdId?: unknown },
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        const { id } = await this.openRetrofit.execute(actor, await readForm(OpenRetrofitDto, body));
        this.forms.flash(request, 'workflow.open.done');
        return paths.retrofits.show(id);
      },
      (form, status) => this.openForm(request, response, actor, String(body.householdId), form, status),
    );
  }

  @Get(':id')
  @May('retrofit.read')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const words = this.words(request);
    const model = await this.database.as(actor).read(async (tx) => {
      const sheet = await this.sheet.load(tx, id);
      const entries = may(actor.role, 'history.read')
        ? await this.history.ofRetrofit(tx, id, ENTRIES_ON_SHEET)
        : null;
      const waivers = may(actor.role, 'waiver.read') ? await this.waivers.of(tx, id, words) : null;
      const { areaCode } = sheet.retrofit;
      const area = (await this.areas.within(tx, [areaCode], words.language))[areaCode]!;
      return {
        ...sheetModel(sheet, actor, words, area),
        waivers,
        entries: entries && historyEntries(entries, words),
      };
    });
    const findings = may(actor.role, 'finding.read') ? await this.findings(actor, id, words) : null;
    this.views.page(request, response, 'workflow/show.njk', { ...model, findings, form: emptyForm() });
  }

  @Get(':id/history')
  @May('history.read')
  async showHistory(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('after') after: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const words = this.words(request);
    const before = typeof after === 'string' && /^[0-9a-f-]{36}$/.test(after) ? after : null;
    const model = await this.database.as(actor).read(async (tx) => {
      const retrofit = await this.retrofits.get(tx, id);
      const entries = await this.history.ofRetrofit(tx, id, ENTRIES_A_PAGE, before);
      const last = entries.length === ENTRIES_A_PAGE ? entries.at(-1) : undefined;
      return {
        header: await this.header.model(tx, retrofit, words.t, 'history'),
        entries: historyEntries(entries, words),
        pager: {
          firstHref: before && paths.retrofits.history(id),
          nextHref: last && `${paths.retrofits.history(id)}?after=${last.id}`,
        },
      };
    });
    this.views.page(request, response, 'workflow/history.njk', model);
  }

  private async openForm(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    householdId: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    if (!/^[0-9a-f-]{36}$/.test(householdId)) throw notFound();
    const choices = await this.database.as(actor).read((tx) => this.lists.openChoices(tx, householdId));
    if (!choices) throw notFound();
    const [person, programme] = [choices.people, choices.programmes].map((all) => (all.length === 1 ? all[0]!.value : '')); // prettier-ignore
    const shown = form.summary.length > 0 ? form : emptyForm({ personId: person, programmeId: programme });
    const model = {
      form: shown,
      householdId,
      ...choices,
      unmet: unmetChoices(choices, this.words(request)),
      action: paths.retrofits.list,
      cancelHref: paths.households.show(householdId),
    };
    this.views.page(request, response, 'workflow/new.njk', model, status);
  }

  private async findings(actor: Actor, id: string, words: Words): Promise<Model> {
    const { retrofit, findings } = await this.findFindings.ofRetrofit(actor, id);
    return findingsSection(findings, { ...retrofit, retrofitId: id }, actor, words);
  }

  private words(request: TantuRequest): Words {
    return { t: this.views.translate(request), language: this.views.language(request) };
  }
}
