import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { As, SeenVersion } from '../platform/http/decorators';
import { Text } from '../platform/http/fields';
import { MadeView, pageView, Problems } from '../platform/http/openapi';
import { Page, PageQuery } from '../platform/http/paging';
import { ContractorReader } from './contractor-reader';
import { ContractorDto } from './contractors.dto';
import { ContractorSummary, ContractorView } from './contractors.presenter';
import { AssignmentView, ContractView } from './contracts.presenter';
import { CreateContractor } from './create-contractor';
import { UpdateContractor } from './update-contractor';

export class SearchQuery extends PageQuery {
  @Text({ max: 60, optional: true, description: 'Part of a name, beginning of a code, part of an address' })
  search!: string | null;
}

@ApiTags('contractors')
@Controller('api/v1/contractors')
export class ContractorsApiController {
  constructor(
    private readonly reader: ContractorReader,
    private readonly createContractor: CreateContractor,
    private readonly updateContractor: UpdateContractor,
  ) {}

  @Get()
  @May('contractor.read')
  @ApiOkResponse({ type: pageView(ContractorSummary) })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: SearchQuery): Promise<Page<ContractorSummary>> {
    return this.reader.list(actor, query);
  }

  @Get(':id')
  @May('contractor.read')
  @ApiOkResponse({ type: ContractorView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ContractorView> {
    return this.reader.show(actor, id);
  }

  @Get(':id/contracts')
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

  @Get(':id/retrofits')
  @May('contractor.read')
  @ApiOkResponse({ type: pageView(AssignmentView) })
  @Problems('invalid-input', 'not-found')
  async retrofits(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: SearchQuery,
  ): Promise<Page<AssignmentView>> {
    return this.reader.retrofitsOf(actor, id, query);
  }

  @Post()
  @HttpCode(201)
  @May('contractor.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'already-exists')
  async create(@As() actor: Actor, @Body() input: ContractorDto): Promise<MadeView> {
    return this.createContractor.execute(actor, input);
  }

  @Put(':id')
  @May('contractor.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'already-exists')
  async update(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ContractorDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.updateContractor.execute(actor, id, input, version);
  }
}
