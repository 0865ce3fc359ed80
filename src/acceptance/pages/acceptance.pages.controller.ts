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
import { Words } from '../../workflow/date-hints';
import { CompleteAcceptanceDto, ConfirmCureDto, CureDefectDto } from '../acceptance.dto';
import { CompleteAcceptance } from '../complete-acceptance';
import { ConfirmCure } from '../confirm-cure';
import { CureDefect } from '../cure-defect';
import { AcceptancePages } from './acceptance-pages';

/** The acceptance as a whole: what stands, what is open, and its completion. */
@ApiExcludeController()
@Controller('retrofits/:id/acceptance')
export class AcceptancePagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly pages: AcceptancePages,
    private readonly cureDefect: CureDefect,
    private readonly confirmCure: ConfirmCure,
    private readonly completeAcceptance: CompleteAcceptance,
  ) {}

  @Get()
  @May('retrofit.read')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.page(request, response, actor, id, emptyForm());
  }

  @Post('completion')
  @May('inspection.write')
  async complete(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.submit(request, response, actor, id, 'acceptance.complete.done', async () => {
      await this.completeAcceptance.execute(
        actor,
        id,
        await readForm(CompleteAcceptanceDto, body),
        seenVersion(body),
      );
    });
  }

  @Post('defects/:defectId/cure')
  @May('works.write')
  async cure(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('defectId', ParseUUIDPipe) defectId: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.submit(request, response, actor, id, 'acceptance.defect.cured', async () => {
      await this.cureDefect.execute(actor, id, defectId, await readForm(CureDefectDto, body));
    }, defectId); // prettier-ignore
  }

  @Post('defects/:defectId/reinspection')
  @May('inspection.write')
  async confirm(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('defectId', ParseUUIDPipe) defectId: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.submit(request, response, actor, id, 'acceptance.defect.confirmed', async () => {
      await this.confirmCure.execute(actor, id, defectId, await readForm(ConfirmCureDto, body));
    }, defectId); // prettier-ignore
  }

  /** @param defectId the defect whose form was sent, so that its values and faults come back at that form alone */
  private async submit(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    done: string,
    act: () => Promise<void>,
    defectId?: string,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        await act();
        this.forms.flash(request, done);
        return paths.retrofits.acceptance(id);
      },
      (form, status) => this.page(request, response, actor, id, form, status, defectId),
    );
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    form: FormState,
    status = 200,
    defectId?: string,
  ): Promise<void> {
    const words: Words = { t: this.views.translate(request), language: this.views.language(request) };
    const model = await this.database.as(actor).read((tx) => this.pages.overview(tx, id, words));
    const shown = { ...model, form, empty: emptyForm(), sentDefect: defectId ?? null };
    this.views.page(request, response, 'acceptance/overview.njk', shown, status);
  }
}
