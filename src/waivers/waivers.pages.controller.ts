import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { may } from '../access/permissions';
import { Uploads } from '../evidence/files/uploads';
import { paths } from '../paths';
import { Config } from '../platform/config/config';
import { Actor } from '../platform/database/actor';
import { Database, ReadTx } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { CONFIG } from '../platform/platform.module';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Model, Views } from '../platform/views/views';
import { Words } from '../workflow/date-hints';
import { RetrofitHeader } from '../workflow/retrofit-header';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { isWaivable, WAIVABLE_RULES } from './acts-allowed';
import { DecideWaiver } from './decide-waiver';
import { RequestWaiver } from './request-waiver';
import { cardOf, choicesOf, WaiverCards } from './waiver-cards';
import { waitingWaivers } from './waiver-offer';
import { WaiverRepository } from './waiver.repository';
import { DecideWaiverDto, RequestWaiverDto, VERDICTS, WithdrawWaiverDto } from './waivers.dto';
import { WithdrawWaiver } from './withdraw-waiver';

/** Waivers of a retrofit: all of them, the form that asks for one, and one with its decision. */
@ApiExcludeController()
@Controller()
export class WaiversPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly uploads: Uploads,
    private readonly retrofits: RetrofitRepository,
    private readonly header: RetrofitHeader,
    private readonly waivers: WaiverRepository,
    private readonly cards: WaiverCards,
    private readonly clock: Clock,
    private readonly requestWaiver: RequestWaiver,
    private readonly decideWaiver: DecideWaiver,
    private readonly withdrawWaiver: WithdrawWaiver,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('retrofits/:id/waivers')
  @May('waiver.read')
  async list(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const words = this.words(request);
    const model = await this.database.as(actor).read(async (tx) => ({
      ...(await this.headOf(tx, id, words)),
      waivers: await this.cards.of(tx, id, words),
    }));
    const requestHref = may(actor.role, 'waiver.request') ? `${paths.retrofits.waivers(id)}/new` : null;
    this.views.page(request, response, 'waivers/list.njk', { ...model, requestHref });
  }

  @Get('retrofits/:id/waivers/new')
  @May('waiver.request')
  async form(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('rule') rule: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const values = typeof rule === 'string' && isWaivable(rule) ? { rule } : {};
    await this.requestForm(request, response, actor, id, emptyForm(values));
  }

  @Post('retrofits/:id/waivers')
  @HttpCode(201)
  @May('waiver.request')
  async request(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        const { fields, files } = await this.uploads.document(request, response);
        await this.requestWaiver.execute(actor, id, await readForm(RequestWaiverDto, fields), files);
        this.forms.flash(request, 'waivers.done.requested');
        return paths.retrofits.waivers(id);
      },
      (form, status) => this.requestForm(request, response, actor, id, form, status),
    );
  }

  @Get('waivers/:id')
  @May('waiver.read')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.page(request, response, actor, id, emptyForm());
  }

  @Post('waivers/:id/decision')
  @May('waiver.decide')
  async decide(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.submit(request, response, actor, id, async () => {
      const input = await readForm(DecideWaiverDto, body);
      await this.decideWaiver.execute(actor, id, input);
      return input.verdict === 'approve' ? 'waivers.done.approved' : 'waivers.done.refused';
    });
  }

  @Post('waivers/:id/withdrawal')
  @May('waiver.request')
  async withdraw(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.submit(request, response, actor, id, async () => {
      await this.withdrawWaiver.execute(actor, id, await readForm(WithdrawWaiverDto, body));
      return 'waivers.done.withdrawn';
    });
  }

  private async submit(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    act: () => Promise<string>,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        this.forms.flash(request, await act());
        return paths.waivers.show(id);
      },
      (form, status) => this.page(request, response, actor, id, form, status),
    );
  }

  private async requestForm(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const words = this.words(request);
    const { t } = words;
    const { waiting, ...model } = await this.database.as(actor).read(async (tx) => ({
      ...(await this.headOf(tx, id, words)),
      waiting: await waitingWaivers(tx, id),
    }));
    const rules = WAIVABLE_RULES.filter((rule) => !waiting.has(rule)).map((rule) => ({
      value: rule,
      text: t('waivers.title.rule', { rule, title: t(`rules.${rule}.title`) }),
    }));
    this.views.page(
      request,
      response,
      'waivers/request.njk',
      {
        ...model,
        form,
        rules,
        waiting: [...waiting].map(([rule, waitingId]) => ({ text: t('waivers.offer.waits', { rule }), href: paths.waivers.show(waitingId) })), // prettier-ignore
        today: localDay(this.clock.now()),
        limitMb: this.config.TANTU_MAX_DOCUMENT_MB,
        action: paths.retrofits.waivers(id),
        cancelHref: paths.retrofits.show(id),
      },
      status,
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
    const model = await this.database.as(actor).read(async (tx) => {
      const row = await this.waivers.get(tx, id);
      return {
        ...(await this.headOf(tx, row.retrofitId, words)),
        ...choicesOf(row, actor),
        waiver: cardOf(row, words),
        listHref: paths.retrofits.waivers(row.retrofitId),
      };
    });
    const verdicts = VERDICTS.map((value) => ({ value, text: words.t(`waivers.verdict.${value}`) }));
    const actions = { decideAction: paths.waivers.decide(id), withdrawAction: paths.waivers.withdraw(id) };
    this.views.page(request, response, 'waivers/show.njk', { ...model, form, verdicts, ...actions }, status);
  }

  private async headOf(tx: ReadTx, retrofitId: string, { t }: Words): Promise<Model> {
    return { header: await this.header.model(tx, await this.retrofits.get(tx, retrofitId), t, 'waivers') };
  }

  private words(request: TantuRequest): Words {
    return { t: this.views.translate(request), language: this.views.language(request) };
  }
}
