import { Choice, Text } from '../platform/http/fields';
import { PageQuery } from '../platform/http/paging';
import { WAIVABLE_RULES, WaivableRule } from './acts-allowed';
import { WaiverFilter } from './waiver-list.repository';
import { WAIVER_STATES, WaiverState } from './waivers.presenter';

export class WaiversQuery extends PageQuery {
  @Choice(WAIVER_STATES, { optional: true }) state!: WaiverState | null;
  @Choice(WAIVABLE_RULES, { optional: true }) rule!: WaivableRule | null;
  @Text({ max: 60, optional: true, description: 'Beginning of the person’s name' }) search!: string | null;

  toFilter(): WaiverFilter {
    return { state: this.state ?? null, rule: this.rule ?? null, words: this.search ?? null };
  }
}
