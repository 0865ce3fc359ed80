import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/**
 * Failed sign-ins, counted alike for a name that exists and for one that does not, and for the address they come
 * from. A subject is a keyed hash: people type passwords into the field of the name.
 */
export class CountFailedSignIns1795737602000 implements MigrationInterface {
  name = 'CountFailedSignIns1795737602000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE sign_in_failures (
         subject bytea PRIMARY KEY CONSTRAINT sign_in_failures_subject_hashed CHECK (octet_length(subject) = 32),
         failures integer NOT NULL CONSTRAINT sign_in_failures_counted CHECK (failures > 0),
         forgotten_at timestamptz NOT NULL)`,
      `CREATE INDEX sign_in_failures_forgotten_at ON sign_in_failures (forgotten_at)`,
      `ALTER TABLE sign_in_failures ENABLE ROW LEVEL SECURITY`,
      `ALTER TABLE sign_in_failures FORCE ROW LEVEL SECURITY`,
      `CREATE POLICY sign_in_failures_owner ON sign_in_failures TO CURRENT_USER USING (true)`,
      `CREATE POLICY sign_in_failures_system ON sign_in_failures TO tantu_system USING (true)`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_failures TO tantu_system`,
      // users.locked_until stays: it is what administrators see and lift.
      `ALTER TABLE users DROP COLUMN failed_attempts`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
