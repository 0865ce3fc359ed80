import { Module } from '@nestjs/common';
import { AgreePlan } from './agree-plan';
import { PlanRepository } from './plan.repository';
import { PlansApiController } from './plans.api.controller';
import { PlansPagesController } from './plans.pages.controller';
import { ProposePlan } from './propose-plan';
import { SeedCatalogue } from './seed-catalogue';
import { WithdrawVariation } from './withdraw-variation';

@Module({
  controllers: [PlansApiController, PlansPagesController],
  providers: [PlanRepository, ProposePlan, AgreePlan, WithdrawVariation, SeedCatalogue],
  exports: [PlanRepository, ProposePlan, AgreePlan],
})
export class PlansModule {}
