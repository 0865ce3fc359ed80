import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** A retrofit is for somebody of its own household, who stays in that household while a retrofit names them. */
export class TieRetrofitsToPeople1795737600200 implements MigrationInterface {
  name = 'TieRetrofitsToPeople1795737600200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `ALTER TABLE people ADD CONSTRAINT people_id_household_key UNIQUE (id, household_id)`,
      `ALTER TABLE retrofits DROP CONSTRAINT retrofits_person_id_fkey`,
      `ALTER TABLE retrofits ADD CONSTRAINT retrofits_p06_person_of_household
         FOREIGN KEY (person_id, household_id) REFERENCES people (id, household_id)`,
      // Who is moved or removed is looked for among the retrofits.
      `CREATE INDEX retrofits_of_person ON retrofits (person_id)`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
