import { MigrationInterface, QueryRunner } from 'typeorm';
import { AREA_COLUMNS, auditorsMay, protect, run } from './sql';

/** Runs of the whole rule book over records as they are found, and what each found; a run that is done never changes. */
export class CreateAudits1795737615000 implements MigrationInterface {
  name = 'CreateAudits1795737615000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createRuns(queryRunner);
    await createFindings(queryRunner);
    await run(queryRunner, `GRANT USAGE ON SCHEMA pgboss TO tantu_reader, tantu_region`);
    await protect(queryRunner, 'audit_runs', { staffMay: ['INSERT'] });
    await auditorsMay(queryRunner, 'audit_runs', ['INSERT']);
    await protect(queryRunner, 'audit_findings', { staffMay: [] });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

async function createRuns(queryRunner: QueryRunner): Promise<void> {
  await run(
    queryRunner,
    `CREATE TABLE audit_runs (
       id uuid PRIMARY KEY,${AREA_COLUMNS},
       -- Null for every year there is.
       year_from smallint CONSTRAINT audit_runs_year_from_plausible CHECK (year_from BETWEEN 2000 AND 2100),
       year_until smallint CONSTRAINT audit_runs_year_until_plausible CHECK (year_until BETWEEN 2000 AND 2100),
       sources text NOT NULL CONSTRAINT audit_runs_sources_known CHECK (sources IN ('found', 'live', 'both')),
       started_by uuid CONSTRAINT audit_runs_started_by_fkey REFERENCES users (id), starter_name text NOT NULL,
       requested_at timestamptz NOT NULL DEFAULT tantu_now(),
       state text NOT NULL DEFAULT 'waiting' CONSTRAINT audit_runs_state_known CHECK (state IN ('waiting', 'running', 'done', 'failed')),
       -- Each start over is another attempt; only the newest one may write.
       attempt integer NOT NULL DEFAULT 0,
       total integer, done integer NOT NULL DEFAULT 0,
       progressed_at timestamptz NOT NULL DEFAULT tantu_now(),
       finished_at timestamptz,
       -- AuditResult of src/audit/audit-result.ts
       result jsonb,
       CONSTRAINT audit_runs_area_code_fkey FOREIGN KEY (area_code) REFERENCES areas (code),
       CONSTRAINT audit_runs_area_is_district CHECK (length(area_code) = 6),
       CONSTRAINT audit_runs_years_in_order CHECK (year_from <= year_until AND (year_from IS NULL) = (year_until IS NULL)),
       CONSTRAINT audit_runs_done_whole CHECK ((state = 'done') = (result IS NOT NULL AND finished_at IS NOT NULL)))`,
    `CREATE INDEX audit_runs_list ON audit_runs (district_code, id)`,
    `CREATE FUNCTION audit_runs_keep() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'UPDATE' AND OLD.state <> 'done'
            AND (NEW.id, NEW.area_code, NEW.year_from, NEW.year_until, NEW.sources, NEW.started_by, NEW.starter_name, NEW.requested_at)
              IS NOT DISTINCT FROM (OLD.id, OLD.area_code, OLD.year_from, OLD.year_until, OLD.sources, OLD.started_by, OLD.starter_name, OLD.requested_at)
            AND NEW.attempt >= OLD.attempt THEN RETURN NEW; END IF;
         RAISE EXCEPTION 'an audit is kept as it ended' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_runs_kept', TABLE = 'audit_runs';
       END $$`,
    `CREATE TRIGGER audit_runs_kept BEFORE UPDATE OR DELETE ON audit_runs FOR EACH ROW EXECUTE FUNCTION audit_runs_keep()`,
    // Whoever asks for a run asks for one that is still to come, in their own name.
    `CREATE FUNCTION audit_runs_begin() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         NEW.state := 'waiting'; NEW.attempt := 0; NEW.total := NULL; NEW.done := 0; NEW.finished_at := NULL; NEW.result := NULL;
         NEW.requested_at := tantu_now(); NEW.progressed_at := tantu_now();
         RETURN NEW;
       END $$`,
    `CREATE TRIGGER audit_runs_begin BEFORE INSERT ON audit_runs FOR EACH ROW EXECUTE FUNCTION audit_runs_begin()`,
  );
}

async function createFindings(queryRunner: QueryRunner): Promise<void> {
  await run(
    queryRunner,
    `CREATE TABLE audit_findings (
       id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       run_id uuid NOT NULL CONSTRAINT audit_findings_run_id_fkey REFERENCES audit_runs (id),${AREA_COLUMNS},
       source text NOT NULL CONSTRAINT audit_findings_source_known CHECK (source IN ('found', 'live')),
       -- A found record, a retrofit, or, for what is wrong with a year as a whole, a found year or a programme.
       record_id uuid NOT NULL,
       year smallint NOT NULL,
       person_label text NOT NULL, community text NOT NULL, contractor text NOT NULL,
       rule text COLLATE "C" NOT NULL CONSTRAINT audit_findings_rule_form CHECK (rule ~ '^[A-Z][0-9]{2}$'),
       mode text NOT NULL CONSTRAINT audit_findings_mode_known CHECK (mode IN ('block', 'gate', 'flag', 'watch')),
       subject_type text NOT NULL, subject_id text NOT NULL, subject_part text NOT NULL,
       facts jsonb NOT NULL)`,
    `CREATE INDEX audit_findings_list ON audit_findings (run_id, id)`,
    `CREATE INDEX audit_findings_of_record ON audit_findings (record_id, run_id)`,
    // By statement and not by row: a run writes a thousand findings at once.
    `CREATE FUNCTION audit_findings_keep() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'UPDATE' OR EXISTS (SELECT FROM audit_runs r WHERE r.id IN (SELECT run_id FROM touched) AND r.state <> 'running') THEN
           RAISE EXCEPTION 'findings belong to a run while it runs' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'audit_findings_kept', TABLE = 'audit_findings';
         END IF;
         RETURN NULL;
       END $$`,
    `CREATE TRIGGER audit_findings_insert AFTER INSERT ON audit_findings REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION audit_findings_keep()`,
    `CREATE TRIGGER audit_findings_delete AFTER DELETE ON audit_findings REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION audit_findings_keep()`,
    `CREATE TRIGGER audit_findings_update AFTER UPDATE ON audit_findings REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION audit_findings_keep()`,
  );
}
