import { Body, Controller, Get, Param, ParseEnumPipe, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
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
import { CorrectConsultation } from './correct-consultation';
import { CorrectSurvey } from './correct-survey';
import { CorrectableStep, CorrectionPage } from './correction-page';
import { CorrectConsultationDto, CorrectSurveyDto } from './survey.dto';

const STEPS: Record<CorrectableStep, CorrectableStep> = { survey: 'survey', consultation: 'consultation' };

/** The page below the survey and the consultation on which their words are put right. */
@ApiExcludeController()
@Controller('retrofits/:id/:step/correction')
export class CorrectionsPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly pages: CorrectionPage,
    private readonly correctSurvey: CorrectSurvey,
    private readonly correctConsultation: CorrectConsultation,
  ) {}

  @Get()
  @May('survey.write')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('step', new ParseEnumPipe(STEPS, { errorHttpStatusCode: 404 })) step: CorrectableStep,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.page(request, response, actor, id, step, null);
  }

  @Post()
  @May('survey.write')
  async correct(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('step', new ParseEnumPipe(STEPS, { errorHttpStatusCode: 404 })) step: CorrectableStep,
    @Body() body: Record<string, unknown>,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        const version = seenVersion(body);
        if (step === 'survey')
          await this.correctSurvey.execute(actor, id, await readForm(CorrectSurveyDto, body), version);
        else
          await this.correctConsultation.execute(
            actor,
            id,
            await readForm(CorrectConsultationDto, body),
            version,
          );
        this.forms.flash(request, 'survey.done.corrected');
        return paths.retrofits[step](id);
      },
      (form, status) => this.page(request, response, actor, id, step, form, status),
    );
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    step: CorrectableStep,
    form: FormState | null,
    status = 200,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const model = await this.database.as(actor).read((tx) => this.pages.model(tx, id, step, form, words));
    if (!model) throw notFound();
    this.views.page(request, response, 'survey/correct.njk', model, status);
  }
}
