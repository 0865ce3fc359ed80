import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As, SeenVersion } from '../platform/http/decorators';
import { MadeView, Problems } from '../platform/http/openapi';
import { notFound } from '../platform/problems/problem';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { CorrectConsultation } from './correct-consultation';
import { CorrectDate } from './correct-date';
import { CorrectSurvey } from './correct-survey';
import { KeepRooms } from './keep-rooms';
import { RecordConsultation } from './record-consultation';
import { RecordMeasurements } from './record-measurements';
import { RecordSiteSurvey } from './record-site-survey';
import {
  CorrectConsultationDto,
  CorrectDateDto,
  CorrectSurveyDto,
  RecordConsultationDto,
  RecordMeasurementsDto,
  RecordSiteSurveyDto,
  RoomDto,
} from './survey.dto';
import {
  ConsultationView,
  MeasurementsView,
  presentConsultation,
  presentMeasurements,
  presentSurvey,
  SiteSurveyView,
} from './survey.presenter';
import { SurveyRepository } from './survey.repository';

/** Steps 1 to 3 over JSON: what is seen, measured and said at home. */
@ApiTags('survey')
@Controller('api/v1/retrofits/:id')
export class SurveyApiController {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly surveys: SurveyRepository,
    private readonly recordSiteSurvey: RecordSiteSurvey,
    private readonly keepRooms: KeepRooms,
    private readonly recordMeasurements: RecordMeasurements,
    private readonly recordConsultation: RecordConsultation,
    private readonly correct: CorrectDate,
    private readonly correctSurvey: CorrectSurvey,
    private readonly correctConsultation: CorrectConsultation,
  ) {}

  @Get('survey')
  @May('retrofit.read')
  @ApiOkResponse({ type: SiteSurveyView })
  @Problems('not-found')
  async survey(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<SiteSurveyView> {
    return this.database.as(actor).read(async (tx) => {
      const { surveyedOn } = await this.retrofits.get(tx, id);
      const survey = await this.surveys.survey(tx, id);
      if (!survey) throw notFound();
      const corrections = await this.surveys.corrections(tx, id, 'survey.corrected');
      return presentSurvey(surveyedOn, survey, await this.surveys.rooms(tx, id), corrections);
    });
  }

  @Post('survey')
  @HttpCode(201)
  @May('survey.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'already-exists', 'rule-broken')
  async recordSurvey(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordSiteSurveyDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.recordSiteSurvey.execute(actor, id, input, version);
  }

  @Post('rooms')
  @HttpCode(201)
  @May('survey.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'already-exists', 'conflict')
  async addRoom(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RoomDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.keepRooms.add(actor, id, input, version);
  }

  @Delete('rooms/:roomId')
  @May('survey.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('not-found', 'stale-version', 'conflict', 'still-in-use')
  async removeRoom(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('roomId', ParseUUIDPipe) roomId: string,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.keepRooms.remove(actor, id, roomId, version);
  }

  @Get('measurements')
  @May('retrofit.read')
  @ApiOkResponse({ type: MeasurementsView })
  @Problems('not-found')
  async measurements(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<MeasurementsView> {
    return this.database.as(actor).read(async (tx) => {
      const { measuredOn } = await this.retrofits.get(tx, id);
      return presentMeasurements(measuredOn, await this.surveys.measurements(tx, id));
    });
  }

  @Post('measurements')
  @HttpCode(201)
  @May('survey.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'already-exists', 'conflict', 'rule-broken')
  async measure(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordMeasurementsDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.recordMeasurements.execute(actor, id, input, version);
  }

  @Delete('measurements/:measurementId')
  @May('survey.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('not-found', 'stale-version', 'conflict')
  async removeMeasurement(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('measurementId', ParseUUIDPipe) measurementId: string,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.recordMeasurements.remove(actor, id, measurementId, version);
  }

  @Get('consultation')
  @May('household.read')
  @ApiOkResponse({ type: ConsultationView })
  @Problems('not-found')
  async consultation(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ConsultationView> {
    return this.database.as(actor).read(async (tx) => {
      const { consultedOn } = await this.retrofits.get(tx, id);
      const consultation = await this.surveys.consultation(tx, id);
      if (!consultation) throw notFound();
      const corrections = await this.surveys.corrections(tx, id, 'consultation.corrected');
      return presentConsultation(consultedOn, consultation, corrections);
    });
  }

  @Post('consultation')
  @HttpCode(201)
  @May('survey.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'already-exists', 'rule-broken')
  async consult(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordConsultationDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    const { id: made } = await this.recordConsultation.execute(actor, id, input, version);
    return { id: made };
  }

  /** Puts the day of the survey, the measurement or the consultation right. */
  @Post('date-corrections')
  @HttpCode(201)
  @May('survey.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'conflict', 'rule-broken')
  async correctDate(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CorrectDateDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.correct.execute(actor, id, input, version);
  }
  /** Puts the facts of the survey right, until the household has agreed to the plan. */
  @Post('survey-corrections')
  @HttpCode(201)
  @May('survey.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'conflict')
  async putSurveyRight(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CorrectSurveyDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.correctSurvey.execute(actor, id, input, version);
  }

  /** Puts right who was asked and what they said, until the household has agreed to the plan. */
  @Post('consultation-corrections')
  @HttpCode(201)
  @May('survey.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'conflict')
  async putConsultationRight(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CorrectConsultationDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.correctConsultation.execute(actor, id, input, version);
  }
}
