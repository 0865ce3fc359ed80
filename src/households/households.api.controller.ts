import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Choice, Text } from '../platform/http/fields';
import { MadeView, pageView, Problems } from '../platform/http/openapi';
import { Page, PageQuery } from '../platform/http/paging';
import { CreateHousehold } from './create-household';
import { HARDSHIPS, TENURES } from './household.entity';
import { HOUSEHOLD_SORTS, HouseholdRepository, HouseholdRow, HouseholdSort } from './household.repository';
import { CreateHouseholdDto } from './households.dto';
import { HouseholdView, presentHousehold } from './households.presenter';
import { HouseholdSearch } from './household-search';

export class HouseholdsQuery extends PageQuery {
  @Text({ max: 60, optional: true, description: 'Name, address, ID number or certificate number' }) search!:
    string | null;
  @Text({ max: 12, optional: true, pattern: /^\d{2,12}$/, patternKey: 'areaCode' }) area!: string | null;
  @Choice(HARDSHIPS, { optional: true }) hardship!: string | null;
  @Choice(TENURES, { optional: true }) tenure!: string | null;
  @Choice(Object.keys(HOUSEHOLD_SORTS), { optional: true }) sort!: HouseholdSort | null;
}

class HouseholdPersonSummary {
  @ApiProperty() name!: string;
  @ApiProperty({ type: Number, nullable: true }) category!: number | null;
  @ApiProperty({ type: Number, nullable: true }) grade!: number | null;
}

class HouseholdSummary {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() areaCode!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty() address!: string;
  @ApiProperty() headName!: string;
  @ApiProperty() tenure!: string;
  @ApiProperty() hardship!: string;
  @ApiProperty() openRetrofits!: number;
  @ApiProperty({ type: [HouseholdPersonSummary] }) people!: HouseholdPersonSummary[];
}

const summarise = ({ sortValue: _, ...row }: HouseholdRow): HouseholdSummary => row;

@ApiTags('households')
@Controller('api/v1/households')
export class HouseholdsApiController {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly search: HouseholdSearch,
    private readonly createHousehold: CreateHousehold,
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
      .read(async (tx) =>
        presentHousehold(await this.households.get(tx, id), await this.households.people(tx, id)),
      );
  }

  @Post()
  @HttpCode(201)
  @May('household.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'rule-broken', 'unknown-reference')
  async create(@As() actor: Actor, @Body() input: CreateHouseholdDto): Promise<MadeView> {
    return this.createHousehold.execute(actor, input);
  }
}
