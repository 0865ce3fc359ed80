import { Module } from '@nestjs/common';
import { AgreePlan } from './agree-plan';
import { OfficeCatalogueApiController } from './office-catalogue/office-catalogue.api.controller';
import { OfficeCataloguePagesController } from './office-catalogue/office-catalogue.pages.controller';
import { OfficeCatalogueReader } from './office-catalogue/office-catalogue-reader';
import { OfficeCatalogueRepository } from './office-catalogue/office-catalogue.repository';
import { SetCatalogueItem } from './office-catalogue/set-catalogue-item';
import { PlanRepository } from './plan.repository';
import { PlansApiController } from './plans.api.controller';
import { PlansPagesController } from './plans.pages.controller';
import { ProposePlan } from './propose-plan';
import { SeedCatalogue } from './seed-catalogue';
import { WithdrawVariation } from './withdraw-variation';

@Module({
  controllers: [
    PlansApiController,
    PlansPagesController,
    OfficeCatalogueApiController,
    OfficeCataloguePagesController,
  ],
  providers: [
    PlanRepository,
    ProposePlan,
    AgreePlan,
    WithdrawVariation,
    SeedCatalogue,
    OfficeCatalogueRepository,
    OfficeCatalogueReader,
    SetCatalogueItem,
  ],
  exports: [PlanRepository, ProposePlan, AgreePlan, SetCatalogueItem],
})
export class PlansModule {}
