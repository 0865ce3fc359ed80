import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { Choice } from '../../platform/http/fields';
import { pageView, Problems } from '../../platform/http/openapi';
import { Page, PageQuery } from '../../platform/http/paging';
import { kindsFor, TASK_KINDS } from './task-kinds';
import { WorklistRepository } from './worklist.repository';

const KINDS = TASK_KINDS.map(({ kind }) => kind);

export class WorklistQuery extends PageQuery {
  @Choice(KINDS, { optional: true, description: 'One kind of work only' }) kind!: string | null;
}

class TaskView {
  @ApiProperty({ enum: KINDS }) kind!: string;
  @ApiProperty({ format: 'uuid' }) retrofitId!: string;
  @ApiProperty({ format: 'uuid' }) householdId!: string;
  @ApiProperty({ format: 'date', description: 'The day since which it waits' }) since!: string;
  @ApiProperty() address!: string;
  @ApiProperty() headName!: string;
  @ApiProperty() personName!: string;
  @ApiProperty() areaCode!: string;
}

@ApiTags('reporting')
@Controller('api/v1/worklist')
export class WorklistApiController {
  constructor(
    private readonly database: Database,
    private readonly worklist: WorklistRepository,
  ) {}

  @Get()
  @May('retrofit.read')
  @ApiOkResponse({ type: pageView(TaskView), description: 'What waits for the actor, the longest first' })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: WorklistQuery): Promise<Page<TaskView>> {
    const kinds = kindsFor(actor).filter(({ kind }) => !query.kind || query.kind === kind);
    return this.database
      .as(actor)
      .read((tx) => this.worklist.tasks(tx, kinds, query.limit ?? 50, query.after));
  }
}
