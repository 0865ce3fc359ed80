import { Body, Controller, Get, Param, ParseIntPipe, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms, seenVersion } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { notFound } from '../platform/problems/problem';
import { FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { Words } from '../workflow/date-hints';
import { ApplicationForms, ApplicationPage } from './application-page';
import {
  CorrectOpinionDateDto,
  GiveOpinionDto,
  RecordNoticeDto,
  RecordSelectionDto,
  SubmitApplicationDto,
} from './applications.dto';
import { CorrectOpinionDate } from './correct-opinion-date';
import { GiveOpinion } from './give-opinion';
import { RecordNotice } from './record-notice';
import { RecordSelection } from './record-selection';
import { SubmitApplication } from './submit-application';

@ApiExcludeController()
@Controller('retrofits/:id/application')
export class ApplicationsPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly applicationPage: ApplicationPage,
    private readonly submitApplication: SubmitApplication,
    private readonly giveOpinion: GiveOpinion,
    private readonly recordSelection: RecordSelection,
    private readonly recordNotice: RecordNotice,
    private readonly correctOpinionDate: CorrectOpinionDate,
  ) {}

  @Get()
  @May('household.read')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.page(request, response, actor, id, {});
  }

  @Post()
  @May('application.write')
  async submit(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.sent(request, response, actor, id, 'submit', async () => {
      await this.submitApplication.execute(
        actor,
        id,
        await readForm(SubmitApplicationDto, body),
        seenVersion(body),
      );
    });
  }

  @Post('opinions')
  @May('application.review')
  async opinion(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.sent(request, response, actor, id, 'opinion', async () => {
      await this.giveOpinion.execute(actor, id, await readForm(GiveOpinionDto, body), seenVersion(body));
    });
  }

  @Post('selection')
  @May('application.write')
  async selection(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.sent(request, response, actor, id, 'selection', async () => {
      await this.recordSelection.execute(
        actor,
        id,
        await readForm(RecordSelectionDto, body),
        seenVersion(body),
      );
    });
  }

  @Post('notice')
  @May('application.write')
  async notice(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.sent(request, response, actor, id, 'notice', async () => {
      await this.recordNotice.execute(actor, id, await readForm(RecordNoticeDto, body), seenVersion(body));
    });
  }

  @Get('dates/:level')
  @May('application.review')
  async showCorrection(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('level', ParseIntPipe) level: number,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.correctionPage(request, response, actor, { id, level }, null);
  }

  @Post('dates/:level')
  @May('application.review')
  async correctDate(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('level', ParseIntPipe) level: number,
    @Body() body: Record<string, unknown>,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        const input = await readForm(CorrectOpinionDateDto, { ...body, level });
        await this.correctOpinionDate.execute(actor, id, input, seenVersion(body));
        this.forms.flash(request, 'applications.done.correct');
        return paths.retrofits.application(id);
      },
      (form, status) => this.correctionPage(request, response, actor, { id, level }, form, status),
    );
  }

  /** One of the page's forms was sent. */
  private async sent(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    name: keyof ApplicationForms,
    act: () => Promise<void>,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        await act();
        this.forms.flash(request, `applications.done.${name}`);
        return paths.retrofits.application(id);
      },
      (form, status) => this.page(request, response, actor, id, { [name]: form }, status),
    );
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    forms: ApplicationForms,
    status = 200,
  ): Promise<void> {
    const words = this.words(request);
    const model = await this.database
      .as(actor)
      .read((tx) => this.applicationPage.model(tx, id, forms, words));
    this.views.page(request, response, 'applications/application.njk', model, status);
  }

  private async correctionPage(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    { id, level }: { id: string; level: number },
    form: FormState | null,
    status = 200,
  ): Promise<void> {
    const words = this.words(request);
    const model = await this.database
      .as(actor)
      .read((tx) => this.applicationPage.correction(tx, id, level, form, words));
    if (!model) throw notFound();
    this.views.page(request, response, 'workflow/correct-date.njk', model, status);
  }

  private words(request: TantuRequest): Words {
    return { t: this.views.translate(request), language: this.views.language(request) };
  }
}
