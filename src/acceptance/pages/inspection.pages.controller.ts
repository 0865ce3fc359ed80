import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { Forms, seenVersion } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Views } from '../../platform/views/views';
import { RecordInspectionDto } from '../acceptance.dto';
import { RecordInspection } from '../record-inspection';
import { AcceptancePages } from './acceptance-pages';

/** The form of a round of inspection, filled in on site. */
@ApiExcludeController()
@Controller('retrofits/:id/acceptance/inspection')
export class InspectionPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly pages: AcceptancePages,
    private readonly recordInspection: RecordInspection,
  ) {}

  @Get()
  @May('inspection.write')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.page(request, response, actor, id, request.query.all === 'yes');
  }

  @Post()
  @May('inspection.write')
  async record(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: { all?: string },
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        await this.recordInspection.execute(
          actor,
          id,
          await readForm(RecordInspectionDto, body),
          seenVersion(body),
        );
        this.forms.flash(request, 'acceptance.inspect.done');
        return paths.retrofits.acceptance(id);
      },
      (form, status) => this.page(request, response, actor, id, body.all === 'yes', form, status),
    );
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    all: boolean,
    form?: FormState,
    status = 200,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const { model, values } = await this.database
      .as(actor)
      .read((tx) => this.pages.inspection(tx, id, words, all));
    this.views.page(
      request,
      response,
      'acceptance/inspection.njk',
      { ...model, form: form ?? emptyForm(values) },
      status,
    );
  }
}
