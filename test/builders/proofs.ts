import { randomBytes } from 'node:crypto';
import { newId } from '../../src/platform/database/ids';
import { TestDatabase } from '../support/test-database';

/** By whom and on which day a round was, or the household spoke. */
export interface Proof {
  retrofitId: string;
  /** A caseworker or supervisor. */
  byUserId: string;
  on: string;
}

/** A place that the programme is granted and the retrofit takes: what the table asks for before it stores an approval. */
export async function aPlaceHeld(
  db: TestDatabase,
  { retrofitId, on }: Omit<Proof, 'byUserId'>,
): Promise<void> {
  await db.query(
    `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, document, occurred_on)
     SELECT e.id, r.district_code, r.programme_id, e.kind, 1, CASE e.kind WHEN 'reserve' THEN r.id END, CASE e.kind WHEN 'grant' THEN '文' END, $2
       FROM retrofits r, (VALUES ($3::uuid, 'grant'), ($4::uuid, 'reserve')) e (id, kind) WHERE r.id = $1`,
    [retrofitId, on, newId(), newId()],
  );
}

/**
 * A further round of inspection in which everything of the newest plan passed, straight into the tables: what the
 * table of retrofits asks for before it stores an acceptance. Makes an empty plan where there is none.
 */
export async function aPassedRound(db: TestDatabase, { retrofitId, byUserId, on }: Proof): Promise<string> {
  await db.query(
    `INSERT INTO plans (id, retrofit_id, revision, total_fen) SELECT $2, $1, 1, 0 WHERE NOT EXISTS (SELECT FROM plans WHERE retrofit_id = $1)`,
    [retrofitId, newId()],
  );
  const id = newId();
  await db.query(
    `INSERT INTO inspections (id, retrofit_id, round, plan_id, inspected_on, inspector_id, inspector_name, result)
     SELECT $2, $1, 1 + (SELECT count(*) FROM inspections WHERE retrofit_id = $1), id, $3, $4, '验收人', 'passed'
       FROM plans WHERE retrofit_id = $1 ORDER BY revision DESC LIMIT 1`,
    [retrofitId, id, on, byUserId],
  );
  await db.query(
    `INSERT INTO inspection_items (inspection_id, item_id, retrofit_id, accepted_quantity, result, function_test)
     SELECT t.id, l.item_id, l.retrofit_id, l.quantity, 'pass', 'passed' FROM inspections t JOIN plan_lines l ON l.plan_id = t.plan_id WHERE t.id = $1`,
    [id],
  );
  return id;
}

/** The household says that it is satisfied, of a report on the newest round. */
export async function aSatisfiedHousehold(
  db: TestDatabase,
  { retrofitId, byUserId, on }: Proof,
): Promise<void> {
  const [reportId, signatureId, hash] = [newId(), newId(), randomBytes(32)];
  await db.query('UPDATE acceptance_reports SET is_current = false WHERE retrofit_id = $1', [retrofitId]);
  await db.query(
    `INSERT INTO acceptance_reports (id, retrofit_id, year, sequence, number, inspection_id, content, content_hash, issued_by, issuer_name)
     SELECT $2, $1, 2025, $3, $4, id, '{}', $5, $6, '审核人' FROM inspections WHERE retrofit_id = $1 ORDER BY round DESC LIMIT 1`,
    [retrofitId, reportId, 1 + randomBytes(3).readUIntBE(0, 3), `样〔${reportId}〕`, hash, byUserId],
  );
  await db.query(
    `INSERT INTO signatures (id, retrofit_id, purpose, signer_role, signer_name, relation, strokes, content_hash, signed_on, taken_by)
     VALUES ($2, $1, 'satisfaction', 'household', '某人', 'self', '[[[0,0,0]]]', $3, $4, $5)`,
    [retrofitId, signatureId, hash, on, byUserId],
  );
  await db.query(
    `INSERT INTO satisfaction_statements (id, retrofit_id, report_id, report_hash, outcome, signature_id, stated_on)
     VALUES ($2, $1, $3, $4, 'satisfied', $5, $6)`,
    [retrofitId, newId(), reportId, hash, signatureId, on],
  );
}
