import { MigrationInterface, QueryRunner } from 'typeorm';
import { protectHouseholds } from './1795392000300-create-households';
import { protectProgrammes } from './1795392000400-create-programmes';
import { belongsToRetrofit } from './1795392000600-create-retrofits';
import { AREA_COLUMNS, CONTRACTOR_OF_RETROFIT, protect, run } from './sql';

/** Inspections, defects, signatures, the numbered reports, and what the person who lives there says of it. */
export class CreateAcceptance1795392000900 implements MigrationInterface {
  name = 'CreateAcceptance1795392000900';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE inspections (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         round smallint NOT NULL CONSTRAINT inspections_round_positive CHECK (round >= 1),
         plan_id uuid NOT NULL,
         inspected_on date NOT NULL,
         inspector_id uuid NOT NULL CONSTRAINT inspections_inspector_id_fkey REFERENCES users (id),
         inspector_name text NOT NULL,
         result text NOT NULL CONSTRAINT inspections_result_known CHECK (result IN ('passed', 'defects')),
         opinion text NOT NULL DEFAULT '' CONSTRAINT inspections_opinion_length CHECK (length(opinion) <= 2000),
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT inspections_round_key UNIQUE (retrofit_id, round),
         CONSTRAINT inspections_id_retrofit_key UNIQUE (id, retrofit_id),
         CONSTRAINT inspections_plan_fkey FOREIGN KEY (plan_id, retrofit_id) REFERENCES plans (id, retrofit_id),
         CONSTRAINT inspections_c13_not_in_the_future CHECK (inspected_on <= local_day(recorded_at)))`,
      // measured: [{ key, value, reasonUnmet, reasonAgreedBy }], in the requirement's unit.
      `CREATE TABLE inspection_items (
         inspection_id uuid NOT NULL, item_id uuid NOT NULL, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         accepted_quantity numeric(10,2) NOT NULL CONSTRAINT inspection_items_quantity CHECK (accepted_quantity >= 0),
         result text NOT NULL CONSTRAINT inspection_items_result_known CHECK (result IN ('pass', 'defect')),
         function_test text NOT NULL CONSTRAINT inspection_items_function_test_known CHECK (function_test IN ('passed', 'failed', 'notApplicable')),
         unboxed boolean, connected boolean,
         measured jsonb NOT NULL DEFAULT '[]',
         note text NOT NULL DEFAULT '' CONSTRAINT inspection_items_note_length CHECK (length(note) <= 1000),
         PRIMARY KEY (inspection_id, item_id),
         CONSTRAINT inspection_items_inspection_fkey FOREIGN KEY (inspection_id, retrofit_id) REFERENCES inspections (id, retrofit_id),
         CONSTRAINT inspection_items_item_fkey FOREIGN KEY (item_id, retrofit_id) REFERENCES retrofit_items (id, retrofit_id),
         CONSTRAINT inspection_items_failed_is_defect CHECK (result = 'defect' OR function_test <> 'failed'))`,

      `CREATE TABLE defects (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         item_id uuid,
         source text NOT NULL CONSTRAINT defects_source_known CHECK (source IN ('inspection', 'household')),
         description text NOT NULL CONSTRAINT defects_description_given CHECK (length(description) BETWEEN 1 AND 1000),
         found_on date NOT NULL,
         cured_on date, cure_note text,
         reinspected_on date,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         cured_recorded_at timestamptz, reinspected_recorded_at timestamptz,
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT defects_item_fkey FOREIGN KEY (item_id, retrofit_id) REFERENCES retrofit_items (id, retrofit_id),
         CONSTRAINT defects_cure_whole CHECK (num_nulls(cured_on, cure_note) IN (0, 2)),
         CONSTRAINT defects_c19_cured_after_found CHECK (cured_on IS NULL OR cured_on >= found_on),
         CONSTRAINT defects_c19_reinspected_after_cured CHECK (reinspected_on IS NULL OR (cured_on IS NOT NULL AND reinspected_on >= cured_on)),
         CONSTRAINT defects_c13_not_in_the_future CHECK (found_on <= local_day(recorded_at)
           AND (cured_on IS NULL OR cured_on <= local_day(cured_recorded_at)) AND (reinspected_on IS NULL OR reinspected_on <= local_day(reinspected_recorded_at))))`,
      `CREATE INDEX defects_open ON defects (district_code, found_on, id) WHERE reinspected_on IS NULL`,
      `CREATE FUNCTION defects_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           NEW.recorded_at := CASE WHEN TG_OP = 'INSERT' OR NEW.found_on <> OLD.found_on THEN tantu_now() ELSE OLD.recorded_at END;
           NEW.cured_recorded_at := CASE WHEN NEW.cured_on IS NULL THEN NULL
             WHEN TG_OP = 'INSERT' OR NEW.cured_on IS DISTINCT FROM OLD.cured_on THEN tantu_now() ELSE OLD.cured_recorded_at END;
           NEW.reinspected_recorded_at := CASE WHEN NEW.reinspected_on IS NULL THEN NULL
             WHEN TG_OP = 'INSERT' OR NEW.reinspected_on IS DISTINCT FROM OLD.reinspected_on THEN tantu_now() ELSE OLD.reinspected_recorded_at END;
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER defects_stamp BEFORE INSERT OR UPDATE ON defects FOR EACH ROW EXECUTE FUNCTION defects_stamp()`,

      `CREATE TABLE signatures (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         purpose text NOT NULL CONSTRAINT signatures_purpose_known CHECK (purpose IN ('planAgreement', 'acceptance', 'satisfaction')),
         inspection_id uuid, plan_id uuid,
         signer_role text NOT NULL CONSTRAINT signatures_role_known CHECK (signer_role IN ('household', 'contractor', 'community', 'street', 'district', 'thirdParty')),
         signer_name text NOT NULL CONSTRAINT signatures_signer_name_length CHECK (length(signer_name) BETWEEN 1 AND 60),
         relation text NOT NULL CONSTRAINT signatures_relation_known CHECK (relation IN ('self', 'guardian', 'proxy', 'office')),
         proxy_relation text NOT NULL DEFAULT '', proxy_reason text NOT NULL DEFAULT '', witness_name text NOT NULL DEFAULT '',
         strokes jsonb NOT NULL CONSTRAINT signatures_strokes_drawn CHECK (jsonb_typeof(strokes) = 'array' AND jsonb_array_length(strokes) > 0),
         content_hash bytea NOT NULL CONSTRAINT signatures_content_hash_form CHECK (length(content_hash) = 32),
         signed_on date NOT NULL,
         taken_by uuid NOT NULL CONSTRAINT signatures_taken_by_fkey REFERENCES users (id),
         taken_by_role text NOT NULL,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         voided_at timestamptz, voided_reason text,
         CONSTRAINT signatures_inspection_fkey FOREIGN KEY (inspection_id, retrofit_id) REFERENCES inspections (id, retrofit_id),
         CONSTRAINT signatures_plan_fkey FOREIGN KEY (plan_id, retrofit_id) REFERENCES plans (id, retrofit_id),
         CONSTRAINT signatures_subject CHECK (CASE purpose WHEN 'acceptance' THEN inspection_id IS NOT NULL WHEN 'planAgreement' THEN plan_id IS NOT NULL ELSE true END),
         CONSTRAINT signatures_household_relation CHECK ((signer_role = 'household') = (relation <> 'office')),
         CONSTRAINT signatures_s05_proxy_explained CHECK (relation <> 'proxy' OR (proxy_relation <> '' AND proxy_reason <> '' AND witness_name <> '')),
         CONSTRAINT signatures_s06_not_by_the_builder CHECK (taken_by_role <> 'contractor' OR signer_role = 'contractor'),
         CONSTRAINT signatures_void_explained CHECK ((voided_at IS NULL) = (voided_reason IS NULL)),
         CONSTRAINT signatures_c13_not_in_the_future CHECK (signed_on <= local_day(recorded_at)))`,
      `CREATE UNIQUE INDEX signatures_one_per_role ON signatures (inspection_id, signer_role) WHERE purpose = 'acceptance' AND voided_at IS NULL`,
      `CREATE FUNCTION signatures_keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE allowed text[] := ARRAY['voided_at', 'voided_reason', 'area_code', 'district_code'];
         BEGIN
           IF TG_OP = 'INSERT' THEN
             NEW.recorded_at := tantu_now();
             SELECT role INTO NEW.taken_by_role FROM users WHERE id = NEW.taken_by;
             RETURN NEW;
           END IF;
           IF TG_OP = 'UPDATE' AND OLD.voided_at IS NULL AND (to_jsonb(NEW) - allowed) = (to_jsonb(OLD) - allowed) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'a signature is kept as it was given' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'signatures_s03_kept', TABLE = 'signatures';
         END $$`,
      `CREATE TRIGGER signatures_s03_kept BEFORE INSERT OR UPDATE OR DELETE ON signatures FOR EACH ROW EXECUTE FUNCTION signatures_keep()`,

      // Numbers without gaps: the counter's row is locked until the report that took the number is committed.
      `CREATE TABLE report_counters (
         district_code text COLLATE "C" NOT NULL, year smallint NOT NULL, last integer NOT NULL,
         PRIMARY KEY (district_code, year))`,
      `GRANT SELECT, INSERT, UPDATE ON report_counters TO tantu_staff, tantu_system`,
      `CREATE TABLE acceptance_reports (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         year smallint NOT NULL, sequence integer NOT NULL CONSTRAINT acceptance_reports_sequence_positive CHECK (sequence >= 1),
         number text NOT NULL,
         inspection_id uuid NOT NULL,
         content jsonb NOT NULL,
         content_hash bytea NOT NULL CONSTRAINT acceptance_reports_content_hash_form CHECK (length(content_hash) = 32),
         issued_at timestamptz NOT NULL DEFAULT tantu_now(),
         issued_by uuid NOT NULL CONSTRAINT acceptance_reports_issued_by_fkey REFERENCES users (id),
         issuer_name text NOT NULL,
         supersedes_id uuid CONSTRAINT acceptance_reports_supersedes_key UNIQUE CONSTRAINT acceptance_reports_supersedes_id_fkey REFERENCES acceptance_reports (id),
         supersedes_reason text,
         is_current boolean NOT NULL DEFAULT true,
         pdf_key text, pdf_sha256 bytea, pdf_bytes integer, pdf_fault text,
         CONSTRAINT acceptance_reports_number_key UNIQUE (district_code, year, sequence),
         CONSTRAINT acceptance_reports_inspection_fkey FOREIGN KEY (inspection_id, retrofit_id) REFERENCES inspections (id, retrofit_id),
         CONSTRAINT acceptance_reports_id_hash_key UNIQUE (id, content_hash),
         CONSTRAINT acceptance_reports_supersedes_whole CHECK ((supersedes_id IS NULL) = (supersedes_reason IS NULL)),
         CONSTRAINT acceptance_reports_pdf_whole CHECK (num_nulls(pdf_key, pdf_sha256, pdf_bytes) IN (0, 3)))`,
      `CREATE UNIQUE INDEX acceptance_reports_one_current ON acceptance_reports (retrofit_id) WHERE is_current`,
      `CREATE FUNCTION acceptance_reports_keep() RETURNS trigger LANGUAGE plpgsql AS $$
         DECLARE
           pdf text[] := ARRAY['pdf_key', 'pdf_sha256', 'pdf_bytes', 'pdf_fault'];
           allowed text[] := pdf || ARRAY['is_current', 'area_code', 'district_code'];
         BEGIN
           IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - allowed) = (to_jsonb(OLD) - allowed)
              AND (OLD.pdf_key IS NULL OR (OLD.pdf_key, OLD.pdf_sha256, OLD.pdf_bytes) IS NOT DISTINCT FROM (NEW.pdf_key, NEW.pdf_sha256, NEW.pdf_bytes))
              AND (OLD.is_current OR NOT NEW.is_current) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'an issued report is never changed' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'acceptance_reports_immutable', TABLE = 'acceptance_reports';
         END $$`,
      `CREATE TRIGGER acceptance_reports_immutable BEFORE UPDATE OR DELETE ON acceptance_reports FOR EACH ROW EXECUTE FUNCTION acceptance_reports_keep()`,

      `CREATE TABLE satisfaction_statements (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         report_id uuid NOT NULL, report_hash bytea NOT NULL,
         outcome text NOT NULL CONSTRAINT satisfaction_statements_outcome_known CHECK (outcome IN ('satisfied', 'notSatisfied', 'notDone')),
         words text NOT NULL DEFAULT '' CONSTRAINT satisfaction_statements_words_length CHECK (length(words) <= 1000),
         signature_id uuid NOT NULL CONSTRAINT satisfaction_statements_signature_id_fkey REFERENCES signatures (id),
         stated_on date NOT NULL,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT satisfaction_statements_report_fkey FOREIGN KEY (report_id, report_hash) REFERENCES acceptance_reports (id, content_hash),
         CONSTRAINT satisfaction_statements_refusal_explained CHECK (outcome = 'satisfied' OR words <> ''),
         CONSTRAINT satisfaction_statements_c13_not_in_the_future CHECK (stated_on <= local_day(recorded_at)))`,
      `CREATE FUNCTION inspections_acceptor() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         BEGIN
           IF EXISTS (SELECT FROM users WHERE id = NEW.inspector_id AND role IN ('caseworker', 'supervisor')) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'nobody but the offices inspects' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'inspections_s08_acceptor_is_not_builder', TABLE = 'inspections';
         END $$`,
      `CREATE TRIGGER inspections_s08_acceptor_is_not_builder BEFORE INSERT OR UPDATE OF inspector_id ON inspections
         FOR EACH ROW EXECUTE FUNCTION inspections_acceptor()`,
      `CREATE TRIGGER inspections_stamp BEFORE INSERT OR UPDATE ON inspections FOR EACH ROW EXECUTE FUNCTION keep_recorded_at('inspected_on')`,
      `CREATE TRIGGER satisfaction_statements_stamp BEFORE INSERT ON satisfaction_statements FOR EACH ROW EXECUTE FUNCTION stamp_recorded_at()`,
    );
    for (const table of [
      'inspections',
      'inspection_items',
      'defects',
      'signatures',
      'acceptance_reports',
      'satisfaction_statements',
    ]) {
      await belongsToRetrofit(queryRunner, table);
    }
    const insertOnly = { contractor: CONTRACTOR_OF_RETROFIT, staffMay: ['INSERT'] };
    await protect(queryRunner, 'inspections', insertOnly);
    await protect(queryRunner, 'inspection_items', insertOnly);
    await protect(queryRunner, 'defects', {
      contractor: CONTRACTOR_OF_RETROFIT,
      contractorMay: ['UPDATE (cured_on, cure_note, version)'],
    });
    await protect(queryRunner, 'signatures', {
      contractor: `signer_role = 'contractor' AND ${CONTRACTOR_OF_RETROFIT}`,
      contractorMay: ['INSERT'],
      staffMay: ['INSERT', 'UPDATE (voided_at, voided_reason)'],
    });
    await protect(queryRunner, 'acceptance_reports', { staffMay: ['INSERT', 'UPDATE (is_current)'] });
    await protect(queryRunner, 'satisfaction_statements', { staffMay: ['INSERT'] });
    await protectHouseholds(queryRunner);
    await protectProgrammes(queryRunner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
