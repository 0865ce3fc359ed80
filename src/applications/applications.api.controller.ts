import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As, SeenVersion } from '../platform/http/decorators';
import { MadeView, Problems } from '../platform/http/openapi';
import { notFound } from '../platform/problems/problem';
import { ApplicationRepository } from './application.repository';
import {
  CorrectOpinionDateDto,
  GiveOpinionDto,
  RecordNoticeDto,
  RecordSelectionDto,
  SubmitApplicationDto,
} from './applications.dto';
import { ApplicationView, presentApplication } from './applications.presenter';
import { CorrectOpinionDate } from './correct-opinion-date';
import { GiveOpinion } from './give-opinion';
import { RecordNotice } from './record-notice';
import { RecordSelection } from './record-selection';
import { SubmitApplication } from './submit-application';

@ApiTags('applications')
@Controller('api/v1/retrofits/:id/application')
export class ApplicationsApiController {
  constructor(
    private readonly database: Database,
    private readonly applications: ApplicationRepository,
    private readonly submitApplication: SubmitApplication,
    private readonly recordSelection: RecordSelection,
    private readonly recordNotice: RecordNotice,
    private readonly giveOpinion: GiveOpinion,
    private readonly correctOpinionDate: CorrectOpinionDate,
  ) {}

  @Get()
  @May('household.read')
  @ApiOkResponse({ type: ApplicationView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ApplicationView> {
    return this.database.as(actor).read(async (tx) => {
      const application = await this.applications.find(tx, id);
      if (!application) throw notFound();
      return presentApplication(application);
    });
  }

  @Post()
  @HttpCode(201)
  @May('application.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'already-exists', 'rule-broken')
  async submit(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: SubmitApplicationDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.submitApplication.execute(actor, id, input, version);
  }

  @Put('selection')
  @May('application.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'conflict', 'rule-broken')
  async selection(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordSelectionDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.recordSelection.execute(actor, id, input, version);
  }

  @Put('notice')
  @May('application.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'conflict', 'rule-broken')
  async notice(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordNoticeDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.recordNotice.execute(actor, id, input, version);
  }

  /** The opinion of the level at which the signed-in person works. */
  @Post('opinions')
  @HttpCode(201)
  @May('application.review')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'already-exists', 'conflict', 'rule-broken')
  async opinion(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: GiveOpinionDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    const { id: made } = await this.giveOpinion.execute(actor, id, input, version);
    return { id: made };
  }

  @Post('date-corrections')
  @HttpCode(201)
  @May('application.review')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'conflict', 'rule-broken')
  async correctDate(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CorrectOpinionDateDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.correctOpinionDate.execute(actor, id, input, version);
  }
}
