import { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly, protect, run } from './sql';

/** The trail: entries written with each act, seals that chain them, checkpoints that can be kept elsewhere. */
export class CreateHistory1795392000200 implements MigrationInterface {
  name = 'CreateHistory1795392000200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // area_code is that of the subject; what concerns no area (a token, a setting) stands under the actor's.
      `CREATE TABLE history_entries (
         id uuid PRIMARY KEY,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         area_code text COLLATE "C" NOT NULL,
         district_code text COLLATE "C" GENERATED ALWAYS AS (left(area_code, 6)) STORED NOT NULL,
         kind text NOT NULL,
         subject_type text NOT NULL,
         subject_id uuid NOT NULL,
         retrofit_id uuid,
         household_id uuid,
         actor_id uuid,
         actor_name text NOT NULL,
         actor_role text NOT NULL,
         request_id text,
         data jsonb NOT NULL)`,
      `CREATE INDEX history_entries_retrofit ON history_entries (retrofit_id, recorded_at, id) WHERE retrofit_id IS NOT NULL`,
      `CREATE INDEX history_entries_household ON history_entries (household_id, recorded_at, id) WHERE household_id IS NOT NULL`,
      `CREATE INDEX history_entries_subject ON history_entries (subject_id, recorded_at, id)`,
      `CREATE INDEX history_entries_recent ON history_entries (district_code, recorded_at, id)`,

      // The clock of the trail is the server's, whatever a statement says.
      `CREATE FUNCTION history_entries_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN NEW.recorded_at := tantu_now(); RETURN NEW; END $$`,
      `CREATE TRIGGER history_entries_stamp BEFORE INSERT ON history_entries FOR EACH ROW EXECUTE FUNCTION history_entries_stamp()`,

      `CREATE TABLE history_seals (
         position bigint PRIMARY KEY,
         entry_id uuid NOT NULL CONSTRAINT history_seals_entry_key UNIQUE CONSTRAINT history_seals_entry_id_fkey REFERENCES history_entries (id),
         hash bytea NOT NULL,
         sealed_at timestamptz NOT NULL DEFAULT now())`,
      `CREATE TABLE history_checkpoints (
         position bigint PRIMARY KEY CONSTRAINT history_checkpoints_position_fkey REFERENCES history_seals (position),
         hash bytea NOT NULL,
         signature bytea NOT NULL,
         key_id text NOT NULL,
         signed_at timestamptz NOT NULL DEFAULT now())`,
      `GRANT SELECT, INSERT ON history_seals, history_checkpoints TO tantu_system`,
      `GRANT SELECT ON history_seals, history_checkpoints TO tantu_reader, tantu_region`,
    );
    await appendOnly(queryRunner, 'history_entries');
    await appendOnly(queryRunner, 'history_seals');
    await appendOnly(queryRunner, 'history_checkpoints');
    await protect(queryRunner, 'history_entries', {
      staffMay: ['INSERT'],
      contractor: `actor_id = nullif(current_setting('tantu.actor_id', true), '')::uuid`,
      contractorMay: ['INSERT'],
    });
    await run(
      queryRunner,
      `REVOKE UPDATE, DELETE ON history_entries FROM tantu_system`,
      // An auditor's own acts (a token, an export) are on the trail too.
      `CREATE POLICY history_entries_own_acts ON history_entries FOR INSERT TO tantu_reader, tantu_region, tantu_admin
         WITH CHECK (actor_id = nullif(current_setting('tantu.actor_id', true), '')::uuid)`,
      `CREATE POLICY history_entries_access ON history_entries FOR SELECT TO tantu_admin
         USING (subject_type IN ('user', 'area', 'access-token')
                AND area_code >= current_setting('tantu.area', true) AND area_code < current_setting('tantu.area_end', true))`,
      `GRANT INSERT ON history_entries TO tantu_reader, tantu_region`,
      `GRANT SELECT, INSERT ON history_entries TO tantu_admin`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
