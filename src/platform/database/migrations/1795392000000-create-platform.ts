import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** What every feature stands on: the clock of the records, the demo mark, retries, sessions. */
export class CreatePlatform1795392000000 implements MigrationInterface {
  name = 'CreatePlatform1795392000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE installation (
         one_row boolean PRIMARY KEY DEFAULT true CONSTRAINT installation_one_row CHECK (one_row),
         is_demo boolean NOT NULL DEFAULT false,
         -- When the fictional district was complete; a demonstration without it is finished at the next start.
         demo_seeded_at timestamptz,
         created_at timestamptz NOT NULL DEFAULT now())`,
      `INSERT INTO installation DEFAULT VALUES`,
      `GRANT SELECT ON installation TO PUBLIC`,
      `GRANT UPDATE (is_demo, demo_seeded_at) ON installation TO tantu_system`,

      // One time zone for the whole country. src/platform/time/district-time.ts holds the same zone; a test compares.
      `CREATE FUNCTION local_day(instant timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
         RETURN (instant AT TIME ZONE 'Asia/Shanghai')::date`,

      // The instant of recording. Only a demonstration database may pretend to live in the past, never in the future.
      `CREATE FUNCTION tantu_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
         SELECT CASE WHEN coalesce(current_setting('tantu.demo_now', true), '') = '' THEN now()
                     WHEN (SELECT is_demo FROM public.installation) THEN least(now(), current_setting('tantu.demo_now')::timestamptz)
                     ELSE now() END $$`,

      `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           RAISE EXCEPTION '% on % is refused: its rows are kept as they were written', TG_OP, TG_TABLE_NAME
             USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
         END $$`,

      // A demo stays a demo, and a real database can never be declared one.
      `CREATE FUNCTION installation_keep_kind() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           IF TG_OP = 'UPDATE' AND (NEW.is_demo = OLD.is_demo OR (NEW.is_demo AND NOT EXISTS (SELECT FROM public.users))) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'the kind of this installation is fixed'
             USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'installation_kind_fixed', TABLE = 'installation';
         END $$`,
      `CREATE TRIGGER installation_kind_fixed BEFORE UPDATE OR DELETE ON installation
         FOR EACH ROW EXECUTE FUNCTION installation_keep_kind()`,
      // Emptied, the table could be filled anew with another kind.
      `CREATE TRIGGER installation_not_emptied BEFORE TRUNCATE ON installation
         FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('installation_kind_fixed')`,

      `CREATE TABLE sessions (
         sid text PRIMARY KEY,
         sess json NOT NULL,
         expire timestamptz NOT NULL)`,
      `CREATE INDEX sessions_expire ON sessions (expire)`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO tantu_sessions, tantu_system`,

      `CREATE TABLE idempotency_keys (
         actor_id uuid NOT NULL,
         key text NOT NULL CONSTRAINT idempotency_keys_length CHECK (length(key) BETWEEN 1 AND 200),
         fingerprint text NOT NULL,
         result jsonb,
         created_at timestamptz NOT NULL DEFAULT now(),
         PRIMARY KEY (actor_id, key))`,
      `CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at)`,
      `ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY`,
      `ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY`,
      `CREATE POLICY idempotency_keys_owner ON idempotency_keys TO CURRENT_USER USING (true)`,
      `CREATE POLICY idempotency_keys_system ON idempotency_keys TO tantu_system USING (true)`,
      `CREATE POLICY idempotency_keys_own ON idempotency_keys TO tantu_staff, tantu_reader, tantu_region, tantu_contractor, tantu_admin
         USING (actor_id = nullif(current_setting('tantu.actor_id', true), '')::uuid)`,
      `GRANT SELECT, INSERT, UPDATE ON idempotency_keys TO tantu_staff, tantu_reader, tantu_region, tantu_contractor, tantu_admin`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO tantu_system`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
