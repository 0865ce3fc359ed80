import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** When each stored file was last read again and compared with the hash in its name, and what came of it. */
export class CheckFiles1795780200000 implements MigrationInterface {
  name = 'CheckFiles1795780200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE file_checks (
         key text COLLATE "C" PRIMARY KEY CONSTRAINT file_checks_key_form CHECK (key ~ '^[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}$'),
         sha256 bytea NOT NULL GENERATED ALWAYS AS (decode(right(key, 64), 'hex')) STORED,
         bytes bigint NOT NULL,
         state text NOT NULL CONSTRAINT file_checks_state_known CHECK (state IN ('whole', 'missing', 'changed', 'unreadable')),
         checked_at timestamptz NOT NULL,
         damaged_since timestamptz,
         CONSTRAINT file_checks_damaged_whole CHECK ((state = 'whole') = (damaged_since IS NULL)))`,
      `CREATE INDEX file_checks_oldest ON file_checks (checked_at)`,
      `CREATE INDEX file_checks_damaged ON file_checks (sha256) WHERE state <> 'whole'`,
      // Hashes say nothing of anybody: row security on what names them decides who learns whose file it is.
      `GRANT SELECT, INSERT, UPDATE, DELETE ON file_checks TO tantu_system`,
      `GRANT SELECT ON file_checks TO tantu_staff`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
