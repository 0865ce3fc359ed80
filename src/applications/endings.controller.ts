import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As, SeenVersion } from '../platform/http/decorators';
import { Forms, seenVersion } from '../platform/http/forms';
import { MadeView, Problems } from '../platform/http/openapi';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { RetrofitHeader } from '../workflow/retrofit-header';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { EndRetrofitDto, ENDINGS } from './applications.dto';
import { EndRetrofit } from './end-retrofit';

/** Ending a retrofit before its works, over JSON and as a page that asks once more. */
@ApiTags('retrofits')
@Controller()
export class EndingsController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly retrofits: RetrofitRepository,
    private readonly header: RetrofitHeader,
    private readonly endRetrofit: EndRetrofit,
  ) {}

  @Post('api/v1/retrofits/:id/end')
  @HttpCode(201)
  @May('retrofit.end')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'conflict')
  async end(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: EndRetrofitDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.endRetrofit.execute(actor, id, input, version);
  }

  @Get('retrofits/:id/end')
  @May('retrofit.end')
  @ApiExcludeEndpoint()
  async ask(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.page(request, response, actor, id, emptyForm());
  }

  @Post('retrofits/:id/end')
  @May('retrofit.end')
  @ApiExcludeEndpoint()
  async confirm(
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
        await this.endRetrofit.execute(actor, id, await readForm(EndRetrofitDto, body), seenVersion(body));
        this.forms.flash(request, 'applications.done.end');
        return paths.retrofits.show(id);
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
    const t = this.views.translate(request);
    const model = await this.database.as(actor).read(async (tx) => {
      const retrofit = await this.retrofits.get(tx, id);
      return { header: await this.header.model(tx, retrofit, t, 'end'), version: retrofit.version };
    });
    const reasons = ENDINGS.map((value) => ({ value, text: t(`workflow.ended.${value}`) }));
    const actions = { action: paths.retrofits.end(id), cancelHref: paths.retrofits.show(id) };
    this.views.page(
      request,
      response,
      'applications/end.njk',
      { ...model, form, reasons, ...actions },
      status,
    );
  }
}
