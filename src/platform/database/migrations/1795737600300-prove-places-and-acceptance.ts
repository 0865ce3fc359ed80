import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/**
 * What stands on a retrofit must be borne out by other tables as a transaction ends: an approval by a place of the
 * quota, an acceptance by a round that passed, a signature by what the household said. An act writes both in
 * either order, so these are asked at the commit. Each waits for whoever else is changing the same retrofit: of two
 * that would contradict one another only together, the later one sees the earlier.
 */
export class ProvePlacesAndAcceptance1795737600300 implements MigrationInterface {
  name = 'ProvePlacesAndAcceptance1795737600300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(queryRunner, ...PLACES, ...ACCEPTANCE);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

/** The argument of a trigger names the column that holds the retrofit's id. */
const RETROFIT = `SELECT * INTO r FROM retrofits WHERE id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid FOR SHARE`;

/** As the transaction ends, whatever its last statement was. */
const atCommit = (name: string, table: string, event: string, when: string, call: string): string =>
  `CREATE CONSTRAINT TRIGGER ${name} AFTER ${event} ON ${table} DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION ${call}`;

const PLACES = [
  `CREATE FUNCTION retrofits_hold_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     DECLARE r retrofits; held integer;
     BEGIN
       ${RETROFIT};
       SELECT count(*) FILTER (WHERE kind IN ('reserve', 'advance')) - count(*) FILTER (WHERE kind = 'release') INTO held
         FROM quota_entries WHERE retrofit_id = r.id AND programme_id = r.programme_id;
       IF r.ended_on IS NULL AND (r.approved_on IS NOT NULL OR r.started_on IS NOT NULL) AND held < 1 THEN
         RAISE EXCEPTION 'an approved retrofit holds a place of its programme' USING ERRCODE = 'check_violation',
           CONSTRAINT = 'retrofits_q01_place_held', TABLE = 'retrofits';
       ELSIF r.ended_on IS NOT NULL AND held > 0 THEN
         RAISE EXCEPTION 'a retrofit that ended gives its place back' USING ERRCODE = 'check_violation',
           CONSTRAINT = 'retrofits_q01_place_given_back', TABLE = 'retrofits';
       END IF;
       RETURN NULL;
     END $$`,
  atCommit(
    'retrofits_q01_place_held',
    'retrofits',
    'INSERT OR UPDATE OF approved_on, started_on, ended_on, programme_id',
    'NEW.approved_on IS NOT NULL OR NEW.started_on IS NOT NULL OR NEW.ended_on IS NOT NULL',
    `retrofits_hold_place('id')`,
  ),
  atCommit(
    'quota_entries_q01_place_held',
    'quota_entries',
    'INSERT',
    'NEW.retrofit_id IS NOT NULL',
    `retrofits_hold_place('retrofit_id')`,
  ),
];

const ACCEPTANCE = [
  // The newest round counts. Every line of its plan must have passed, so that a round without items proves nothing.
  `CREATE FUNCTION has_passed(retrofit uuid, by_day date) RETURNS boolean LANGUAGE sql STABLE AS $$
     SELECT EXISTS (SELECT FROM (SELECT * FROM public.inspections WHERE retrofit_id = retrofit ORDER BY round DESC LIMIT 1) t
       WHERE t.result = 'passed' AND t.inspected_on <= by_day
         AND NOT EXISTS (SELECT FROM public.plan_lines l WHERE l.plan_id = t.plan_id AND NOT EXISTS (
           SELECT FROM public.inspection_items e WHERE e.inspection_id = t.id AND e.item_id = l.item_id AND e.result = 'pass'))) $$`,
  // What was said last counts: "not satisfied" after "satisfied" would leave a signature that nobody stands by.
  `CREATE FUNCTION is_satisfied(retrofit uuid, by_day date) RETURNS boolean LANGUAGE sql STABLE AS $$
     SELECT EXISTS (SELECT FROM (SELECT * FROM public.satisfaction_statements WHERE retrofit_id = retrofit ORDER BY recorded_at DESC, id DESC LIMIT 1) q
       WHERE q.outcome = 'satisfied' AND q.stated_on <= by_day) $$`,
  `CREATE FUNCTION retrofits_prove_acceptance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     DECLARE r retrofits;
     BEGIN
       ${RETROFIT};
       IF r.accepted_on IS NOT NULL AND NOT has_passed(r.id, r.accepted_on) THEN
         RAISE EXCEPTION 'a retrofit is accepted after a round of inspection that passed' USING ERRCODE = 'check_violation',
           CONSTRAINT = 'retrofits_accepted_after_passing', TABLE = 'retrofits';
       ELSIF r.signed_on IS NOT NULL AND NOT is_satisfied(r.id, r.signed_on) THEN
         RAISE EXCEPTION 'a retrofit is signed when its household says that it is satisfied' USING ERRCODE = 'check_violation',
           CONSTRAINT = 'retrofits_s07_signed_when_satisfied', TABLE = 'retrofits';
       END IF;
       RETURN NULL;
     END $$`,
  atCommit(
    'retrofits_proved',
    'retrofits',
    'INSERT OR UPDATE OF accepted_on, signed_on',
    'NEW.accepted_on IS NOT NULL OR NEW.signed_on IS NOT NULL',
    `retrofits_prove_acceptance('id')`,
  ),
  atCommit('inspections_prove', 'inspections', 'INSERT', 'true', `retrofits_prove_acceptance('retrofit_id')`),
  atCommit(
    'satisfaction_statements_prove',
    'satisfaction_statements',
    'INSERT',
    'true',
    `retrofits_prove_acceptance('retrofit_id')`,
  ),
];
