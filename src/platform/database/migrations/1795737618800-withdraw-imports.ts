import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** A file that came in by mistake is taken back before it is applied, and may come anew. */
export class WithdrawImports1795737618800 implements MigrationInterface {
  name = 'WithdrawImports1795737618800';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `ALTER TABLE imports DROP CONSTRAINT imports_state_known`,
      `ALTER TABLE imports ADD CONSTRAINT imports_state_known
         CHECK (state IN ('mapping', 'reading', 'preview', 'applying', 'applied', 'failed', 'withdrawn'))`,
      `ALTER TABLE imports DROP CONSTRAINT imports_key`,
      // A file that was taken back is out of the way of the same bytes.
      `CREATE UNIQUE INDEX imports_key ON imports (area_code, ledger, sha256) WHERE state <> 'withdrawn'`,
      `CREATE OR REPLACE FUNCTION imports_keep() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           IF TG_OP = 'UPDATE' AND NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn' AND
              (EXISTS (SELECT FROM import_rows r WHERE r.import_id = OLD.id) OR EXISTS (SELECT FROM import_photos p WHERE p.import_id = OLD.id)) THEN
             RAISE EXCEPTION 'a file is taken back only without its rows, and not once a row is a record' USING ERRCODE = 'check_violation',
               CONSTRAINT = 'imports_withdrawn_empty', TABLE = 'imports';
           END IF;
           IF TG_OP = 'UPDATE' AND OLD.state <> 'withdrawn' AND (NEW.id, NEW.area_code, NEW.ledger, NEW.sha256, NEW.storage_key, NEW.recorded_at) IS NOT DISTINCT FROM
              (OLD.id, OLD.area_code, OLD.ledger, OLD.sha256, OLD.storage_key, OLD.recorded_at) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'a file that was imported is kept as it came' USING ERRCODE = 'check_violation', CONSTRAINT = 'imports_kept', TABLE = 'imports';
         END $$`,
      // Of a withdrawn file nothing may come in behind its back: its rows and photos hang on a file that is there.
      `CREATE FUNCTION imports_refuse_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           IF (SELECT state FROM imports WHERE id = NEW.import_id) = 'withdrawn' THEN
             RAISE EXCEPTION 'the file was taken back' USING ERRCODE = 'check_violation', CONSTRAINT = 'imports_withdrawn_empty', TABLE = 'imports';
           END IF;
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER import_photos_of_live_file BEFORE INSERT ON import_photos FOR EACH ROW EXECUTE FUNCTION imports_refuse_withdrawn()`,
      `CREATE FUNCTION import_photos_keep_applied() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           IF OLD.found_photo_id IS NULL THEN RETURN OLD; END IF;
           RAISE EXCEPTION 'a photo that was taken in is kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'import_photos_kept', TABLE = 'import_photos';
         END $$`,
      `CREATE TRIGGER import_photos_kept BEFORE DELETE ON import_photos FOR EACH ROW EXECUTE FUNCTION import_photos_keep_applied()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
