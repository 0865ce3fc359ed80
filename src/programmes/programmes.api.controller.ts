import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { As, SeenVersion } from '../platform/http/decorators';
import { Text, Whole } from '../platform/http/fields';
import { MadeView, pageView, Problems } from '../platform/http/openapi';
import { Page, PageQuery } from '../platform/http/paging';
import { BookQuota } from './book-quota';
import { CreateProgramme } from './create-programme';
import { ProgrammeReader } from './programme-reader';
import { BookQuotaDto, ProgrammeDto } from './programmes.dto';
import {
  presentProgrammeRow,
  presentQuotaEntry,
  presentTermsChange,
  ProgrammeSummary,
  ProgrammeView,
  QuotaEntryView,
  TermsChangeView,
} from './programmes.presenter';
import { UpdateProgramme } from './update-programme';

export class ProgrammesQuery extends PageQuery {
  @Whole({ min: 2000, max: 2100, optional: true }) year!: number | null;
  @Text({ max: 60, optional: true, description: 'Part of the name or of the grant document’s number' })
  search!: string | null;
}

@ApiTags('programmes')
@Controller('api/v1/programmes')
export class ProgrammesApiController {
  constructor(
    private readonly reader: ProgrammeReader,
    private readonly createProgramme: CreateProgramme,
    private readonly updateProgramme: UpdateProgramme,
    private readonly bookQuota: BookQuota,
  ) {}

  @Get()
  @May('programme.read')
  @ApiOkResponse({ type: pageView(ProgrammeSummary) })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: ProgrammesQuery): Promise<Page<ProgrammeSummary>> {
    const page = await this.reader.list(actor, query);
    return { ...page, items: page.items.map(presentProgrammeRow) };
  }

  @Get(':id')
  @May('programme.read')
  @ApiOkResponse({ type: ProgrammeView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ProgrammeView> {
    return this.reader.show(actor, id);
  }

  @Post()
  @HttpCode(201)
  @May('programme.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'already-exists')
  async create(@As() actor: Actor, @Body() input: ProgrammeDto): Promise<MadeView> {
    return this.createProgramme.execute(actor, input);
  }

  @Put(':id')
  @May('programme.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'already-exists', 'rule-broken')
  async update(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ProgrammeDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.updateProgramme.execute(actor, id, input, version);
  }

  @Get(':id/changes')
  @May('programme.read')
  @ApiOkResponse({ type: pageView(TermsChangeView) })
  @Problems('invalid-input', 'not-found')
  async changes(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<TermsChangeView>> {
    const page = await this.reader.changes(actor, id, query);
    return { ...page, items: page.items.map(presentTermsChange) };
  }

  @Get(':id/quota-entries')
  @May('programme.read')
  @ApiOkResponse({ type: pageView(QuotaEntryView) })
  @Problems('invalid-input', 'not-found')
  async ledger(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<QuotaEntryView>> {
    const page = await this.reader.ledger(actor, id, query);
    return { ...page, items: page.items.map(presentQuotaEntry) };
  }

  @Post(':id/quota-entries')
  @HttpCode(201)
  @May('quota.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'rule-broken', 'conflict')
  async book(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: BookQuotaDto,
  ): Promise<MadeView> {
    return this.bookQuota.execute(actor, id, input);
  }
}
