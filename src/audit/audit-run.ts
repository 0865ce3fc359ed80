import { Aspect } from '../rules/dossier';
import { RuleCode } from '../rules/rule-code';

/** Which records a run looks at: those of imported ledgers, the living ones, or all. */
export const AUDIT_SOURCES = ['found', 'live', 'both'] as const;
export type AuditSources = (typeof AUDIT_SOURCES)[number];

/** What a single finding is of. */
export type FindingSource = 'found' | 'live';

export const RUN_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What somebody asks to have audited: a district, some years or all, and which records. */
export interface AuditScope {
  readonly areaCode: string;
  readonly yearFrom: number | null;
  readonly yearUntil: number | null;
  readonly sources: AuditSources;
}

/** How often one value of a column stands among the findings. */
export interface Share {
  readonly key: string;
  readonly findings: number;
  /** Records with at least one of them. */
  readonly records: number;
}

/** A rule that could not be asked of some records. */
export interface NotJudged {
  readonly rule: RuleCode;
  /** Of how many records a source is silent about something that the rule needs. */
  readonly silent: number;
  /** What that is. */
  readonly aspects: readonly Aspect[];
  /** Of how many records only the month of a date is known. */
  readonly vague: number;
}

/** What a run came to; written once, when it is done. */
export interface AuditResult {
  readonly records: { readonly found: number; readonly live: number };
  readonly findings: number;
  /** Flags among them of which somebody decided that they may stand; absent in runs of earlier days. */
  readonly decided?: number;
  readonly recordsWithFindings: number;
  readonly rules: readonly RuleCode[];
  readonly notJudged: readonly NotJudged[];
  readonly byRule: readonly Share[];
  readonly byYear: readonly Share[];
  readonly byContractor: readonly Share[];
  readonly byCommunity: readonly Share[];
}

export interface AuditRun extends AuditScope {
  readonly id: string;
  readonly starterName: string;
  readonly requestedAt: Date;
  readonly state: RunState;
  readonly attempt: number;
  /** Null until the run has counted what is before it. */
  readonly total: number | null;
  readonly done: number;
  readonly progressedAt: Date;
  readonly finishedAt: Date | null;
  readonly result: AuditResult | null;
}
