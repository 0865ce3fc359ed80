import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** What changes beside a retrofit makes its findings due too; a look that failed waits before it is tried again. */
export class MakeFindingsDue1795737614000 implements MigrationInterface {
  name = 'MakeFindingsDue1795737614000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `ALTER TABLE findings_due ADD COLUMN tries smallint NOT NULL DEFAULT 0, ADD COLUMN not_before timestamptz NOT NULL DEFAULT '-infinity'`,
      `GRANT UPDATE (tries, not_before) ON findings_due TO tantu_system`,
      `CREATE INDEX findings_due_of_retrofit ON findings_due (retrofit_id) WHERE retrofit_id IS NOT NULL`,
      `CREATE INDEX findings_due_of_programme ON findings_due (programme_id) WHERE programme_id IS NOT NULL`,
      // A household, its people, a contractor's licence and a programme's terms are looked at by every retrofit of theirs.
      `CREATE OR REPLACE FUNCTION findings_become_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         BEGIN
           IF NEW.retrofit_id IS NOT NULL THEN
             INSERT INTO findings_due (retrofit_id) VALUES (NEW.retrofit_id);
           ELSIF NEW.subject_type = 'programme' THEN
             INSERT INTO findings_due (programme_id) VALUES (NEW.subject_id::uuid);
             IF NEW.kind = 'programme.changed' THEN
               INSERT INTO findings_due (retrofit_id)
               SELECT id FROM retrofits WHERE programme_id = NEW.subject_id::uuid AND ended_on IS NULL;
             END IF;
           ELSIF NEW.kind = 'contractor.changed' THEN
             INSERT INTO findings_due (retrofit_id)
             SELECT id FROM retrofits WHERE contractor_id = NEW.subject_id::uuid AND ended_on IS NULL;
           ELSIF NEW.kind IN ('household.changed', 'person.changed') THEN
             INSERT INTO findings_due (retrofit_id) SELECT id FROM retrofits WHERE household_id = NEW.household_id AND ended_on IS NULL;
           END IF;
           RETURN NULL;
         END $$`,
      // A finding stays with its retrofit: one that was accepted elsewhere settles nothing here.
      `CREATE FUNCTION findings_stay() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           RAISE EXCEPTION 'a finding is kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'findings_kept', TABLE = 'findings';
         END $$`,
      `CREATE TRIGGER findings_stay BEFORE UPDATE OF retrofit_id ON findings FOR EACH ROW
         WHEN (NEW.retrofit_id IS DISTINCT FROM OLD.retrofit_id) EXECUTE FUNCTION findings_stay()`,
      `DROP TRIGGER history_entries_findings_due ON history_entries`,
      `CREATE TRIGGER history_entries_findings_due AFTER INSERT ON history_entries FOR EACH ROW
         WHEN (NEW.retrofit_id IS NOT NULL OR NEW.subject_type = 'programme'
           OR NEW.kind IN ('contractor.changed', 'household.changed', 'person.changed')) EXECUTE FUNCTION findings_become_due()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
