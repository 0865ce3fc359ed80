import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/**
 * What was given stays as it was given, for the owner too: opinions, rounds of inspection with their items, what the
 * household said. A row still moves with its home to another community; an opinion's day may be corrected, and the
 * next opinion follows it. Signatures and reports are kept since their tables were made.
 */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  application_steps: ['given_on', 'preceded_on', 'recorded_at'],
  inspections: [],
  inspection_items: [],
  satisfaction_statements: [],
};

export class KeepWhatWasGiven1795737600100 implements MigrationInterface {
  name = 'KeepWhatWasGiven1795737600100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // The first argument names the constraint, the others the columns that may change.
      `CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
         DECLARE movable text[] := ARRAY['area_code', 'district_code'] || TG_ARGV[1:];
         BEGIN
           IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - movable) = (to_jsonb(OLD) - movable) THEN RETURN NEW; END IF;
           RAISE EXCEPTION '% on % is refused: what was given is kept as it was given', TG_OP, TG_TABLE_NAME
             USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
         END $$`,
      ...Object.entries(KEPT).map(
        ([table, movable]) => `CREATE TRIGGER ${table}_s03_kept BEFORE UPDATE OR DELETE ON ${table}
         FOR EACH ROW EXECUTE FUNCTION refuse_rewriting(${[`${table}_s03_kept`, ...movable].map((name) => `'${name}'`).join(', ')})`,
      ),
      // A voided signature moves with its home as well; it could not. And when one was voided is the database's own knowledge.
      `CREATE OR REPLACE FUNCTION signatures_keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE allowed text[] := ARRAY['voided_at', 'voided_reason', 'area_code', 'district_code'];
         BEGIN
           IF TG_OP = 'INSERT' THEN
             NEW.recorded_at := tantu_now();
             SELECT role INTO NEW.taken_by_role FROM users WHERE id = NEW.taken_by;
             RETURN NEW;
           END IF;
           IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - allowed) = (to_jsonb(OLD) - allowed)
              AND (OLD.voided_at IS NULL OR (NEW.voided_at, NEW.voided_reason) IS NOT DISTINCT FROM (OLD.voided_at, OLD.voided_reason)) THEN
             IF NEW.voided_at IS DISTINCT FROM OLD.voided_at THEN NEW.voided_at := tantu_now(); END IF;
             RETURN NEW;
           END IF;
           RAISE EXCEPTION 'a signature is kept as it was given' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'signatures_s03_kept', TABLE = 'signatures';
         END $$`,
      // Nor is anything added to a round that somebody has signed.
      `CREATE FUNCTION inspection_items_before_signing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         BEGIN
           IF NOT EXISTS (SELECT FROM signatures WHERE inspection_id = NEW.inspection_id) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'this round is signed' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'inspection_items_s03_before_signing', TABLE = 'inspection_items';
         END $$`,
      `CREATE TRIGGER inspection_items_s03_before_signing BEFORE INSERT ON inspection_items
         FOR EACH ROW EXECUTE FUNCTION inspection_items_before_signing()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
