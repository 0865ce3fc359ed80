import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Problems } from '../platform/http/openapi';
import { DeadJobs } from './dead-jobs';

class DeadJobView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) failedAt!: Date | null;
  @ApiProperty() tries!: number;
  @ApiProperty({ type: String, nullable: true }) fault!: string | null;
}

@ApiTags('operations')
@Controller('api/v1/jobs')
export class DeadJobsApiController {
  constructor(private readonly deadJobs: DeadJobs) {}

  @Get('dead')
  @May('job.read')
  @ApiOkResponse({ type: [DeadJobView] })
  @Problems()
  async list(@As() actor: Actor): Promise<DeadJobView[]> {
    return this.deadJobs.list(actor);
  }

  @Post('dead/:id/retry')
  @HttpCode(204)
  @May('job.read')
  @ApiNoContentResponse()
  @Problems('not-found')
  async retry(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.deadJobs.retry(actor, id);
  }
}
