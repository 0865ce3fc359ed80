import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Choice } from '../platform/http/fields';
import { MadeView, pageView, Problems } from '../platform/http/openapi';
import { Page } from '../platform/http/paging';
import { AssignContract } from './assign-contract';
import { ASSIGNMENT_SCOPES, AssignmentScope, ContractReader } from './contract-reader';
import { SearchQuery } from './contractors.api.controller';
import { AssignContractDto, CorrectDateDto, UnassignContractDto } from './contractors.dto';
import { AssignedView, AssignmentView, ContractView, UnassignedView } from './contracts.presenter';
import { CorrectContractDate } from './correct-contract-date';
import { UnassignContract } from './unassign-contract';

export class AssignmentsQuery extends SearchQuery {
  @Choice(ASSIGNMENT_SCOPES, {
    optional: true,
    description: 'Under the contract (the default), free to take, or also under another contract',
  })
  scope!: AssignmentScope | null;
}

@ApiTags('contracts')
@Controller('api/v1/contracts')
export class ContractsApiController {
  constructor(
    private readonly reader: ContractReader,
    private readonly correctContractDate: CorrectContractDate,
    private readonly assignContract: AssignContract,
    private readonly unassignContract: UnassignContract,
  ) {}

  @Get(':id')
  @May('contractor.read')
  @ApiOkResponse({ type: ContractView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ContractView> {
    return this.reader.contract(actor, id);
  }

  @Get(':id/retrofits')
  @May('contractor.read')
  @ApiOkResponse({ type: pageView(AssignmentView) })
  @Problems('invalid-input', 'not-found')
  async retrofits(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: AssignmentsQuery,
  ): Promise<Page<AssignmentView>> {
    return this.reader.retrofits(actor, id, query.scope ?? 'assigned', query);
  }

  @Put(':id/date')
  @May('contract.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'rule-broken')
  async correctDate(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CorrectDateDto,
  ): Promise<MadeView> {
    return this.correctContractDate.execute(actor, id, input);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @May('contract.write')
  @ApiOkResponse({ type: AssignedView })
  @Problems('invalid-input', 'not-found', 'conflict')
  async assign(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: AssignContractDto,
  ): Promise<AssignedView> {
    return this.assignContract.execute(actor, id, input);
  }

  @Post(':id/unassign')
  @HttpCode(200)
  @May('contract.write')
  @ApiOkResponse({ type: UnassignedView })
  @Problems('invalid-input', 'not-found', 'conflict')
  async unassign(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UnassignContractDto,
  ): Promise<UnassignedView> {
    return this.unassignContract.execute(actor, id, input);
  }
}
