import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { MadeView, Problems } from '../platform/http/openapi';
import { ConsentRepository } from './consent.repository';
import { GiveConsentDto, WithdrawConsentDto } from './consents.dto';
import { GiveConsent } from './give-consent';
import { HouseholdRepository } from './household.repository';
import { ConsentView } from './households.views';
import { WithdrawConsent } from './withdraw-consent';

@ApiTags('households')
@Controller('api/v1/households/:id/consents')
export class ConsentsApiController {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly consents: ConsentRepository,
    private readonly giveConsent: GiveConsent,
    private readonly withdrawConsent: WithdrawConsent,
  ) {}

  @Get()
  @May('household.read')
  @ApiOkResponse({ type: [ConsentView] })
  @Problems('not-found')
  async list(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ConsentView[]> {
    return this.database.as(actor).read(async (tx) => {
      await this.households.get(tx, id);
      return this.consents.list(tx, id);
    });
  }

  @Post()
  @May('household.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'rule-broken', 'already-exists')
  async give(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: GiveConsentDto,
  ): Promise<MadeView> {
    return this.giveConsent.execute(actor, id, input);
  }

  @Post(':consentId/withdrawal')
  @HttpCode(200)
  @May('household.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'conflict')
  async withdraw(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('consentId', ParseUUIDPipe) consentId: string,
    @Body() input: WithdrawConsentDto,
  ): Promise<MadeView> {
    return this.withdrawConsent.execute(actor, id, consentId, input);
  }
}
