import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/**
 * What is recorded is stamped with the clock's instant and no longer with the one at which the transaction began:
 * a transaction that is held open for days would otherwise record everything as if it had been known then.
 */
export class StampByTheClock1795737600000 implements MigrationInterface {
  name = 'StampByTheClock1795737600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // VOLATILE, because it gives another instant within one statement too. A demonstration's pretended instant
      // is never later than the clock's, as before.
      `CREATE FUNCTION demo_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
         SELECT CASE WHEN (SELECT is_demo FROM public.installation) THEN least(clock_timestamp(), current_setting('tantu.demo_now')::timestamptz)
                     ELSE clock_timestamp() END $$`,
      // Looks into no table itself, so that it becomes part of the statement that calls it: one call costs a tenth then.
      `CREATE OR REPLACE FUNCTION tantu_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
         SELECT CASE WHEN coalesce(current_setting('tantu.demo_now', true), '') = '' THEN clock_timestamp() ELSE public.demo_now() END $$`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
