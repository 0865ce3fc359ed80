import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** A correction lies where its record or year lies and bears the name of whoever makes it: a row of another district, or in another name, would settle an inspection unseen. */
export class CorrectInOnesOwnName1795737619000 implements MigrationInterface {
  name = 'CorrectInOnesOwnName1795737619000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // True for the owner of the tables and for the jobs; the role that was set is asked, because inside such a
      // function the current user is always the owner.
      `CREATE FUNCTION acts_as_system() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT current_setting('role') IN ('none', 'tantu_system') $$`,
      `CREATE FUNCTION found_corrections_by_actor() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE actor uuid := nullif(current_setting('tantu.actor_id', true), '')::uuid;
         BEGIN
           -- Row security looks at the area after this, so that nobody corrects what he may not see.
           SELECT area_code INTO NEW.area_code FROM (SELECT id, area_code FROM found_records UNION ALL SELECT id, area_code FROM found_years) t
             WHERE t.id = coalesce(NEW.record_id, NEW.year_id);
           -- A job writes in the name of whoever brought the ledger.
           IF NOT acts_as_system() THEN NEW.made_by := actor; END IF;
           IF NEW.made_by IS NOT NULL THEN
             SELECT display_name INTO NEW.maker_name FROM users WHERE id = NEW.made_by;
           ELSIF NOT acts_as_system() THEN
             RAISE EXCEPTION 'a correction is made by somebody' USING ERRCODE = 'check_violation',
               CONSTRAINT = 'found_corrections_by_actor', TABLE = 'found_corrections';
           END IF;
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER found_corrections_by_actor BEFORE INSERT ON found_corrections FOR EACH ROW EXECUTE FUNCTION found_corrections_by_actor()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
