import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** What an acceptance rests on is closed by it. Open again is only the cure of what the household complained of later. */
export class CloseEvidenceAtAcceptance1795737601100 implements MigrationInterface {
  name = 'CloseEvidenceAtAcceptance1795737601100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // The share lock makes a photo wait for an acceptance that is being recorded, and the other way round.
      `CREATE FUNCTION photos_after_acceptance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE accepted timestamptz;
         BEGIN
           IF TG_OP = 'UPDATE' AND NEW.superseded_by IS NOT DISTINCT FROM OLD.superseded_by THEN RETURN NEW; END IF;
           SELECT accepted_recorded_at INTO accepted FROM retrofits WHERE id = NEW.retrofit_id FOR SHARE;
           IF accepted IS NULL THEN RETURN NEW; END IF;
           IF (TG_OP = 'INSERT' OR OLD.received_at > accepted) AND EXISTS (
                SELECT FROM defects d WHERE d.retrofit_id = NEW.retrofit_id AND d.source = 'household' AND d.reinspected_on IS NULL
                   AND (d.item_id IS NULL OR d.item_id = NEW.item_id)) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'the photos of an accepted retrofit are closed' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'photos_e08_after_acceptance', TABLE = 'photos';
         END $$`,
      `CREATE TRIGGER photos_e08_after_acceptance BEFORE INSERT OR UPDATE OF superseded_by ON photos
         FOR EACH ROW EXECUTE FUNCTION photos_after_acceptance()`,
      `CREATE FUNCTION progress_notes_after_acceptance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE accepted date;
         BEGIN
           SELECT accepted_on INTO accepted FROM retrofits WHERE id = NEW.retrofit_id FOR SHARE;
           IF accepted IS NULL THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'the works are accepted: nothing is noted of them any more' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'progress_notes_not_after_acceptance', TABLE = 'progress_notes';
         END $$`,
      `CREATE TRIGGER progress_notes_not_after_acceptance BEFORE INSERT ON progress_notes
         FOR EACH ROW EXECUTE FUNCTION progress_notes_after_acceptance()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
