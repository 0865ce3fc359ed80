import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { MadeView, pageView, Problems } from '../platform/http/openapi';
import { Page } from '../platform/http/paging';
import { OpenRetrofit } from './open-retrofit';
import { RetrofitListRepository } from './retrofit-list.repository';
import { RetrofitSheet } from './retrofit-sheet';
import { OpenRetrofitDto, RetrofitsQuery } from './retrofits.dto';
import { presentRetrofit, presentRow, RetrofitSummaryView, RetrofitView } from './retrofits.presenter';

@ApiTags('retrofits')
@Controller('api/v1/retrofits')
export class RetrofitsApiController {
  constructor(
    private readonly database: Database,
    private readonly lists: RetrofitListRepository,
    private readonly sheet: RetrofitSheet,
    private readonly openRetrofit: OpenRetrofit,
  ) {}

  @Get()
  @May('retrofit.read')
  @ApiOkResponse({ type: pageView(RetrofitSummaryView) })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: RetrofitsQuery): Promise<Page<RetrofitSummaryView>> {
    const page = await this.database.as(actor).read((tx) => this.lists.list(tx, query.toFilter()));
    return { ...page, items: page.items.map(presentRow) };
  }

  @Get(':id')
  @May('retrofit.read')
  @ApiOkResponse({ type: RetrofitView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<RetrofitView> {
    return presentRetrofit(await this.database.as(actor).read((tx) => this.sheet.load(tx, id)));
  }

  @Post()
  @HttpCode(201)
  @May('retrofit.open')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'unknown-reference', 'conflict', 'rule-broken')
  async open(@As() actor: Actor, @Body() input: OpenRetrofitDto): Promise<MadeView> {
    return this.openRetrofit.execute(actor, input);
  }
}
