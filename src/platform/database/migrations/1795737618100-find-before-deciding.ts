import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/**
 * Nothing is decided before it was found. A demonstration tells of earlier days, and the worker that looks first may
 * look by the real clock: what it found is then as old as the decision.
 */
export class FindBeforeDeciding1795737618100 implements MigrationInterface {
  name = 'FindBeforeDeciding1795737618100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE FUNCTION findings_open_first() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           NEW.opened_at := least(NEW.opened_at, NEW.decided_at);
           RETURN NEW;
         END $$`,
      // By its name after findings_kept, which stamps the decision.
      `CREATE TRIGGER findings_open_first BEFORE UPDATE OF state ON findings FOR EACH ROW
         WHEN (NEW.state IN ('accepted', 'rejected', 'cured')) EXECUTE FUNCTION findings_open_first()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
