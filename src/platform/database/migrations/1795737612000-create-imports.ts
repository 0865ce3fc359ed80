import { MigrationInterface, QueryRunner } from 'typeorm';
import { AREA_COLUMNS, appendOnly, auditorsMay, protect, run } from './sql';

/** How old ledgers come in: the file, each of its rows beside what was read in it, and where it ended. */
export class CreateImports1795737612000 implements MigrationInterface {
  name = 'CreateImports1795737612000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // columns: Column[] of src/imports/parsing/headers.ts. done: the last row of the sheet that this phase has dealt with.
      `CREATE TABLE imports (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         ledger text NOT NULL CONSTRAINT imports_ledger_known CHECK (ledger IN ('programmes', 'applications', 'works', 'acceptance', 'photos')),
         file_name text NOT NULL CONSTRAINT imports_file_name_length CHECK (length(file_name) BETWEEN 1 AND 200),
         sha256 bytea NOT NULL CONSTRAINT imports_sha256_form CHECK (length(sha256) = 32),
         bytes bigint NOT NULL CONSTRAINT imports_bytes_counted CHECK (bytes >= 0),
         storage_key text NOT NULL,
         state text NOT NULL CONSTRAINT imports_state_known CHECK (state IN ('mapping', 'reading', 'preview', 'applying', 'applied', 'failed')),
         sheets jsonb NOT NULL DEFAULT '[]', sheet text NOT NULL DEFAULT '',
         header_row integer NOT NULL DEFAULT 0, header_rows smallint NOT NULL DEFAULT 1, columns jsonb NOT NULL DEFAULT '[]',
         year smallint CONSTRAINT imports_year_plausible CHECK (year BETWEEN 2000 AND 2100),
         fault jsonb,
         total integer NOT NULL DEFAULT 0, done integer NOT NULL DEFAULT 0, progress_at timestamptz NOT NULL DEFAULT tantu_now(),
         reason text NOT NULL DEFAULT '' CONSTRAINT imports_reason_length CHECK (length(reason) <= 1000),
         document text NOT NULL DEFAULT '' CONSTRAINT imports_document_length CHECK (length(document) <= 200),
         started_by uuid CONSTRAINT imports_started_by_fkey REFERENCES users (id), starter_name text NOT NULL,
         applied_at timestamptz,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT imports_area_code_fkey FOREIGN KEY (area_code) REFERENCES areas (code),
         CONSTRAINT imports_area_is_district CHECK (length(area_code) = 6),
         CONSTRAINT imports_key UNIQUE (area_code, ledger, sha256))`,
      `CREATE INDEX imports_list ON imports (district_code, recorded_at DESC, id DESC)`,
      `CREATE INDEX imports_running ON imports (progress_at) WHERE state IN ('reading', 'applying')`,
      `CREATE TRIGGER imports_stamp BEFORE INSERT ON imports FOR EACH ROW EXECUTE FUNCTION stamp_recorded_at()`,
      `CREATE FUNCTION imports_keep() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           IF TG_OP = 'UPDATE' AND (NEW.id, NEW.area_code, NEW.ledger, NEW.sha256, NEW.storage_key, NEW.recorded_at) IS NOT DISTINCT FROM
              (OLD.id, OLD.area_code, OLD.ledger, OLD.sha256, OLD.storage_key, OLD.recorded_at) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'a file that was imported is kept as it came' USING ERRCODE = 'check_violation', CONSTRAINT = 'imports_kept', TABLE = 'imports';
         END $$`,
      `CREATE TRIGGER imports_kept BEFORE UPDATE OR DELETE ON imports FOR EACH ROW EXECUTE FUNCTION imports_keep()`,

      // cells: raw text by column letter, numbers of people masked; those stand whole in sealed. changes: what an earlier file said otherwise.
      `CREATE TABLE import_rows (
         import_id uuid NOT NULL CONSTRAINT import_rows_import_id_fkey REFERENCES imports (id),
         row_number integer NOT NULL,${AREA_COLUMNS},
         year smallint, person_name text COLLATE "C" NOT NULL DEFAULT '',
         id_number_hash bytea CONSTRAINT import_rows_id_number_hash_form CHECK (length(id_number_hash) = 32), id_number_masked text,
         street text NOT NULL DEFAULT '', community text NOT NULL DEFAULT '',
         ordinal integer NOT NULL DEFAULT 1,
         cells jsonb NOT NULL, sealed bytea,
         corrections jsonb NOT NULL DEFAULT '{}',
         facts jsonb NOT NULL, notes jsonb NOT NULL DEFAULT '{}', problems jsonb NOT NULL DEFAULT '[]',
         stops boolean NOT NULL, difference text CONSTRAINT import_rows_difference_known CHECK (difference IN ('new', 'added', 'changed', 'same')),
         changes jsonb NOT NULL DEFAULT '{}',
         CONSTRAINT import_rows_pkey PRIMARY KEY (import_id, row_number))`,
      `CREATE INDEX import_rows_problems ON import_rows (import_id, row_number) WHERE problems <> '[]'`,
      `CREATE INDEX import_rows_stopped ON import_rows (import_id, row_number) WHERE stops`,

      // Which row of which file said something of a record; the first of them made it.
      `CREATE TABLE found_sources (
         import_id uuid NOT NULL, row_number integer NOT NULL,${AREA_COLUMNS},
         record_id uuid CONSTRAINT found_sources_record_id_fkey REFERENCES found_records (id),
         year_id uuid CONSTRAINT found_sources_year_id_fkey REFERENCES found_years (id),
         ledger text NOT NULL, year smallint NOT NULL, creates boolean NOT NULL,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT found_sources_pkey PRIMARY KEY (import_id, row_number),
         CONSTRAINT found_sources_row_fkey FOREIGN KEY (import_id, row_number) REFERENCES import_rows (import_id, row_number),
         CONSTRAINT found_sources_one_subject CHECK (num_nonnulls(record_id, year_id) = 1))`,
      `CREATE INDEX found_sources_of_record ON found_sources (record_id) WHERE record_id IS NOT NULL`,
      `CREATE INDEX found_sources_by_year ON found_sources (district_code, year, import_id) WHERE creates`,
      `CREATE INDEX found_sources_of_year ON found_sources (year_id) WHERE year_id IS NOT NULL`,
      `CREATE FUNCTION import_rows_keep() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           -- A row that became a record is not touched any more; before that, what somebody typed beside it may change.
           IF (TG_OP = 'DELETE' OR NEW.cells = OLD.cells AND (NEW.sealed IS NOT DISTINCT FROM OLD.sealed OR NEW.corrections IS DISTINCT FROM OLD.corrections))
              AND NOT EXISTS (SELECT FROM found_sources s WHERE s.import_id = OLD.import_id AND s.row_number = OLD.row_number) THEN
             RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
           END IF;
           RAISE EXCEPTION 'a row is kept as it was found' USING ERRCODE = 'check_violation', CONSTRAINT = 'import_rows_kept', TABLE = 'import_rows';
         END $$`,
      `CREATE TRIGGER import_rows_kept BEFORE UPDATE OR DELETE ON import_rows FOR EACH ROW EXECUTE FUNCTION import_rows_keep()`,

      `CREATE TABLE import_photos (
         id uuid PRIMARY KEY, import_id uuid NOT NULL CONSTRAINT import_photos_import_id_fkey REFERENCES imports (id),${AREA_COLUMNS},
         position integer NOT NULL, path text NOT NULL CONSTRAINT import_photos_path_length CHECK (length(path) BETWEEN 1 AND 400),
         fault text, sha256 bytea, storage_key text,
         record_id uuid CONSTRAINT import_photos_record_id_fkey REFERENCES found_records (id), year smallint,
         item_name text NOT NULL DEFAULT '', item_code text, stage text,
         taken_on date, camera_at timestamptz, camera_make text, camera_model text, software text, longitude numeric(9,6), latitude numeric(8,6),
         found_photo_id uuid CONSTRAINT import_photos_found_photo_id_fkey REFERENCES found_photos (id),
         CONSTRAINT import_photos_place_key UNIQUE (import_id, position),
         CONSTRAINT import_photos_stage_known CHECK (stage IN ('before', 'tape', 'during', 'after', 'inUse', 'nameplate')))`,
      `CREATE INDEX import_photos_by_bytes ON import_photos (storage_key)`,
      `CREATE INDEX found_photos_by_key ON found_photos (storage_key)`,
      `CREATE INDEX imports_by_key ON imports (storage_key)`,

      // How a district's files of one form were understood last time.
      `CREATE TABLE import_mappings (
         id uuid PRIMARY KEY,${AREA_COLUMNS}, ledger text NOT NULL, signature text NOT NULL CONSTRAINT import_mappings_signature_length CHECK (length(signature) <= 64),
         columns jsonb NOT NULL, saved_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT import_mappings_key UNIQUE (area_code, ledger, signature))`,
      // An alias called old is taken for the trigger's OLD row, so that the function failed on every update.
      `CREATE OR REPLACE FUNCTION found_records_keep() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           -- Every field that was there is there as it was; ledgers only add.
           IF TG_OP = 'UPDATE' AND NOT EXISTS (SELECT FROM jsonb_each(OLD.facts) AS was WHERE (NEW.facts -> was.key) IS DISTINCT FROM was.value)
              AND (NEW.id, NEW.area_code, NEW.year, NEW.person_name, NEW.recorded_at) IS NOT DISTINCT FROM (OLD.id, OLD.area_code, OLD.year, OLD.person_name, OLD.recorded_at)
              AND (OLD.id_number_hash IS NULL OR NEW.id_number_hash = OLD.id_number_hash) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'what was found is kept as it was found' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'found_records_kept', TABLE = 'found_records';
         END $$`,
      `GRANT USAGE ON SCHEMA pgboss TO tantu_reader, tantu_region`,
    );
    await protectAll(queryRunner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

/** Supervisors and auditors bring files and correct them; what is made of them is the jobs'. */
async function protectAll(queryRunner: QueryRunner): Promise<void> {
  const rights: Record<string, ('INSERT' | 'UPDATE')[]> = {
    imports: ['INSERT', 'UPDATE'], import_rows: ['UPDATE'], import_photos: ['UPDATE'], import_mappings: ['INSERT', 'UPDATE'], found_sources: [],
  }; // prettier-ignore
  for (const [table, may] of Object.entries(rights)) {
    await protect(queryRunner, table, { staffMay: may });
    await auditorsMay(queryRunner, table, may);
  }
  await auditorsMay(queryRunner, 'found_corrections', ['INSERT']);
  await appendOnly(queryRunner, 'found_sources');
}
