import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { Forms } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { Clock } from '../../platform/time/clock';
import { localDay } from '../../platform/time/district-time';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Views } from '../../platform/views/views';
import { TakeSignatureDto } from '../acceptance.dto';
import { TakeSignature } from '../take-signature';
import { AcceptancePages } from './acceptance-pages';

/** One party signs after another on the phone that is passed on. */
@ApiExcludeController()
@Controller('retrofits/:id/acceptance/signatures/:role')
export class SigningPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly pages: AcceptancePages,
    private readonly takeSignature: TakeSignature,
    private readonly clock: Clock,
  ) {}

  @Get()
  @May('signature.take')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('role') role: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    // Drawn on the spot, so that the day is today unless somebody says otherwise.
    const signedOn = localDay(this.clock.now());
    const form = emptyForm(role === 'household' ? { relation: 'self', signedOn } : { signedOn });
    await this.page(request, response, actor, id, role, form);
  }

  @Post()
  @May('signature.take')
  async sign(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('role') role: string,
    @Body() body: object,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        await this.takeSignature.execute(actor, id, await readForm(TakeSignatureDto, { ...body, role }));
        this.forms.flash(request, 'acceptance.sign.done');
        const next = await this.database.as(actor).read((tx) => this.pages.nextSigner(tx, id));
        return next ? paths.acceptance.sign(id, next) : paths.retrofits.acceptance(id);
      },
      (form, status) => this.page(request, response, actor, id, role, form, status),
    );
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    role: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const model = await this.database.as(actor).read((tx) => this.pages.signing(tx, id, role, words));
    this.views.page(request, response, 'acceptance/signing.njk', { ...model, form }, status);
  }
}
