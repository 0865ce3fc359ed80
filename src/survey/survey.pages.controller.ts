import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database, ReadTx } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms, seenVersion } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { FormState } from '../platform/views/form-state';
import { Model, Views } from '../platform/views/views';
import { Words } from '../workflow/date-hints';
import { KeepRooms } from './keep-rooms';
import { withoutEmptyLines } from './posted-lines';
import { RecordConsultation } from './record-consultation';
import { RecordMeasurements } from './record-measurements';
import { RecordSiteSurvey } from './record-site-survey';
import { RecordConsultationDto, RecordMeasurementsDto, RecordSiteSurveyDto, RoomDto } from './survey.dto';
import { SurveyPage } from './survey-page';

/** Where a form lands, and what it says there. */
interface Done {
  readonly next: string;
  readonly flash: string;
}

@ApiExcludeController()
@Controller('retrofits/:id')
export class SurveyPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly pages: SurveyPage,
    private readonly recordSiteSurvey: RecordSiteSurvey,
    private readonly keepRooms: KeepRooms,
    private readonly recordMeasurements: RecordMeasurements,
    private readonly recordConsultation: RecordConsultation,
  ) {}

  @Get('survey')
  @May('retrofit.read')
  async survey(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Req() request: TantuRequest, @Res() response: TantuResponse): Promise<void> {
    await this.page(request, response, actor, 'survey', (tx, words) => this.pages.survey(tx, id, {}, words));
  } // prettier-ignore

  @Post('survey')
  @May('survey.write')
  async saveSurvey(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Req() request: TantuRequest, @Res() response: TantuResponse): Promise<void> {
    const body = withoutEmptyLines(request.body, 'rooms', ['name']);
    request.body = body;
    await this.sent(
      request,
      response,
      async () => {
        await this.recordSiteSurvey.execute(actor, id, await readForm(RecordSiteSurveyDto, body), seenVersion(body));
        return { next: paths.retrofits.survey(id), flash: 'survey.done.survey' };
      },
      (form, status) => this.page(request, response, actor, 'survey', (tx, words) => this.pages.survey(tx, id, { form }, words), status),
    );
  } // prettier-ignore

  @Post('survey/rooms')
  @May('survey.write')
  async addRoom(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown, @Req() request: TantuRequest, @Res() response: TantuResponse): Promise<void> {
    await this.sent(
      request,
      response,
      async () => {
        await this.keepRooms.add(actor, id, await readForm(RoomDto, body), seenVersion(body));
        return { next: `${paths.retrofits.survey(id)}#rooms`, flash: 'survey.done.room' };
      },
      (roomForm, status) => this.page(request, response, actor, 'survey', (tx, words) => this.pages.survey(tx, id, { roomForm }, words), status),
    );
  } // prettier-ignore

  @Post('survey/rooms/:roomId/removal')
  @May('survey.write')
  async removeRoom(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('roomId', ParseUUIDPipe) roomId: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.sent(
      request,
      response,
      async () => {
        await this.keepRooms.remove(actor, id, roomId, seenVersion(request.body));
        return { next: `${paths.retrofits.survey(id)}#rooms`, flash: 'survey.done.roomRemoved' };
      },
      (form, status) => this.page(request, response, actor, 'survey', (tx, words) => this.pages.survey(tx, id, { roomForm: { ...form, values: {} } }, words), status),
    );
  } // prettier-ignore

  @Get('measurement')
  @May('retrofit.read')
  async measurement(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Req() request: TantuRequest, @Res() response: TantuResponse): Promise<void> {
    await this.page(request, response, actor, 'measurement', (tx, words) => this.pages.measurement(tx, id, undefined, words));
  } // prettier-ignore

  @Post('measurement')
  @May('survey.write')
  async saveMeasurements(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Req() request: TantuRequest, @Res() response: TantuResponse): Promise<void> {
    const body = withoutEmptyLines(request.body, 'measurements', ['place', 'valueMm', 'what']);
    request.body = body;
    await this.sent(
      request,
      response,
      async () => {
        await this.recordMeasurements.execute(actor, id, await readForm(RecordMeasurementsDto, body), seenVersion(body));
        return { next: paths.retrofits.measurement(id), flash: 'survey.done.measurement' };
      },
      (form, status) => this.page(request, response, actor, 'measurement', (tx, words) => this.pages.measurement(tx, id, form, words), status),
    );
  } // prettier-ignore

  @Post('measurement/:measurementId/removal')
  @May('survey.write')
  async removeMeasurement(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('measurementId', ParseUUIDPipe) measurementId: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.sent(
      request,
      response,
      async () => {
        await this.recordMeasurements.remove(actor, id, measurementId, seenVersion(request.body));
        return { next: paths.retrofits.measurement(id), flash: 'survey.done.measurementRemoved' };
      },
      (form, status) => this.page(request, response, actor, 'measurement', (tx, words) => this.pages.measurement(tx, id, { ...form, values: {} }, words), status),
    );
  } // prettier-ignore

  @Get('consultation')
  @May('household.read')
  async consultation(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Req() request: TantuRequest, @Res() response: TantuResponse): Promise<void> {
    await this.page(request, response, actor, 'consultation', (tx, words) => this.pages.consultation(tx, id, undefined, words));
  } // prettier-ignore

  @Post('consultation')
  @May('survey.write')
  async saveConsultation(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown, @Req() request: TantuRequest, @Res() response: TantuResponse): Promise<void> {
    await this.sent(
      request,
      response,
      async () => {
        const input = await readForm(RecordConsultationDto, body);
        const { ended } = await this.recordConsultation.execute(actor, id, input, seenVersion(body));
        return ended
          ? { next: paths.retrofits.show(id), flash: 'survey.done.declined' }
          : { next: paths.retrofits.consultation(id), flash: 'survey.done.consultation' };
      },
      (form, status) => this.page(request, response, actor, 'consultation', (tx, words) => this.pages.consultation(tx, id, form, words), status),
    );
  } // prettier-ignore

  private async sent(
    request: TantuRequest,
    response: TantuResponse,
    act: () => Promise<Done>,
    again: (form: FormState, status: number) => Promise<void>,
  ): Promise<void> {
    const run = async (): Promise<string> => {
      const { next, flash } = await act();
      this.forms.flash(request, flash);
      return next;
    };
    await this.forms.submit(request, response, run, again);
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    template: string,
    model: (tx: ReadTx, words: Words) => Promise<Model>,
    status = 200,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const shown = await this.database.as(actor).read((tx) => model(tx, words));
    this.views.page(request, response, `survey/${template}.njk`, shown, status);
  }
}
