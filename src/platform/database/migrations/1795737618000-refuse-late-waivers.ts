import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** No waiver is approved whose document was written when what it would allow had happened already. */
export class RefuseLateWaivers1795737618000 implements MigrationInterface {
  name = 'RefuseLateWaivers1795737618000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(queryRunner, ...APPROVALS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

/**
 * Of the rules with two acts: the first one at which the rule is broken, and the last one in any case. The rules with
 * one act are held by retrofits_check_waivers. By its name it comes after waivers_apply, which has locked the retrofit:
 * an act that is being recorded is waited for.
 */
const APPROVALS = [
  `CREATE FUNCTION waivers_check_acts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     DECLARE act date;
     BEGIN
       SELECT CASE NEW.rule
         WHEN 'C12' THEN r.accepted_on
         WHEN 'C15' THEN least(r.accepted_on, CASE WHEN n.certificate_valid_from IS NULL OR s.given_on < n.certificate_valid_from
             OR s.given_on > n.certificate_valid_until THEN s.given_on END)
         WHEN 'C17' THEN least(r.completed_on, CASE WHEN r.started_on NOT BETWEEN f.licence_valid_from AND f.licence_valid_until THEN r.started_on END)
         END INTO act
         FROM retrofits r JOIN people n ON n.id = r.person_id LEFT JOIN contractors f ON f.id = r.contractor_id
         LEFT JOIN application_steps s ON s.retrofit_id = r.id AND s.level = 0
         WHERE r.id = NEW.retrofit_id;
       IF act IS NULL OR NEW.document_date < act THEN RETURN NULL; END IF;
       RAISE EXCEPTION 'the document of a waiver of % is dated before the act that it allows', NEW.rule USING ERRCODE = 'check_violation',
         CONSTRAINT = 'waivers_before_the_act', TABLE = 'waivers';
     END $$`,
  `CREATE TRIGGER waivers_before_the_act AFTER UPDATE OF decision ON waivers
     FOR EACH ROW WHEN (NEW.decision = 'approved') EXECUTE FUNCTION waivers_check_acts()`,
];
