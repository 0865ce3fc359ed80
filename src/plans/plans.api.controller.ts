import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As, SeenVersion } from '../platform/http/decorators';
import { Problems } from '../platform/http/openapi';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { AgreePlan } from './agree-plan';
import { CATALOGUE } from './catalogue/catalogue';
import { CatalogueItem } from './catalogue/catalogue-item';
import { PlanRepository } from './plan.repository';
import { AgreePlanDto, ProposePlanDto } from './plans.dto';
import { PlanView, presentPlan } from './plans.presenter';
import { ProposePlan } from './propose-plan';
import { WithdrawVariation } from './withdraw-variation';

class ProposedView {
  @ApiProperty({ format: 'uuid' }) planId!: string;
  @ApiProperty() revision!: number;
}

class AgreedView {
  @ApiProperty({ format: 'uuid' }) planId!: string;
}

@ApiTags('plans')
@Controller('api/v1')
export class PlansApiController {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly plans: PlanRepository,
    private readonly proposePlan: ProposePlan,
    private readonly agreePlan: AgreePlan,
    private readonly withdrawVariation: WithdrawVariation,
  ) {}

  @Get('catalogue')
  @May('retrofit.read')
  @ApiOkResponse({
    description: 'Every item with its requirements, their clauses and how certain they are',
    schema: { type: 'array', items: { type: 'object' } },
  })
  @Problems()
  catalogue(): readonly CatalogueItem[] {
    return CATALOGUE;
  }

  @Get('retrofits/:id/plans')
  @May('retrofit.read')
  @ApiOkResponse({ type: [PlanView] })
  @Problems('not-found')
  async list(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<PlanView[]> {
    return this.database.as(actor).read(async (tx) => {
      await this.retrofits.get(tx, id);
      return (await this.plans.revisions(tx, id)).map(presentPlan);
    });
  }

  @Post('retrofits/:id/plans')
  @May('plan.write')
  @ApiCreatedResponse({ type: ProposedView })
  @Problems('invalid-input', 'not-found', 'conflict', 'stale-version', 'rule-broken', 'unknown-reference')
  async propose(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ProposePlanDto,
    @SeenVersion() version: number | null,
  ): Promise<ProposedView> {
    return this.proposePlan.execute(actor, id, input, version);
  }

  @Post('retrofits/:id/plans/agreement')
  @HttpCode(200)
  @May('plan.write')
  @ApiOkResponse({ type: AgreedView })
  @Problems('invalid-input', 'not-found', 'conflict', 'stale-version', 'rule-broken')
  async agree(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: AgreePlanDto,
    @SeenVersion() version: number | null,
  ): Promise<AgreedView> {
    return this.agreePlan.execute(actor, id, input, version);
  }

  @Post('retrofits/:id/plans/withdrawal')
  @HttpCode(200)
  @May('variation.write')
  @ApiOkResponse({ type: AgreedView })
  @Problems('not-found', 'conflict', 'stale-version')
  async withdraw(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @SeenVersion() version: number | null,
  ): Promise<AgreedView> {
    return this.withdrawVariation.execute(actor, id, version);
  }
}
