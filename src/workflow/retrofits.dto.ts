import { Choice, Id, Text } from '../platform/http/fields';
import { PageQuery } from '../platform/http/paging';
import { LIST_STATES, RetrofitFilter } from './retrofit-list.repository';

/** A household enters a programme, for one of its disabled people. */
export class OpenRetrofitDto {
  @Id() householdId!: string;
  @Id({ description: 'The disabled person the retrofit is for; one of the household' }) personId!: string;
  @Id() programmeId!: string;
}

export class RetrofitsQuery extends PageQuery {
  @Text({ max: 60, optional: true, description: 'Name of the person, or part of the address' }) search!:
    string | null;
  @Id({ optional: true }) programme!: string | null;
  @Id({ optional: true }) contractor!: string | null;
  @Text({ max: 12, optional: true, pattern: /^\d{2,12}$/, patternKey: 'areaCode' }) area!: string | null;
  @Choice(LIST_STATES, { optional: true, description: 'The step that is next, or how it came to an end' })
  state!: string | null;

  toFilter(): RetrofitFilter {
    return {
      words: this.search ?? null,
      programmeId: this.programme ?? null,
      contractorId: this.contractor ?? null,
      areaCode: this.area ?? null,
      state: this.state ?? null,
      limit: this.limit ?? 50,
      after: this.after ?? null,
    };
  }
}
