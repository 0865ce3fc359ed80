import { Module } from '@nestjs/common';
import { CreateHousehold } from './create-household';
import { HouseholdSearch } from './household-search';
import { HouseholdRepository } from './household.repository';
import { HouseholdsApiController } from './households.api.controller';
import { NumberSeal } from './identity/sealed-number';

@Module({
  controllers: [HouseholdsApiController],
  providers: [NumberSeal, HouseholdRepository, HouseholdSearch, CreateHousehold],
  exports: [CreateHousehold],
})
export class HouseholdsModule {}
