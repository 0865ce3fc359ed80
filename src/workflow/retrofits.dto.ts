import { Id } from '../platform/http/fields';

/** A household enters a programme, for one of its disabled people. */
export class OpenRetrofitDto {
  @Id() householdId!: string;
  @Id({ description: 'The disabled person the retrofit is for; one of the household' }) personId!: string;
  @Id() programmeId!: string;
}
