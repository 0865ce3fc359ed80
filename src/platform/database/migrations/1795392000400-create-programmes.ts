import { MigrationInterface, QueryRunner } from 'typeorm';
import { AREA_COLUMNS, appendOnly, protect, run } from './sql';

/** Yearly programmes with their terms, and the quota ledger, whose balance is kept by the database. */
export class CreateProgrammes1795392000400 implements MigrationInterface {
  name = 'CreateProgrammes1795392000400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE programmes (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         year smallint NOT NULL CONSTRAINT programmes_year_plausible CHECK (year BETWEEN 2000 AND 2100),
         name text NOT NULL CONSTRAINT programmes_name_length CHECK (length(name) BETWEEN 1 AND 100),
         grant_document text NOT NULL CONSTRAINT programmes_grant_document_length CHECK (length(grant_document) BETWEEN 1 AND 100),
         granted_on date NOT NULL,
         starts_on date NOT NULL,
         ends_on date NOT NULL,
         plan_by date NOT NULL, start_by date NOT NULL, finish_by date NOT NULL,
         cap_fen bigint NOT NULL CONSTRAINT programmes_cap_plausible CHECK (cap_fen BETWEEN 1 AND 10000000000),
         notice_days smallint NOT NULL DEFAULT 7 CONSTRAINT programmes_notice_days_plausible CHECK (notice_days BETWEEN 0 AND 60),
         late_entry_days smallint NOT NULL DEFAULT 7 CONSTRAINT programmes_late_entry_days_plausible CHECK (late_entry_days BETWEEN 0 AND 90),
         bar_years smallint NOT NULL DEFAULT 0 CONSTRAINT programmes_bar_years_plausible CHECK (bar_years BETWEEN 0 AND 30),
         grades smallint[] NOT NULL CONSTRAINT programmes_grades_known CHECK (grades <@ '{1,2,3,4}' AND cardinality(grades) > 0),
         hardships text[] NOT NULL CONSTRAINT programmes_hardships_known CHECK (hardships <@
           '{none,minimumLiving,extremePoverty,lowIncome,liftedUnstable,borderline,suddenHardship}' AND cardinality(hardships) > 0),
         tenures text[] NOT NULL CONSTRAINT programmes_tenures_known CHECK (tenures <@ '{owned,longTermResidence,publicRental,privateRental}' AND cardinality(tenures) > 0),
         required_signers text[] NOT NULL DEFAULT '{household,contractor,community,street,district}' CONSTRAINT programmes_signers_known
           CHECK (required_signers <@ '{household,contractor,community,street,district,thirdParty}' AND required_signers @> '{household,district}'),
         principal_name text NOT NULL, deputy_name text NOT NULL, officer_name text NOT NULL,
         quota_available integer NOT NULL DEFAULT 0 CONSTRAINT programmes_q01_not_overdrawn CHECK (quota_available >= 0),
         created_at timestamptz NOT NULL DEFAULT tantu_now(),
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT programmes_area_code_fkey FOREIGN KEY (area_code) REFERENCES areas (code),
         CONSTRAINT programmes_area_is_district CHECK (length(area_code) = 6),
         CONSTRAINT programmes_responsible_named CHECK (principal_name <> '' AND deputy_name <> '' AND officer_name <> ''),
         CONSTRAINT programmes_period_in_order CHECK (starts_on <= ends_on),
         CONSTRAINT programmes_calendar_in_order CHECK (
           starts_on <= plan_by AND plan_by <= start_by AND start_by <= finish_by AND finish_by <= ends_on),
         CONSTRAINT programmes_name_key UNIQUE (area_code, year, name),
         CONSTRAINT programmes_id_district_key UNIQUE (id, district_code),
         CONSTRAINT programmes_id_period_key UNIQUE (id, starts_on, ends_on))`,
      `CREATE INDEX programmes_recent ON programmes (district_code, year DESC, id)`,

      `CREATE TABLE quota_entries (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         programme_id uuid NOT NULL,
         kind text NOT NULL CONSTRAINT quota_entries_kind_known CHECK (kind IN ('grant', 'transferIn', 'transferOut', 'reserve', 'use', 'release', 'advance')),
         households integer NOT NULL CONSTRAINT quota_entries_households_positive CHECK (households > 0),
         retrofit_id uuid,
         document text,
         occurred_on date NOT NULL,
         note text NOT NULL DEFAULT '',
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT quota_entries_programme_fkey FOREIGN KEY (programme_id, district_code) REFERENCES programmes (id, district_code),
         CONSTRAINT quota_entries_subject CHECK (CASE WHEN kind IN ('grant', 'transferIn', 'transferOut')
           THEN retrofit_id IS NULL AND document <> '' AND document IS NOT NULL
           ELSE retrofit_id IS NOT NULL AND households = 1 END),
         CONSTRAINT quota_entries_once_per_retrofit UNIQUE (retrofit_id, kind),
         CONSTRAINT quota_entries_c13_not_in_the_future CHECK (occurred_on <= local_day(recorded_at)))`,
      `CREATE INDEX quota_entries_ledger ON quota_entries (programme_id, recorded_at, id)`,

      // The balance stands on the programme's row, so two who take the last place queue on that row and the CHECK decides.
      `CREATE FUNCTION quota_balance(programme uuid) RETURNS integer LANGUAGE sql STABLE AS $$
         SELECT coalesce(sum(CASE q.kind WHEN 'grant' THEN q.households WHEN 'transferIn' THEN q.households WHEN 'transferOut' THEN -q.households
                                         WHEN 'reserve' THEN -1 WHEN 'advance' THEN -1 WHEN 'release' THEN 1 ELSE 0 END), 0)::integer
           FROM public.quota_entries q WHERE q.programme_id = programme $$`,
      `CREATE FUNCTION quota_entries_book() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE held integer;
         BEGIN
           -- First, because it locks the programme's row: who counts below sees what others have booked before.
           PERFORM FROM programmes WHERE id = NEW.programme_id FOR NO KEY UPDATE;
           UPDATE programmes SET quota_available = quota_balance(id) WHERE id = NEW.programme_id;
           IF NEW.kind IN ('use', 'release') THEN
             SELECT count(*) FILTER (WHERE kind IN ('reserve', 'advance')) - count(*) FILTER (WHERE kind IN ('use', 'release') AND id <> NEW.id)
               INTO held FROM quota_entries WHERE retrofit_id = NEW.retrofit_id AND programme_id = NEW.programme_id;
             IF held < 1 THEN
               RAISE EXCEPTION 'no place is reserved for this retrofit' USING ERRCODE = 'check_violation',
                 CONSTRAINT = 'quota_entries_q01_reserved_first', TABLE = 'quota_entries';
             END IF;
           END IF;
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER quota_entries_book AFTER INSERT ON quota_entries FOR EACH ROW EXECUTE FUNCTION quota_entries_book()`,
      `CREATE FUNCTION programmes_keep_quota() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           IF NEW.quota_available = public.quota_balance(NEW.id) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'the balance follows from the ledger' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'programmes_q01_balance_from_ledger', TABLE = 'programmes';
         END $$`,
      `CREATE TRIGGER programmes_q01_balance_from_ledger BEFORE UPDATE OF quota_available ON programmes
         FOR EACH ROW WHEN (NEW.quota_available IS DISTINCT FROM OLD.quota_available) EXECUTE FUNCTION programmes_keep_quota()`,
      `CREATE TRIGGER programmes_q01_starts_empty BEFORE INSERT ON programmes FOR EACH ROW EXECUTE FUNCTION programmes_keep_quota()`,
    );
    await appendOnly(queryRunner, 'quota_entries');
    await run(
      queryRunner,
      `CREATE FUNCTION stamp_recorded_at() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN NEW.recorded_at := tantu_now(); RETURN NEW; END $$`,
      `CREATE TRIGGER quota_entries_stamp BEFORE INSERT ON quota_entries FOR EACH ROW EXECUTE FUNCTION stamp_recorded_at()`,
      // A date that is corrected is recorded anew; whatever else changes, the first recording stays.
      `CREATE FUNCTION keep_recorded_at() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           NEW.recorded_at := CASE WHEN TG_OP = 'INSERT' OR to_jsonb(NEW) ->> TG_ARGV[0] IS DISTINCT FROM to_jsonb(OLD) ->> TG_ARGV[0]
             THEN tantu_now() ELSE OLD.recorded_at END;
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER consents_stamp BEFORE INSERT OR UPDATE ON consents FOR EACH ROW EXECUTE FUNCTION keep_recorded_at('given_on')`,
    );
    await protect(queryRunner, 'quota_entries', { staffMay: ['INSERT'] });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

/**
 * A programme concerns the whole district: staff of its streets and communities read it too. It holds no
 * personal data beyond three officials' names, so the district decides, not the finer area.
 */
export async function protectProgrammes(queryRunner: QueryRunner): Promise<void> {
  await protect(queryRunner, 'programmes', {
    contractor: `EXISTS (SELECT FROM retrofits r WHERE r.programme_id = programmes.id)`,
  });
  const district = `district_code = current_setting('tantu.district', true)`;
  await run(
    queryRunner,
    `ALTER POLICY programmes_staff ON programmes USING (${district})`,
    `ALTER POLICY programmes_reader ON programmes USING (${district})`,
    // A community's review may reserve a place; the ledger belongs to the whole district.
    `ALTER POLICY quota_entries_staff ON quota_entries USING (${district})`,
    `ALTER POLICY quota_entries_reader ON quota_entries USING (${district})`,
  );
}
