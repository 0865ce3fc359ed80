import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** A place is used up by an acceptance and by nothing else; places are granted by the district; a programme does not begin on another day under places that were taken in advance of it. */
export class BookPlacesAsTheyAre1795737619200 implements MigrationInterface {
  name = 'BookPlacesAsTheyAre1795737619200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // Asked at the commit, because the act writes both in either order. The share lock makes the later of two see the earlier.
      `CREATE FUNCTION retrofits_use_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE r retrofits;
         BEGIN
           SELECT * INTO r FROM retrofits WHERE id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid FOR SHARE;
           IF (r.accepted_on IS NOT NULL) = EXISTS (SELECT FROM quota_entries WHERE retrofit_id = r.id AND kind = 'use') THEN RETURN NULL; END IF;
           RAISE EXCEPTION 'a retrofit uses its place up as it is accepted' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'retrofits_q01_used_at_acceptance', TABLE = 'retrofits';
         END $$`,
      `CREATE CONSTRAINT TRIGGER retrofits_q01_used_at_acceptance AFTER INSERT OR UPDATE OF accepted_on ON retrofits
         DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION retrofits_use_place('id')`,
      `CREATE CONSTRAINT TRIGGER quota_entries_q01_used_at_acceptance AFTER INSERT ON quota_entries
         DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'use') EXECUTE FUNCTION retrofits_use_place('retrofit_id')`,
      `CREATE FUNCTION quota_entries_of_district() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           IF acts_as_system() OR length(current_setting('tantu.area', true)) = 6 THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'the district grants and moves places' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'quota_entries_of_district', TABLE = 'quota_entries';
         END $$`,
      `CREATE TRIGGER quota_entries_of_district BEFORE INSERT ON quota_entries FOR EACH ROW
         WHEN (NEW.kind IN ('grant', 'transferIn', 'transferOut')) EXECUTE FUNCTION quota_entries_of_district()`,
      // Only a waiver of C12 makes a place depend on the programme's first day.
      `CREATE FUNCTION programmes_check_places() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         BEGIN
           IF NOT EXISTS (SELECT FROM retrofits r JOIN waivers w ON w.retrofit_id = r.id WHERE r.programme_id = NEW.id AND w.rule = 'C12'
                AND place_held(r.id) <> CASE WHEN advance_authorised(r.id) THEN 'advance' ELSE 'reserve' END) THEN RETURN NULL; END IF;
           RAISE EXCEPTION 'places were taken for the day on which the programme began' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'programmes_q01_places_follow', TABLE = 'programmes';
         END $$`,
      `CREATE CONSTRAINT TRIGGER programmes_q01_places_follow AFTER UPDATE OF starts_on ON programmes DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW WHEN (NEW.starts_on <> OLD.starts_on) EXECUTE FUNCTION programmes_check_places()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
