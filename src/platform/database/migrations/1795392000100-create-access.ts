import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** Areas, users, tokens for programs, and the two look-ups that happen before there is an actor. */
export class CreateAccess1795392000100 implements MigrationInterface {
  name = 'CreateAccess1795392000100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE areas (
         code text COLLATE "C" PRIMARY KEY CONSTRAINT areas_code_form CHECK (code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$'),
         parent_code text COLLATE "C" CONSTRAINT areas_parent_code_fkey REFERENCES areas (code),
         name_zh text NOT NULL,
         name_en text NOT NULL,
         office_name_zh text NOT NULL,
         office_name_en text NOT NULL,
         document_prefix text,
         CONSTRAINT areas_parent_is_prefix CHECK (
           CASE length(code) WHEN 2 THEN parent_code IS NULL
             ELSE parent_code IS NOT NULL AND starts_with(code, parent_code)
                  AND length(parent_code) = CASE length(code) WHEN 4 THEN 2 WHEN 6 THEN 4 WHEN 9 THEN 6 WHEN 12 THEN 9 END END),
         CONSTRAINT areas_names_given CHECK (name_zh <> '' AND name_en <> '' AND office_name_zh <> '' AND office_name_en <> ''))`,
      `GRANT SELECT ON areas TO tantu_staff, tantu_reader, tantu_region, tantu_contractor, tantu_admin, tantu_system`,
      `GRANT INSERT, UPDATE ON areas TO tantu_admin, tantu_system`,

      `CREATE TABLE users (
         id uuid PRIMARY KEY,
         username text COLLATE "C" NOT NULL CONSTRAINT users_username_key UNIQUE
           CONSTRAINT users_username_form CHECK (username ~ '^[a-z][a-z0-9._-]{1,39}$'),
         display_name text NOT NULL CONSTRAINT users_display_name_length CHECK (length(display_name) BETWEEN 1 AND 60),
         password_hash text NOT NULL,
         role text NOT NULL CONSTRAINT users_role_known CHECK (role IN ('caseworker', 'contractor', 'supervisor', 'auditor', 'admin')),
         area_code text COLLATE "C" NOT NULL CONSTRAINT users_area_code_fkey REFERENCES areas (code),
         contractor_id uuid,
         must_change_password boolean NOT NULL DEFAULT true,
         failed_attempts integer NOT NULL DEFAULT 0,
         locked_until timestamptz,
         disabled_at timestamptz,
         created_at timestamptz NOT NULL DEFAULT now(),
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT users_contractor_has_firm CHECK ((role = 'contractor') = (contractor_id IS NOT NULL)))`,
      `CREATE INDEX users_area_code ON users (area_code, id)`,

      `CREATE TABLE access_tokens (
         id uuid PRIMARY KEY,
         user_id uuid NOT NULL CONSTRAINT access_tokens_user_id_fkey REFERENCES users (id),
         name text NOT NULL CONSTRAINT access_tokens_name_length CHECK (length(name) BETWEEN 1 AND 80),
         token_hash bytea NOT NULL CONSTRAINT access_tokens_token_hash_key UNIQUE,
         created_at timestamptz NOT NULL DEFAULT now(),
         expires_at timestamptz NOT NULL,
         last_used_on date,
         revoked_at timestamptz)`,
      `CREATE INDEX access_tokens_user_id ON access_tokens (user_id)`,

      ...['users', 'access_tokens'].flatMap((table) => {
        const own = table === 'users' ? 'id' : 'user_id';
        const inArea =
          table === 'users'
            ? `area_code >= current_setting('tantu.area', true) AND area_code < current_setting('tantu.area_end', true)`
            : `EXISTS (SELECT FROM users u WHERE u.id = user_id)`;
        return [
          `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
          `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
          `CREATE POLICY ${table}_owner ON ${table} TO CURRENT_USER USING (true)`,
          `CREATE POLICY ${table}_system ON ${table} TO tantu_system USING (true)`,
          `CREATE POLICY ${table}_admin ON ${table} TO tantu_admin USING (${inArea})`,
          `CREATE POLICY ${table}_own ON ${table} TO tantu_staff, tantu_reader, tantu_region, tantu_contractor
             USING (${own} = nullif(current_setting('tantu.actor_id', true), '')::uuid)`,
          `GRANT SELECT, INSERT, UPDATE ON ${table} TO tantu_admin, tantu_system`,
        ];
      }),
      `GRANT SELECT, INSERT, UPDATE ON access_tokens TO tantu_staff, tantu_reader, tantu_region, tantu_contractor`,
      `GRANT SELECT (id, username, display_name, role, area_code, contractor_id, must_change_password, created_at, version) ON users
         TO tantu_staff, tantu_reader, tantu_region, tantu_contractor`,

      // Who is asking? Answered in one round trip, before there is an actor. Gives no password hash away.
      `CREATE TYPE signed_in_user AS (id uuid, username text, display_name text, role text, area_code text,
         contractor_id uuid, must_change_password boolean)`,
      `CREATE FUNCTION user_of_session(user_id uuid) RETURNS SETOF signed_in_user
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
         SELECT u.id, u.username, u.display_name, u.role, u.area_code, u.contractor_id, u.must_change_password
           FROM users u WHERE u.id = $1 AND u.disabled_at IS NULL $$`,
      `CREATE FUNCTION user_of_token(hash bytea) RETURNS SETOF signed_in_user
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
         SELECT u.id, u.username, u.display_name, u.role, u.area_code, u.contractor_id, u.must_change_password
           FROM access_tokens t JOIN users u ON u.id = t.user_id
          WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > now() AND u.disabled_at IS NULL $$`,
      `REVOKE ALL ON FUNCTION user_of_session(uuid), user_of_token(bytea) FROM PUBLIC`,
      `GRANT EXECUTE ON FUNCTION user_of_session(uuid), user_of_token(bytea) TO tantu_nobody`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
