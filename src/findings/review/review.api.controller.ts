import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { Actor } from '../../platform/database/actor';
import { As } from '../../platform/http/decorators';
import { Problems } from '../../platform/http/openapi';
import { ReviewQuery, TallyQuery } from './review.dto';
import { FlagsView, FlagTalliesView, presentFlags } from './review.presenter';
import { ReviewReader } from './review-reader';

/** What waits for a supervisor's decision; the decision itself is posted to the retrofit's findings. */
@ApiTags('findings')
@Controller('api/v1/flags')
export class ReviewApiController {
  constructor(private readonly reader: ReviewReader) {}

  @Get()
  @May('finding.read')
  @ApiOkResponse({ type: FlagsView })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: ReviewQuery): Promise<FlagsView> {
    return presentFlags(
      await this.reader.page(actor, query.toFilter(), query.limit ?? 50, query.after ?? null),
    );
  }

  @Get('by-contractor')
  @May('finding.read')
  @ApiOkResponse({ type: FlagTalliesView })
  @Problems('invalid-input')
  async byContractor(@As() actor: Actor, @Query() { from, until }: TallyQuery): Promise<FlagTalliesView> {
    return this.reader.tally(actor, { from: from ?? undefined, until: until ?? undefined });
  }
}
