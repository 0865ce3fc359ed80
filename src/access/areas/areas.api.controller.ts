import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { Text } from '../../platform/http/fields';
import { pageView, Problems } from '../../platform/http/openapi';
import { Page, PageQuery } from '../../platform/http/paging';
import { May } from '../may.decorator';
import { AreaRepository } from './area.repository';
import { AddAreaDto, AreaNamesDto } from './areas.dto';
import { SaveArea } from './save-area';

export class AreasQuery extends PageQuery {
  @Text({ max: 60, optional: true, description: 'Beginning of a code, or part of a name' }) search!:
    string | null;
}

class AreaView {
  @ApiProperty({ example: '410404' }) code!: string;
  @ApiProperty({ type: String, nullable: true }) parentCode!: string | null;
  @ApiProperty() nameZh!: string;
  @ApiProperty() nameEn!: string;
  @ApiProperty() officeNameZh!: string;
  @ApiProperty() officeNameEn!: string;
  @ApiProperty({ type: String, nullable: true }) documentPrefix!: string | null;
}

class AreaCodeView {
  @ApiProperty() code!: string;
}

@ApiTags('access')
@Controller('api/v1/areas')
export class AreasApiController {
  constructor(
    private readonly database: Database,
    private readonly areas: AreaRepository,
    private readonly saveArea: SaveArea,
  ) {}

  @Get()
  @May('self.manage')
  @ApiOkResponse({ type: pageView(AreaView), description: 'The areas within one’s own, by code' })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: AreasQuery): Promise<Page<AreaView>> {
    const { search = null, after = null } = query;
    return this.database
      .as(actor)
      .read((tx) => this.areas.list(tx, { search, after, limit: query.limit ?? 50 }));
  }

  @Post()
  @May('area.manage')
  @ApiCreatedResponse({ type: AreaCodeView })
  @Problems('invalid-input', 'already-exists')
  async add(@As() actor: Actor, @Body() input: AddAreaDto): Promise<AreaCodeView> {
    return this.saveArea.add(actor, input);
  }

  @Put(':code')
  @May('area.manage')
  @ApiOkResponse({ type: AreaCodeView })
  @Problems('invalid-input', 'not-found')
  async change(
    @As() actor: Actor,
    @Param('code') code: string,
    @Body() input: AreaNamesDto,
  ): Promise<AreaCodeView> {
    return this.saveArea.change(actor, code, input);
  }
}
