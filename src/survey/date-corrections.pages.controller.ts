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
import { CorrectDate } from './correct-date';
import { CorrectableDate, CorrectDateDto } from './survey.dto';
import { SurveyPage } from './survey-page';

const PAGES = { survey: 'survey', measurement: 'measurement', consultation: 'consultation' } as const;
type SurveyStep = keyof typeof PAGES;

const DATE_OF: Record<SurveyStep, CorrectableDate> = {
  survey: 'surveyedOn',
  measurement: 'measuredOn',
  consultation: 'consultedOn',
};

/** The page below each of the first three steps on which its date is put right. */
@ApiExcludeController()
@Controller('retrofits/:id/:step/date')
export class DateCorrectionsPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly pages: SurveyPage,
    private readonly correctDate: CorrectDate,
  ) {}

  @Get()
  @May('survey.write')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('step', new ParseEnumPipe(PAGES, { errorHttpStatusCode: 404 })) step: SurveyStep,
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
    @Param('step', new ParseEnumPipe(PAGES, { errorHttpStatusCode: 404 })) step: SurveyStep,
    @Body() body: Record<string, unknown>,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        const input = await readForm(CorrectDateDto, { ...body, date: DATE_OF[step] });
        await this.correctDate.execute(actor, id, input, seenVersion(body));
        this.forms.flash(request, 'survey.done.correct');
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
    step: SurveyStep,
    form: FormState | null,
    status = 200,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const model = await this.database
      .as(actor)
      .read((tx) => this.pages.correction(tx, id, DATE_OF[step], form, words));
    if (!model) throw notFound();
    this.views.page(request, response, 'workflow/correct-date.njk', model, status);
  }
}
