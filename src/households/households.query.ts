import { Choice, Text } from '../platform/http/fields';
import { PageQuery } from '../platform/http/paging';
import { HARDSHIPS, TENURES } from './household.entity';
import { HOUSEHOLD_SORTS, HouseholdSort } from './household.repository';

/** What a list of households can be asked for, over the API and by the page. */
export class HouseholdsQuery extends PageQuery {
  @Text({ max: 60, optional: true, description: 'Name, address, ID number or certificate number' }) search!:
    string | null;
  @Text({ max: 12, optional: true, pattern: /^\d{2,12}$/, patternKey: 'areaCode' }) area!: string | null;
  @Choice(HARDSHIPS, { optional: true }) hardship!: string | null;
  @Choice(TENURES, { optional: true }) tenure!: string | null;
  @Choice(Object.keys(HOUSEHOLD_SORTS), { optional: true }) sort!: HouseholdSort | null;
}
