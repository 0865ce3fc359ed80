import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** A statement is void when its signature is. A signed retrofit stands on what the household said of the report that counts now, and of no other. */
export class BindSatisfactionToItsReport1795737601000 implements MigrationInterface {
  name = 'BindSatisfactionToItsReport1795737601000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // Looked at when the transaction ends: a report, the voiding and the date change in one of them. That a date
      // stands where nothing was said at all is not this constraint's to refuse.
      `CREATE FUNCTION retrofits_signature_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE subject uuid;
         BEGIN
           IF TG_TABLE_NAME = 'retrofits' THEN subject := NEW.id; ELSE subject := NEW.retrofit_id; END IF;
           IF EXISTS (SELECT FROM retrofits r WHERE r.id = subject AND r.signed_on IS NOT NULL)
              AND EXISTS (SELECT FROM satisfaction_statements q WHERE q.retrofit_id = subject)
              AND NOT EXISTS (SELECT FROM satisfaction_statements q JOIN signatures g ON g.id = q.signature_id JOIN acceptance_reports a ON a.id = q.report_id
                               WHERE q.retrofit_id = subject AND q.outcome = 'satisfied' AND g.voided_at IS NULL AND g.purpose = 'satisfaction'
                                 AND g.content_hash = q.report_hash AND a.is_current) THEN
             RAISE EXCEPTION 'the satisfaction signature does not stand on the current report' USING ERRCODE = 'check_violation',
               CONSTRAINT = 'retrofits_s03_signature_stands', TABLE = 'retrofits';
           END IF;
           RETURN NULL;
         END $$`,
      `CREATE CONSTRAINT TRIGGER retrofits_s03_signature_stands AFTER INSERT OR UPDATE OF signed_on ON retrofits
         DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.signed_on IS NOT NULL) EXECUTE FUNCTION retrofits_signature_stands()`,
      `CREATE CONSTRAINT TRIGGER acceptance_reports_s03_signature_stands AFTER INSERT OR UPDATE OF is_current ON acceptance_reports
         DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION retrofits_signature_stands()`,
      `CREATE CONSTRAINT TRIGGER signatures_s03_signature_stands AFTER UPDATE OF voided_at ON signatures
         DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.purpose = 'satisfaction') EXECUTE FUNCTION retrofits_signature_stands()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
