import { RuleCode } from './rule-code';

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
  | 'statement';

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
] as const;

export type FixPage = (typeof FIX_PAGES)[number];

export interface FixAt {
  readonly page: FixPage;
  /** The field of that page's form, to jump to and to mark. */
  readonly field?: string;
}

/** One broken rule: facts, not a sentence; `rules.texts.ts` turns it into words in both languages. */
export interface Finding {
  readonly rule: RuleCode;
  readonly subject: { readonly type: SubjectType; readonly id: string };
  readonly facts: Facts;
  readonly fixAt: FixAt;
}

export type FindingDraft = Omit<Finding, 'rule'>;
