import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** Flags that wait for a decision, by rule and age: the review reads them in this order, however many there are. */
export class OrderFlags1795780600000 implements MigrationInterface {
  name = 'OrderFlags1795780600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE INDEX findings_to_review ON findings (district_code, rule, opened_at, id) WHERE mode = 'flag' AND state = 'open'`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
