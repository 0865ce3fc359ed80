import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As, SeenVersion } from '../platform/http/decorators';
import { MadeView, Problems } from '../platform/http/openapi';
import { AcceptanceQuery } from './acceptance-query';
import {
  CompleteAcceptanceDto,
  ConfirmCureDto,
  CureDefectDto,
  RecordInspectionDto,
  TakeSignatureDto,
} from './acceptance.dto';
import { AcceptanceView, presentAcceptance } from './acceptance.presenter';
import { CompleteAcceptance } from './complete-acceptance';
import { ConfirmCure } from './confirm-cure';
import { CureDefect } from './cure-defect';
import { RecordInspection } from './record-inspection';
import { TakeSignature } from './take-signature';

class RoundMadeView extends MadeView {
  @ApiProperty() round!: number;
}

@ApiTags('acceptance')
@Controller('api/v1/retrofits/:id')
export class AcceptanceApiController {
  constructor(
    private readonly database: Database,
    private readonly query: AcceptanceQuery,
    private readonly recordInspection: RecordInspection,
    private readonly cureDefect: CureDefect,
    private readonly confirmCure: ConfirmCure,
    private readonly takeSignature: TakeSignature,
    private readonly completeAcceptance: CompleteAcceptance,
  ) {}

  @Get('acceptance')
  @May('retrofit.read')
  @ApiOkResponse({ type: AcceptanceView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<AcceptanceView> {
    return this.database.as(actor).read(async (tx) => presentAcceptance(await this.query.load(tx, id)));
  }

  @Post('inspections')
  @HttpCode(201)
  @May('inspection.write')
  @ApiCreatedResponse({ type: RoundMadeView })
  @Problems('not-found', 'invalid-input', 'rule-broken', 'conflict', 'stale-version')
  async inspect(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordInspectionDto,
    @SeenVersion() version: number | null,
  ): Promise<RoundMadeView> {
    return this.recordInspection.execute(actor, id, input, version);
  }

  @Post('defects/:defectId/cure')
  @HttpCode(200)
  @May('works.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('not-found', 'invalid-input', 'rule-broken', 'conflict')
  async cure(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('defectId', ParseUUIDPipe) defectId: string,
    @Body() input: CureDefectDto,
  ): Promise<MadeView> {
    return this.cureDefect.execute(actor, id, defectId, input);
  }

  @Post('defects/:defectId/reinspection')
  @HttpCode(200)
  @May('inspection.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('not-found', 'invalid-input', 'rule-broken', 'conflict')
  async confirm(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('defectId', ParseUUIDPipe) defectId: string,
    @Body() input: ConfirmCureDto,
  ): Promise<MadeView> {
    return this.confirmCure.execute(actor, id, defectId, input);
  }

  @Post('acceptance/signatures')
  @HttpCode(201)
  @May('signature.take')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('not-found', 'invalid-input', 'rule-broken', 'conflict', 'already-exists')
  async sign(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: TakeSignatureDto,
  ): Promise<MadeView> {
    return this.takeSignature.execute(actor, id, input);
  }

  @Post('acceptance')
  @HttpCode(200)
  @May('inspection.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('not-found', 'invalid-input', 'rule-broken', 'conflict', 'stale-version')
  async complete(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CompleteAcceptanceDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.completeAcceptance.execute(actor, id, input, version);
  }
}
