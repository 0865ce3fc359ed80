import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** From where somebody acted: three levels of offices have the same role, and people move between them. */
export class TellTheAreaOfActors1795737601300 implements MigrationInterface {
  name = 'TellTheAreaOfActors1795737601300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // Null on entries from before this, and for the system.
      `ALTER TABLE history_entries ADD COLUMN actor_area_code text COLLATE "C"`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
