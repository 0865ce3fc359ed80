import { Injectable } from '@nestjs/common';
import { newId } from '../platform/database/ids';
import { ReadTx, Tx } from '../platform/database/database';
import { Facts, Finding, FixPage, RuleMode, SubjectType } from '../rules/finding';
import { RuleCode } from '../rules/rule-code';
import { apart } from './finding-key';

export const FINDING_STATES = ['open', 'accepted', 'rejected', 'cured', 'closed'] as const;

export type FindingState = (typeof FINDING_STATES)[number];

/** What a supervisor can say of a flag: it may stand, it must be put right, it was put right where no record shows it. */
export const DECISIONS = ['accepted', 'rejected', 'cured'] as const;

export type FindingDecision = (typeof DECISIONS)[number];

export interface StoredFinding {
  id: string;
  rule: RuleCode;
  mode: RuleMode;
  subjectType: SubjectType;
  subjectId: string;
  subjectPart: string;
  facts: Facts;
  fixPage: FixPage;
  fixField: string;
  state: FindingState;
  openedAt: Date;
  closedAt: Date | null;
  decidedFacts: Facts | null;
  decidedAt: Date | null;
  deciderName: string | null;
  decisionReason: string | null;
}

/** Of whom a set of findings is: one retrofit, or a programme as a whole. */
export interface FindingScope {
  readonly programmeId: string;
  readonly retrofitId: string | null;
  readonly areaCode: string;
}

/** Of `findings f`, as `StoredFinding` names them. */
export const FINDING_COLUMNS = `f.id, f.rule, f.mode, f.subject_type AS "subjectType", f.subject_id AS "subjectId", f.subject_part AS "subjectPart", f.facts,
  f.fix_page AS "fixPage", f.fix_field AS "fixField", f.state, f.opened_at AS "openedAt", f.closed_at AS "closedAt",
  f.decided_facts AS "decidedFacts", f.decided_at AS "decidedAt", f.decider_name AS "deciderName", f.decision_reason AS "decisionReason"`;

/** Every query of the findings of living records. */
@Injectable()
export class FindingRepository {
  /** Of one retrofit: what stands first, then what was decided, then what is closed. */
  async ofRetrofit(tx: ReadTx, retrofitId: string): Promise<StoredFinding[]> {
    return tx.sql<StoredFinding>(
      `SELECT ${FINDING_COLUMNS} FROM findings f WHERE retrofit_id = $1
        ORDER BY array_position('{open,rejected,accepted,cured,closed}', state), rule, opened_at, id`,
      [retrofitId],
    );
  }

  /** Decisions that let a flag of this retrofit stand. */
  async settled(tx: ReadTx, retrofitId: string): Promise<StoredFinding[]> {
    return tx.sql<StoredFinding>(
      `SELECT ${FINDING_COLUMNS} FROM findings f WHERE retrofit_id = $1 AND state IN ('accepted', 'cured')`,
      [retrofitId],
    );
  }

  /** Locks those of a retrofit that are meant. */
  async lock(tx: Tx, retrofitId: string, ids: readonly string[]): Promise<StoredFinding[]> {
    return tx.sql<StoredFinding>(
      `SELECT ${FINDING_COLUMNS} FROM findings f WHERE retrofit_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE`,
      [retrofitId, ids],
    );
  }

  /** The database stamps the instant, and lets nothing be found after it was decided on. */
  async decide(
    tx: Tx,
    id: string,
    decision: { state: FindingDecision; reason: string; by: string; name: string },
  ): Promise<void> {
    await tx.change(
      `UPDATE findings SET state = $2, decision_reason = $3, decided_by = $4, decider_name = $5, decided_facts = facts, decided_at = tantu_now()
        WHERE id = $1`,
      [id, decision.state, decision.reason, decision.by, decision.name],
    );
  }

  /**
   * Puts what is found now in the place of what was found before: new ones open, those that returned open again, a
   * decision lapses when its facts changed, and what is no longer found closes by itself. Changes nothing where
   * nothing changed.
   */
  async replace(tx: Tx, scope: FindingScope, findings: readonly Finding[]): Promise<void> {
    const rows = apart(findings).map(({ rule, mode, subject, facts, fixAt }) => ({
      id: newId(),
      rule,
      mode,
      type: subject.type,
      subject: subject.id,
      part: subject.part ?? '',
      facts,
      page: fixAt.page,
      field: fixAt.field ?? '',
    }));
    await tx.change(REPLACE, [scope.areaCode, scope.programmeId, scope.retrofitId, JSON.stringify(rows)]);
    await tx.change(CLOSE, [scope.programmeId, scope.retrofitId, JSON.stringify(rows)]);
  }
}

const FOUND = (parameter: string): string =>
  `jsonb_to_recordset(${parameter}::jsonb) AS n (id uuid, rule text, mode text, type text, subject text, part text, facts jsonb, page text, field text)`;

/** What a decision rests on: where photos are named by their ids, not the words for them. The same in undecided-flags.ts. */
const MATTER = (facts: string): string =>
  `(${facts} - CASE WHEN ${facts} ? 'photos' THEN 'others' ELSE '' END)`;

const REPLACE = `
INSERT INTO findings AS f (id, area_code, programme_id, retrofit_id, rule, mode, subject_type, subject_id, subject_part, facts, fix_page, fix_field)
SELECT n.id, $1, $2, $3, n.rule, n.mode, n.type, n.subject, n.part, n.facts, n.page, n.field FROM ${FOUND('$4')}
ON CONFLICT ON CONSTRAINT findings_once DO UPDATE SET
  mode = EXCLUDED.mode, facts = EXCLUDED.facts, fix_page = EXCLUDED.fix_page, fix_field = EXCLUDED.fix_field,
  state = CASE WHEN f.state = 'closed' OR f.mode <> EXCLUDED.mode OR (f.state <> 'open' AND ${MATTER('f.decided_facts')} IS DISTINCT FROM ${MATTER('EXCLUDED.facts')})
    THEN 'open' ELSE f.state END,
  opened_at = CASE WHEN f.state = 'closed' THEN tantu_now() ELSE f.opened_at END,
  times_opened = CASE WHEN f.state = 'closed' THEN f.times_opened + 1 ELSE f.times_opened END,
  closed_at = NULL
WHERE f.state = 'closed' OR (f.mode, f.facts, f.fix_page, f.fix_field) IS DISTINCT FROM (EXCLUDED.mode, EXCLUDED.facts, EXCLUDED.fix_page, EXCLUDED.fix_field)`;

const CLOSE = `
UPDATE findings f SET state = 'closed', closed_at = tantu_now()
 WHERE f.programme_id = $1 AND f.retrofit_id IS NOT DISTINCT FROM $2 AND f.state <> 'closed'
   AND NOT EXISTS (SELECT FROM ${FOUND('$3')} WHERE n.rule = f.rule AND n.type = f.subject_type AND n.subject = f.subject_id AND n.part = f.subject_part)`;
