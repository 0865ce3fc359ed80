import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** Every photo that comes in is queued for its renditions, by whichever act brings it. */
export class PreparePhotosFromAQueue1795780400000 implements MigrationInterface {
  name = 'PreparePhotosFromAQueue1795780400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE renditions_due (
         photo_id uuid PRIMARY KEY, tries smallint NOT NULL DEFAULT 0, not_before timestamptz NOT NULL DEFAULT '-infinity')`,
      `GRANT SELECT, INSERT, UPDATE (tries, not_before), DELETE ON renditions_due TO tantu_system`,
      `CREATE TRIGGER renditions_due_not_emptied BEFORE TRUNCATE ON renditions_due
         FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('renditions_due_not_emptied')`,
      `CREATE FUNCTION renditions_become_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         BEGIN
           INSERT INTO renditions_due (photo_id) VALUES (NEW.id);
           RETURN NULL;
         END $$`,
      `CREATE TRIGGER photos_renditions_due AFTER INSERT ON photos FOR EACH ROW
         WHEN (NEW.rendition_state = 'pending') EXECUTE FUNCTION renditions_become_due()`,
      `INSERT INTO renditions_due (photo_id) SELECT id FROM photos WHERE rendition_state = 'pending'`,
      // The jobs of before: the queue has what they were to do.
      `DROP INDEX photos_unrendered`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
