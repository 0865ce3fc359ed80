import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { MadeView, pageView, Problems } from '../platform/http/openapi';
import { Page, PageQuery } from '../platform/http/paging';
import { ContractReader } from './contract-reader';
import { AwardDto, ContractDto, CorrectDateDto, DecisionDto } from './contractors.dto';
import { AwardView, ContractView, DecisionView } from './contracts.presenter';
import { CorrectDecisionDate } from './correct-decision-date';
import { RecordAward } from './record-award';
import { RecordDecision } from './record-decision';
import { SignContract } from './sign-contract';

/** What a programme decides, awards and signs. */
@ApiTags('contracts')
@Controller('api/v1')
export class ProcurementApiController {
  constructor(
    private readonly reader: ContractReader,
    private readonly recordDecision: RecordDecision,
    private readonly correctDecisionDate: CorrectDecisionDate,
    private readonly recordAward: RecordAward,
    private readonly signContract: SignContract,
  ) {}

  @Get('programmes/:id/decisions')
  @May('contractor.read')
  @ApiOkResponse({ type: pageView(DecisionView) })
  @Problems('invalid-input', 'not-found')
  async decisions(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<DecisionView>> {
    return this.reader.decisions(actor, id, query);
  }

  @Post('programmes/:id/decisions')
  @HttpCode(201)
  @May('contract.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'rule-broken')
  async decide(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: DecisionDto,
  ): Promise<MadeView> {
    return this.recordDecision.execute(actor, id, input);
  }

  @Get('decisions/:id')
  @May('contractor.read')
  @ApiOkResponse({ type: DecisionView })
  @Problems('not-found')
  async decision(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<DecisionView> {
    return this.reader.decision(actor, id);
  }

  @Put('decisions/:id/date')
  @May('contract.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'rule-broken')
  async correctDate(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CorrectDateDto,
  ): Promise<MadeView> {
    return this.correctDecisionDate.execute(actor, id, input);
  }

  @Get('programmes/:id/awards')
  @May('contractor.read')
  @ApiOkResponse({ type: pageView(AwardView) })
  @Problems('invalid-input', 'not-found')
  async awards(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<AwardView>> {
    return this.reader.awards(actor, id, query);
  }

  @Post('programmes/:id/awards')
  @HttpCode(201)
  @May('contract.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'unknown-reference', 'rule-broken')
  async award(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: AwardDto,
  ): Promise<MadeView> {
    return this.recordAward.execute(actor, id, input);
  }

  @Get('programmes/:id/contracts')
  @May('contractor.read')
  @ApiOkResponse({ type: pageView(ContractView) })
  @Problems('invalid-input', 'not-found')
  async contracts(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<ContractView>> {
    return this.reader.contractsOf(actor, id, query);
  }

  @Post('programmes/:id/contracts')
  @HttpCode(201)
  @May('contract.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'unknown-reference', 'already-exists', 'rule-broken')
  async sign(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ContractDto,
  ): Promise<MadeView> {
    return this.signContract.execute(actor, id, input);
  }
}
