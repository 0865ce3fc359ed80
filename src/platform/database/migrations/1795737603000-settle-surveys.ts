import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** What the survey and the consultation say stands once the household has agreed to the plan, whoever connects. */
export class SettleSurveys1795737603000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const settles = (table: string, columns: string): string =>
      // The area is not among the columns: a household that belongs elsewhere takes its records along.
      `CREATE TRIGGER ${table}_settled BEFORE UPDATE OF ${columns} ON ${table}
         FOR EACH ROW EXECUTE FUNCTION refuse_once_agreed('${table}_settled')`;
    await run(
      queryRunner,
      `CREATE FUNCTION refuse_once_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF EXISTS (SELECT FROM retrofits r WHERE r.id = OLD.retrofit_id AND (r.plan_agreed_on IS NOT NULL OR r.ended_on IS NOT NULL)) THEN
           RAISE EXCEPTION 'the household has agreed to a plan upon this record'
             USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
         END IF;
         RETURN NEW;
       END $$`,
      settles(
        'site_surveys',
        'dwelling, storey, condition, needs, longitude, latitude, position_accuracy_m, surveyor_id, surveyor_name',
      ),
      settles(
        'consultations',
        'consulted, consulted_name, reason_not_self, wishes, read_aloud, agrees, refusal_reason',
      ),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
