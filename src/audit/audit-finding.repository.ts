import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { Facts, Finding, RuleMode, SubjectType } from '../rules/finding';
import { RuleCode } from '../rules/rule-code';
import { AuditResult, AuditRun, FindingSource, Share } from './audit-run';

/** The record that findings are of, as a list shows it. */
export interface AuditedRecord {
  readonly source: FindingSource;
  readonly id: string;
  readonly areaCode: string;
  readonly year: number;
  /** Masked; the name of the year or programme where it is about that. */
  readonly personLabel: string;
  readonly community: string;
  readonly contractor: string;
}

export interface AuditFinding {
  readonly id: string;
  readonly source: FindingSource;
  readonly recordId: string;
  readonly year: number;
  readonly personLabel: string;
  readonly community: string;
  readonly contractor: string;
  readonly rule: RuleCode;
  readonly mode: RuleMode;
  readonly subjectType: SubjectType;
  readonly subjectId: string;
  readonly subjectPart: string;
  readonly facts: Facts;
  /** The rows of ledgers that told of the record; null for a living one. */
  readonly rows: readonly LedgerRow[] | null;
  /** That the flag may stand, as somebody decided about the living record; null where nobody did. */
  readonly decision: FlagDecision | null;
}

export interface LedgerRow {
  readonly fileName: string;
  /** Empty for a file without sheets. */
  readonly sheet: string;
  readonly row: number;
}

export interface FlagDecision {
  readonly by: string;
  /** As the database writes an instant. */
  readonly at: string;
  readonly reason: string;
}

export interface FindingFilter {
  readonly rule: string | null;
  readonly year: number | null;
  readonly community: string | null;
  readonly contractor: string | null;
  readonly recordId: string | null;
  readonly limit: number;
  readonly after: string | null;
}

/** Where a finding stands beside another run: only here, only there, or in both. */
export const DIFFERENCES = ['new', 'cured', 'same'] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** A flag `d` of the living record that the finding `f` is of, about the same subject, that may stand. */
const DECIDED = `f.source = 'live' AND d.retrofit_id = f.record_id AND d.rule = f.rule AND d.subject_type::text = f.subject_type AND d.subject_id::text = f.subject_id
  AND d.subject_part = f.subject_part AND d.state = 'accepted'`;

const COLUMNS = `f.id, f.source, f.record_id AS "recordId", f.year, f.person_label AS "personLabel", f.community, f.contractor, f.rule, f.mode,
  f.subject_type AS "subjectType", f.subject_id AS "subjectId", f.subject_part AS "subjectPart", f.facts,
  (SELECT json_agg(json_build_object('fileName', i.file_name, 'sheet', coalesce(i.sheet, ''), 'row', s.row_number) ORDER BY s.import_id, s.row_number)
     FROM (SELECT import_id, row_number FROM found_sources WHERE f.source = 'found' AND f.subject_type <> 'programme' AND record_id = f.record_id
           UNION ALL SELECT import_id, row_number FROM found_sources WHERE f.source = 'found' AND f.subject_type = 'programme' AND year_id = f.record_id) s
     JOIN imports i ON i.id = s.import_id) AS rows,
  (SELECT json_build_object('by', d.decider_name, 'at', d.decided_at, 'reason', d.decision_reason) FROM findings d WHERE ${DECIDED} LIMIT 1) AS decision`;

/** Every query of what the runs found. */
@Injectable()
export class AuditFindingRepository {
  async insert(tx: Tx, runId: string, found: readonly { record: AuditedRecord; findings: readonly Finding[] }[]): Promise<void> {
    const rows = found.flatMap(({ record, findings }) =>
      findings.map(({ rule, mode, subject, facts }) => ({
        s: record.source, r: record.id, a: record.areaCode, y: record.year, p: record.personLabel, c: record.community, b: record.contractor,
        rule, mode, type: subject.type, id: subject.id, part: subject.part ?? '', facts,
      })),
    );
    if (rows.length === 0) return;
    await tx.change(
      `INSERT INTO audit_findings (run_id, source, record_id, area_code, year, person_label, community, contractor, rule, mode, subject_type, subject_id, subject_part, facts)
       SELECT $1, s, r, a, y, p, c, b, rule, mode, type, id, part, facts FROM jsonb_to_recordset($2::jsonb)
           AS x (s text, r uuid, a text, y smallint, p text, c text, b text, rule text, mode text, type text, id text, part text, facts jsonb)`,
      [runId, JSON.stringify(rows)],
    );
  } // prettier-ignore

  async list(tx: ReadTx, runId: string, filter: FindingFilter): Promise<Page<AuditFinding>> {
    const cursor = decodeCursor(filter.after, 1);
    const rows = await tx.sql<AuditFinding>(
      `SELECT ${COLUMNS} FROM audit_findings f WHERE f.run_id = $1 AND ($2::text IS NULL OR f.rule = $2) AND ($3::smallint IS NULL OR f.year = $3)
          AND ($4::text IS NULL OR f.community = $4) AND ($5::text IS NULL OR f.contractor = $5) AND ($6::uuid IS NULL OR f.record_id = $6)
          AND ($7::bigint IS NULL OR f.id > $7) ORDER BY f.id LIMIT $8`,
      [runId, filter.rule, filter.year, filter.community, filter.contractor, filter.recordId, cursor?.[0] ?? null, filter.limit + 1],
    );
    return pageOf(rows, filter.limit, (row) => [row.id]);
  } // prettier-ignore

  /** Sums of a run's findings by each column that a report is read by; the most first. */
  async sums(tx: ReadTx, runId: string): Promise<Pick<AuditResult, 'findings' | 'decided' | 'recordsWithFindings' | 'byRule' | 'byYear' | 'byContractor' | 'byCommunity'>> {
    const rows = await tx.sql<Share & { by: number }>(
      `SELECT grouping(rule, year, contractor, community) AS by, coalesce(rule, year::text, contractor, community, '') AS key,
              count(*)::int AS findings, count(DISTINCT record_id)::int AS records
         FROM audit_findings WHERE run_id = $1 GROUP BY GROUPING SETS ((), (rule), (year), (contractor), (community)) ORDER BY findings DESC, key`,
      [runId],
    );
    const of = (by: number): Share[] =>
      rows.filter((row) => row.by === by).map(({ key, findings, records }) => ({ key, findings, records }));
    const [all] = of(0b1111);
    const [decided] = await tx.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_findings f WHERE f.run_id = $1 AND f.source = 'live' AND EXISTS (SELECT FROM findings d WHERE ${DECIDED})`,
      [runId],
    );
    return {
      findings: all?.findings ?? 0,
      decided: decided!.count,
      recordsWithFindings: all?.records ?? 0,
      byRule: of(0b0111),
      byYear: of(0b1011),
      byContractor: of(0b1101),
      byCommunity: of(0b1110),
    };
  } // prettier-ignore

  /** How many findings of each rule both runs have, or only one of them, as far as both looked. */
  async compare(tx: ReadTx, run: AuditRun, other: AuditRun): Promise<(Record<Difference, number> & { rule: RuleCode })[]> {
    return tx.sql(
      `SELECT coalesce(a.rule, b.rule) AS rule, count(*) FILTER (WHERE b.rule IS NULL)::int AS new, count(*) FILTER (WHERE a.rule IS NULL)::int AS cured,
              count(*) FILTER (WHERE a.rule = b.rule)::int AS same
         FROM (SELECT * FROM audit_findings f WHERE run_id = $1 AND ${SEEN_BY_BOTH}) a
         FULL JOIN (SELECT * FROM audit_findings f WHERE run_id = $2 AND ${SEEN_BY_BOTH}) b
           ON (b.record_id, b.rule, b.subject_type, b.subject_id, b.subject_part) = (a.record_id, a.rule, a.subject_type, a.subject_id, a.subject_part)
        GROUP BY 1 ORDER BY 1`,
      [run.id, other.id, ...commonScope(run, other)],
    );
  } // prettier-ignore

  /** Findings that only `run` has, or those that both have; to see what was cured since, ask the other way round. */
  async beside(tx: ReadTx, run: AuditRun, other: AuditRun, inBoth: boolean, page: { rule: string | null; limit: number; after: string | null }): Promise<Page<AuditFinding>> {
    const cursor = decodeCursor(page.after, 1);
    const rows = await tx.sql<AuditFinding>(
      `SELECT ${COLUMNS} FROM audit_findings f WHERE f.run_id = $1 AND ${SEEN_BY_BOTH} AND ($7::bigint IS NULL OR f.id > $7)
          AND ($9::text IS NULL OR f.rule = $9) AND $10 = EXISTS (SELECT FROM audit_findings o WHERE o.run_id = $2 AND o.record_id = f.record_id AND o.rule = f.rule
                AND o.subject_type = f.subject_type AND o.subject_id = f.subject_id AND o.subject_part = f.subject_part)
        ORDER BY f.id LIMIT $8`,
      [run.id, other.id, ...commonScope(run, other), cursor?.[0] ?? null, page.limit + 1, page.rule, inBoth],
    );
    return pageOf(rows, page.limit, (row) => [row.id]);
  } // prettier-ignore
}

const SEEN_BY_BOTH = `f.rule = ANY ($3::text[]) AND f.source = ANY ($4::text[]) AND f.year BETWEEN $5 AND $6`;

/** What both runs looked at: a finding is neither new nor cured where one of the two did not look. */
function commonScope(a: AuditRun, b: AuditRun): [string[], string[], number, number] {
  const rules = (a.result?.rules ?? []).filter((code) => b.result?.rules.includes(code));
  const sources = (['found', 'live'] as const).filter((one) =>
    [a, b].every(({ sources }) => sources === 'both' || sources === one),
  );
  const from = Math.max(a.yearFrom ?? 0, b.yearFrom ?? 0);
  const until = Math.min(a.yearUntil ?? 9999, b.yearUntil ?? 9999);
  return [rules, sources, from, until];
}
