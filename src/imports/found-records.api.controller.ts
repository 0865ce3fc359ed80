import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { pageView, Problems } from '../platform/http/openapi';
import { Page } from '../platform/http/paging';
import { CorrectFoundRecord } from './correct-found-record';
import { FoundRecordReader } from './found-record-reader';
import { CorrectFoundDto, FoundRecordsQuery } from './imports.dto';
import { FoundRecordDetail, FoundRecordView } from './imports.presenter';

@ApiTags('imports')
@Controller('api/v1/found-records')
export class FoundRecordsApiController {
  constructor(
    private readonly reader: FoundRecordReader,
    private readonly correctRecord: CorrectFoundRecord,
  ) {}

  @Get()
  @May('import.read')
  @ApiOkResponse({ type: pageView(FoundRecordView) })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: FoundRecordsQuery): Promise<Page<FoundRecordView>> {
    return this.reader.list(actor, query);
  }

  @Get(':id')
  @May('import.read')
  @ApiOkResponse({ type: FoundRecordDetail, description: 'As found, with the corrections beside it' })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<FoundRecordDetail> {
    const { record, corrections } = await this.reader.show(actor, id);
    return { ...record, corrections: corrections.map(({ id: _, ...one }) => one) };
  }

  @Post(':id/corrections')
  @HttpCode(204)
  @May('import.write')
  @ApiNoContentResponse()
  @Problems('invalid-input', 'not-found')
  async correct(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CorrectFoundDto,
  ): Promise<void> {
    await this.correctRecord.execute(actor, id, input);
  }
}
