import { RuleCode } from './rule-code';

/**
 * What a broken rule does. `block`: refused on every path. `gate`: the step may be drafted, not completed.
 * `flag`: stored and marked, somebody must decide before acceptance. `watch`: raised by the calendar.
 */
export type RuleMode = 'block' | 'gate' | 'flag' | 'watch';

/** A value that a rule saw. Dates are `YYYY-MM-DD`, money is fen, names of dates, roles and stages are their keys. */
export type Fact = string | number | boolean | null | readonly string[];

export type Facts = Readonly<Record<string, Fact>>;

export type SubjectType =
  | 'retrofit'
  | 'household'
  | 'person'
  | 'application'
  | 'opinion'
  | 'contract'
  | 'plan'
  | 'item'
  | 'photo'
  | 'inspection'
  | 'signature'
  | 'statement'
  | 'programme'
  | 'payment'
  | 'device'
  | 'lookBack'
  | 'visit'
  | 'publication'
  | 'defect';

/** Where a finding is put right. The pages' one tree of paths turns each into an address. */
export const FIX_PAGES = [
  'household',
  'person',
  'application',
  'opinions',
  'notice',
  'selection',
  'survey',
  'measurement',
  'consultation',
  'plan',
  'contract',
  'contractor',
  'construction',
  'photos',
  'inspection',
  'acceptanceSignatures',
  'satisfaction',
  'defects',
  'programme',
  'payments',
  'lookBacks',
  'quota',
] as const;

export type FixPage = (typeof FIX_PAGES)[number];

export interface FixAt {
  readonly page: FixPage;
  /** The field of that page's form, to jump to and to mark. */
  readonly field?: string;
}

export interface Subject {
  readonly type: SubjectType;
  readonly id: string;
  /** Which of the subject's parts is meant (a date, a level, a requirement), where the rule looks at several. */
  readonly part?: string;
}

/** One broken rule: facts, not a sentence; `rules.texts.ts` turns it into words in both languages. */
export interface Finding {
  readonly rule: RuleCode;
  readonly mode: RuleMode;
  readonly subject: Subject;
  readonly facts: Facts;
  readonly fixAt: FixAt;
}

export type FindingDraft = Omit<Finding, 'rule' | 'mode'>;
