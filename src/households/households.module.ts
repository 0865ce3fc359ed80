import { Module } from '@nestjs/common';
import { AddPerson } from './add-person';
import { ConsentRepository } from './consent.repository';
import { ConsentsApiController } from './consents.api.controller';
import { ConsentsPagesController } from './consents.pages.controller';
import { CreateHousehold } from './create-household';
import { GiveConsent } from './give-consent';
import { HouseholdPages } from './household.pages';
import { HouseholdSearch } from './household-search';
import { HouseholdRepository } from './household.repository';
import { HouseholdsApiController } from './households.api.controller';
import { HouseholdsPagesController } from './households.pages.controller';
import { NumberSeal } from './identity/sealed-number';
import { PeopleApiController } from './people.api.controller';
import { PeoplePagesController } from './people.pages.controller';
import { PersonRepository } from './person.repository';
import { UpdateHousehold } from './update-household';
import { UpdatePerson } from './update-person';
import { ViewIdentity } from './view-identity';
import { WithdrawConsent } from './withdraw-consent';

@Module({
  controllers: [
    HouseholdsApiController,
    PeopleApiController,
    ConsentsApiController,
    HouseholdsPagesController,
    PeoplePagesController,
    ConsentsPagesController,
  ],
  providers: [
    NumberSeal,
    HouseholdRepository,
    PersonRepository,
    ConsentRepository,
    HouseholdSearch,
    HouseholdPages,
    CreateHousehold,
    UpdateHousehold,
    AddPerson,
    UpdatePerson,
    ViewIdentity,
    GiveConsent,
    WithdrawConsent,
  ],
  exports: [CreateHousehold, AddPerson, GiveConsent, NumberSeal],
})
export class HouseholdsModule {}
