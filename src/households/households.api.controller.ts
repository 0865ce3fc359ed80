import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As, SeenVersion } from '../platform/http/decorators';
import { MadeView, pageView, Problems } from '../platform/http/openapi';
import { Page } from '../platform/http/paging';
import { CreateHousehold } from './create-household';
import { HouseholdRepository } from './household.repository';
import { HouseholdSearch } from './household-search';
import { CreateHouseholdDto, HouseholdDetailsDto } from './households.dto';
import { HouseholdView, presentHousehold } from './households.presenter';
import { HouseholdsQuery } from './households.query';
import { HistoryEntryView, HouseholdSummary, summarise } from './households.views';
import { PersonRepository } from './person.repository';
import { UpdateHousehold } from './update-household';

@ApiTags('households')
@Controller('api/v1/households')
export class HouseholdsApiController {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly people: PersonRepository,
    private readonly history: History,
    private readonly search: HouseholdSearch,
    private readonly createHousehold: CreateHousehold,
    private readonly updateHousehold: UpdateHousehold,
  ) {}

  @Get()
  @May('household.read')
  @ApiOkResponse({ type: pageView(HouseholdSummary) })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: HouseholdsQuery): Promise<Page<HouseholdSummary>> {
    const page = await this.search.execute(actor, query);
    return { ...page, items: page.items.map(summarise) };
  }

  @Get(':id')
  @May('household.read')
  @ApiOkResponse({ type: HouseholdView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<HouseholdView> {
    return this.database
      .as(actor)
      .read(async (tx) => presentHousehold(await this.households.get(tx, id), await this.people.of(tx, id)));
  }

  @Post()
  @HttpCode(201)
  @May('household.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'rule-broken', 'unknown-reference')
  async create(@As() actor: Actor, @Body() input: CreateHouseholdDto): Promise<MadeView> {
    return this.createHousehold.execute(actor, input);
  }

  @Put(':id')
  @May('household.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'unknown-reference')
  async update(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: HouseholdDetailsDto,
    @SeenVersion() seen: number | null,
  ): Promise<MadeView> {
    return this.updateHousehold.execute(actor, id, input, seen);
  }

  @Get(':id/history')
  @May('history.read')
  @ApiOkResponse({ type: [HistoryEntryView], description: 'The newest 50 entries' })
  @Problems('not-found')
  async trail(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<HistoryEntryView[]> {
    return this.database.as(actor).read(async (tx) => {
      await this.households.get(tx, id);
      return this.history.ofHousehold(tx, id);
    });
  }
}
