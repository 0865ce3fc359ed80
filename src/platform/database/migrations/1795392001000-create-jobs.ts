import PgBoss = require('pg-boss');
import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** The queue's own tables. Acts enqueue in their own transaction, so every acting role may add a job. */
export class CreateJobs1795392001000 implements MigrationInterface {
  name = 'CreateJobs1795392001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // The library's plan brings its own BEGIN and COMMIT; here it is part of the migration's transaction.
    const plan = PgBoss.getConstructionPlans('pgboss').replace(/^\s*BEGIN;|COMMIT;\s*$/g, '');
    await run(
      queryRunner,
      plan,
      `GRANT USAGE ON SCHEMA pgboss TO tantu_system, tantu_staff, tantu_contractor, tantu_admin`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
