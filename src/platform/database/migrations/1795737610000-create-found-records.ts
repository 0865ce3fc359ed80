import { MigrationInterface, QueryRunner } from 'typeorm';
import { AREA_COLUMNS, appendOnly, protect, run } from './sql';

/**
 * What the ledgers of old years say, as it was found. Nothing here is refused for breaking a rule, and nothing is
 * ever edited: what turns out to be wrong is corrected by a row beside it.
 */
export class CreateFoundRecords1795737610000 implements MigrationInterface {
  name = 'CreateFoundRecords1795737610000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // facts: FoundFacts of src/imports/found-record.ts. A further ledger of the same year may add fields, never change one.
      `CREATE TABLE found_records (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         year smallint NOT NULL CONSTRAINT found_records_year_plausible CHECK (year BETWEEN 2000 AND 2100),
         person_name text COLLATE "C" NOT NULL CONSTRAINT found_records_person_name_length CHECK (length(person_name) BETWEEN 1 AND 60),
         -- Keyed hash of the ID number and the number as it may be shown; null where no ledger has one.
         id_number_hash bytea CONSTRAINT found_records_id_number_hash_form CHECK (length(id_number_hash) = 32),
         id_number_masked text,
         street text NOT NULL DEFAULT '', community text NOT NULL DEFAULT '',
         contractor text NOT NULL DEFAULT '',
         facts jsonb NOT NULL,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT found_records_area_code_fkey FOREIGN KEY (area_code) REFERENCES areas (code))`,
      `CREATE INDEX found_records_list ON found_records (district_code, year, id)`,
      `CREATE INDEX found_records_of_person ON found_records (id_number_hash) WHERE id_number_hash IS NOT NULL`,
      `CREATE INDEX found_records_by_name ON found_records (district_code, year, person_name, community)`,
      `CREATE FUNCTION found_records_keep() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           -- Every field that was there is there as it was; ledgers only add.
           IF TG_OP = 'UPDATE' AND NOT EXISTS (SELECT FROM jsonb_each(OLD.facts) old WHERE (NEW.facts -> old.key) IS DISTINCT FROM old.value) AND NEW.id = OLD.id AND NEW.year = OLD.year
              AND NEW.person_name = OLD.person_name AND NEW.recorded_at = OLD.recorded_at
              AND (OLD.id_number_hash IS NULL OR NEW.id_number_hash = OLD.id_number_hash) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'what was found is kept as it was found' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'found_records_kept', TABLE = 'found_records';
         END $$`,
      `CREATE TRIGGER found_records_kept BEFORE UPDATE OR DELETE ON found_records FOR EACH ROW EXECUTE FUNCTION found_records_keep()`,

      // A year of a district as its own ledger tells it: households granted, plan, calendar, cap.
      `CREATE TABLE found_years (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         year smallint NOT NULL CONSTRAINT found_years_year_plausible CHECK (year BETWEEN 2000 AND 2100),
         facts jsonb NOT NULL,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT found_years_area_code_fkey FOREIGN KEY (area_code) REFERENCES areas (code),
         CONSTRAINT found_years_area_is_district CHECK (length(area_code) = 6),
         CONSTRAINT found_years_key UNIQUE (area_code, year))`,

      // A photo that came with the ledgers. The same bytes may come twice: that is a finding, not a refusal.
      `CREATE TABLE found_photos (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         record_id uuid CONSTRAINT found_photos_record_id_fkey REFERENCES found_records (id),
         year smallint,
         file_name text NOT NULL CONSTRAINT found_photos_file_name_length CHECK (length(file_name) BETWEEN 1 AND 400),
         item_name text NOT NULL DEFAULT '', item_code text,
         stage text CONSTRAINT found_photos_stage_known CHECK (stage IN ('before', 'tape', 'during', 'after', 'inUse', 'nameplate')),
         sha256 bytea NOT NULL CONSTRAINT found_photos_sha256_form CHECK (length(sha256) = 32),
         storage_key text NOT NULL,
         taken_on date, camera_at timestamptz, camera_make text, camera_model text, software text,
         longitude numeric(9,6), latitude numeric(8,6),
         recorded_at timestamptz NOT NULL DEFAULT tantu_now())`,
      `CREATE INDEX found_photos_of_record ON found_photos (record_id) WHERE record_id IS NOT NULL`,
      `CREATE INDEX found_photos_by_bytes ON found_photos (sha256)`,

      // value as in facts; raw is what the person typed. The newest correction of a field is the one that counts.
      `CREATE TABLE found_corrections (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         record_id uuid CONSTRAINT found_corrections_record_id_fkey REFERENCES found_records (id),
         year_id uuid CONSTRAINT found_corrections_year_id_fkey REFERENCES found_years (id),
         field text NOT NULL,
         value jsonb,
         raw text NOT NULL,
         reason text NOT NULL CONSTRAINT found_corrections_reason_given CHECK (length(reason) BETWEEN 1 AND 1000),
         document text NOT NULL CONSTRAINT found_corrections_document_given CHECK (length(document) BETWEEN 1 AND 200),
         made_by uuid CONSTRAINT found_corrections_made_by_fkey REFERENCES users (id), maker_name text NOT NULL,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT found_corrections_one_subject CHECK (num_nonnulls(record_id, year_id) = 1))`,
      `CREATE INDEX found_corrections_of_record ON found_corrections (record_id, field, recorded_at)`,
      ...['found_records', 'found_years', 'found_photos', 'found_corrections'].map(
        (table) =>
          `CREATE TRIGGER ${table}_stamp BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION stamp_recorded_at()`,
      ),
    );
    for (const table of ['found_records', 'found_years', 'found_photos'])
      await protect(queryRunner, table, { staffMay: [] });
    await protect(queryRunner, 'found_corrections', { staffMay: ['INSERT'] });
    await appendOnly(queryRunner, 'found_corrections');
    await appendOnly(queryRunner, 'found_photos');
    await appendOnly(queryRunner, 'found_years');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
