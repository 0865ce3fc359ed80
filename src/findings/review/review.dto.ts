import { PHOTO_STAGES, PhotoStage } from '../../plans/catalogue/catalogue-item';
import { Choice, Day, Id, Text } from '../../platform/http/fields';
import { PageQuery } from '../../platform/http/paging';
import { CalendarDate } from '../../platform/time/calendar-date';
import { DECISIONS, FindingDecision } from '../finding.repository';
import { FlagFilter } from './flag.repository';
import { FLAG_RULES, FlagRule } from './flag-weights';

/** What can be looked at: what waits for a decision, and what was decided, which can be decided anew. */
export const REVIEW_STATES = ['open', ...DECISIONS] as const;

export type ReviewState = (typeof REVIEW_STATES)[number];

export class ReviewQuery extends PageQuery {
  @Choice(REVIEW_STATES, { optional: true, description: 'Open ones when left out' })
  state!: ReviewState | null;
  @Choice(FLAG_RULES, { optional: true }) rule!: FlagRule | null;
  @Choice(PHOTO_STAGES, { optional: true, description: 'Flags of photos of this stage' })
  stage!: PhotoStage | null;
  @Id({ optional: true }) contractor!: string | null;
  @Id({ optional: true }) retrofit!: string | null;
  @Text({ max: 12, optional: true, pattern: /^\d{2,12}$/, patternKey: 'areaCode' }) area!: string | null;
  @Text({ max: 60, optional: true, description: 'Beginning of the person’s name' }) search!: string | null;

  toFilter(): FlagFilter {
    return {
      rule: this.rule ?? null,
      state: this.state ?? 'open',
      stage: this.stage ?? null,
      contractorId: this.contractor ?? null,
      retrofitId: this.retrofit ?? null,
      areaCode: this.area ?? null,
      words: this.search ?? null,
    };
  }

  /** As the address of a page carries them. */
  filters(): Readonly<Record<string, string | null>> {
    const { state, rule, stage, contractor, retrofit, area, search } = this;
    return { search, state, rule, stage, contractor, retrofit, area };
  }
}

export class DecideFlagDto {
  @Choice(DECISIONS) decision!: FindingDecision;
  @Text({ max: 1000 }) reason!: string;
}

/** Where a decision was made from, in the address of its form: the list with its filters, or the page of one flag. */
export class DecidedFromQuery extends ReviewQuery {
  /** The flag that is shown next. */
  @Id({ optional: true }) next!: string | null;
  @Choice(['list', 'one'], { optional: true }) from!: 'list' | 'one' | null;
  /** The photo that the flagged one is compared with. */
  @Id({ optional: true }) with!: string | null;
}

export class TallyQuery {
  @Day({ optional: true, description: 'The first day; 1 January of this year when left out' })
  from!: CalendarDate | null;
  @Day({ optional: true, description: 'The last day; today when left out' }) until!: CalendarDate | null;
}
