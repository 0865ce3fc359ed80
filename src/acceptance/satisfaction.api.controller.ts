import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As, SeenVersion } from '../platform/http/decorators';
import { MadeView, Problems } from '../platform/http/openapi';
import { RecordSatisfactionDto } from './acceptance.dto';
import { RecordSatisfaction } from './record-satisfaction';
import { presentSatisfaction, SatisfactionView } from './satisfaction.presenter';
import { SatisfactionQuery } from './satisfaction-query';

class StatedView extends MadeView {
  @ApiProperty({ description: 'True when the retrofit is signed by this' }) signed!: boolean;
}

@ApiTags('acceptance')
@Controller('api/v1/retrofits/:id/satisfaction')
export class SatisfactionApiController {
  constructor(
    private readonly database: Database,
    private readonly query: SatisfactionQuery,
    private readonly recordSatisfaction: RecordSatisfaction,
  ) {}

  @Get()
  @May('report.read')
  @ApiOkResponse({ type: SatisfactionView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<SatisfactionView> {
    return this.database.as(actor).read(async (tx) => presentSatisfaction(await this.query.load(tx, id)));
  }

  @Post()
  @HttpCode(201)
  @May('satisfaction.write')
  @ApiCreatedResponse({ type: StatedView })
  @Problems('not-found', 'invalid-input', 'rule-broken', 'conflict', 'stale-version')
  async state(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordSatisfactionDto,
    @SeenVersion() version: number | null,
  ): Promise<StatedView> {
    return this.recordSatisfaction.execute(actor, id, input, version);
  }
}
