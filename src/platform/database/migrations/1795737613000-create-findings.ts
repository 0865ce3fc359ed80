import { MigrationInterface, QueryRunner } from 'typeorm';
import { AREA_COLUMNS, protect, run } from './sql';

/** Broken rules of living records as they stand: opened, decided, closed when the cause is gone, opened again when it returns. */
export class CreateFindings1795737613000 implements MigrationInterface {
  name = 'CreateFindings1795737613000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE findings (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         programme_id uuid NOT NULL CONSTRAINT findings_programme_id_fkey REFERENCES programmes (id),
         retrofit_id uuid,
         rule text COLLATE "C" NOT NULL CONSTRAINT findings_rule_form CHECK (rule ~ '^[A-Z][0-9]{2}$'),
         mode text NOT NULL CONSTRAINT findings_mode_known CHECK (mode IN ('block', 'gate', 'flag', 'watch')),
         subject_type text NOT NULL, subject_id text NOT NULL, subject_part text NOT NULL DEFAULT '',
         facts jsonb NOT NULL,
         fix_page text NOT NULL, fix_field text NOT NULL DEFAULT '',
         state text NOT NULL DEFAULT 'open' CONSTRAINT findings_state_known CHECK (state IN ('open', 'accepted', 'rejected', 'cured', 'closed')),
         opened_at timestamptz NOT NULL DEFAULT tantu_now(),
         times_opened smallint NOT NULL DEFAULT 1,
         closed_at timestamptz,
         -- The facts as they were decided on: a decision covers no others.
         decided_facts jsonb, decided_at timestamptz,
         decided_by uuid CONSTRAINT findings_decided_by_fkey REFERENCES users (id),
         decider_name text, decision_reason text CONSTRAINT findings_reason_length CHECK (length(decision_reason) BETWEEN 1 AND 1000),
         CONSTRAINT findings_retrofit_fkey FOREIGN KEY (retrofit_id, area_code) REFERENCES retrofits (id, area_code) ON UPDATE CASCADE,
         CONSTRAINT findings_id_area_key UNIQUE (id, area_code),
         CONSTRAINT findings_once UNIQUE NULLS NOT DISTINCT (programme_id, retrofit_id, rule, subject_type, subject_id, subject_part),
         CONSTRAINT findings_decision_whole CHECK (num_nulls(decided_facts, decided_at, decided_by, decider_name, decision_reason) IN (0, 5)),
         CONSTRAINT findings_decided_by_somebody CHECK (state NOT IN ('accepted', 'rejected', 'cured') OR decided_by IS NOT NULL),
         -- What a rule refuses is waived by authority or put right; nobody accepts it.
         CONSTRAINT findings_only_flags_accepted CHECK (state NOT IN ('accepted', 'rejected', 'cured') OR mode IN ('flag', 'watch')),
         CONSTRAINT findings_closed_whole CHECK ((state = 'closed') = (closed_at IS NOT NULL)))`,
      `CREATE INDEX findings_of_retrofit ON findings (retrofit_id) WHERE retrofit_id IS NOT NULL`,
      `CREATE INDEX findings_inbox ON findings (district_code, opened_at DESC, id) WHERE state IN ('open', 'rejected')`,
      `CREATE INDEX findings_list ON findings (district_code, opened_at DESC, id)`,
      `CREATE INDEX findings_by_rule ON findings (district_code, rule, opened_at DESC, id)`,

      // Whatever changes a finding's state, by whatever path, leaves its line here.
      `CREATE TABLE finding_events (
         id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         finding_id uuid NOT NULL,${AREA_COLUMNS},
         kind text NOT NULL CONSTRAINT finding_events_kind_known CHECK (kind IN ('opened', 'reopened', 'accepted', 'rejected', 'cured', 'closed', 'changed')),
         facts jsonb NOT NULL,
         actor_name text NOT NULL DEFAULT '', reason text NOT NULL DEFAULT '',
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT finding_events_finding_fkey FOREIGN KEY (finding_id, area_code) REFERENCES findings (id, area_code) ON UPDATE CASCADE)`,
      `CREATE INDEX finding_events_of_finding ON finding_events (finding_id, id)`,
      `CREATE FUNCTION findings_keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE decider record; decides boolean;
         BEGIN
           IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (NEW.id, NEW.programme_id, NEW.rule, NEW.subject_type, NEW.subject_id, NEW.subject_part)
              IS DISTINCT FROM (OLD.id, OLD.programme_id, OLD.rule, OLD.subject_type, OLD.subject_id, OLD.subject_part)) THEN
             RAISE EXCEPTION 'a finding is kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'findings_kept', TABLE = 'findings';
           END IF;
           decides := NEW.state IN ('accepted', 'rejected', 'cured') AND (TG_OP = 'INSERT' OR NEW.state <> OLD.state OR NEW.decided_by IS DISTINCT FROM OLD.decided_by
             OR NEW.decision_reason IS DISTINCT FROM OLD.decision_reason OR NEW.decided_facts IS DISTINCT FROM OLD.decided_facts);
           IF decides THEN
             SELECT role, area_code, display_name INTO decider FROM users WHERE id = NEW.decided_by;
             IF decider.role IS DISTINCT FROM 'supervisor' OR NOT starts_with(NEW.area_code, decider.area_code) OR NEW.decided_facts <> NEW.facts THEN
               RAISE EXCEPTION 'a supervisor of the area decides, on what is known' USING ERRCODE = 'check_violation',
                 CONSTRAINT = 'findings_decided_with_authority', TABLE = 'findings';
             END IF;
             NEW.decided_at := tantu_now();
             NEW.decider_name := decider.display_name;
           END IF;
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER findings_kept BEFORE INSERT OR UPDATE OR DELETE ON findings FOR EACH ROW EXECUTE FUNCTION findings_keep()`,
      `CREATE FUNCTION findings_log() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE what text; decided boolean := NEW.state IN ('accepted', 'rejected', 'cured');
         BEGIN
           what := CASE WHEN TG_OP = 'INSERT' THEN 'opened'
             WHEN NEW.state = 'open' AND OLD.state <> 'open' THEN 'reopened'
             WHEN decided AND (NEW.state, NEW.decided_at) IS DISTINCT FROM (OLD.state, OLD.decided_at) THEN NEW.state
             WHEN NEW.state = 'closed' AND OLD.state <> 'closed' THEN 'closed'
             WHEN NEW.facts <> OLD.facts THEN 'changed' END;
           IF what IS NOT NULL THEN
             INSERT INTO finding_events (finding_id, area_code, kind, facts, actor_name, reason)
             VALUES (NEW.id, NEW.area_code, what, NEW.facts, CASE WHEN decided THEN NEW.decider_name ELSE '' END,
                     CASE WHEN decided THEN NEW.decision_reason ELSE '' END);
           END IF;
           RETURN NULL;
         END $$`,
      `CREATE TRIGGER findings_log AFTER INSERT OR UPDATE ON findings FOR EACH ROW EXECUTE FUNCTION findings_log()`,

      // Whatever an act records makes the findings of its retrofit (or programme) due; a worker looks at them seconds later.
      `CREATE TABLE findings_due (
         id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, retrofit_id uuid, programme_id uuid,
         CONSTRAINT findings_due_one_subject CHECK (num_nonnulls(retrofit_id, programme_id) = 1))`,
      `GRANT SELECT, INSERT, DELETE ON findings_due TO tantu_system`,
      `CREATE TRIGGER findings_due_not_emptied BEFORE TRUNCATE ON findings_due
         FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('findings_due_not_emptied')`,
      `CREATE FUNCTION findings_become_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         BEGIN
           INSERT INTO findings_due (retrofit_id, programme_id)
           VALUES (NEW.retrofit_id, CASE WHEN NEW.retrofit_id IS NULL THEN NEW.subject_id::uuid END);
           RETURN NULL;
         END $$`,
      `CREATE TRIGGER history_entries_findings_due AFTER INSERT ON history_entries FOR EACH ROW
         WHEN (NEW.retrofit_id IS NOT NULL OR NEW.subject_type = 'programme') EXECUTE FUNCTION findings_become_due()`,
    );
    await protect(queryRunner, 'findings', {
      staffMay: ['UPDATE (state, decided_by, decision_reason, decided_facts, decided_at, decider_name)'],
    });
    await protect(queryRunner, 'finding_events', { staffMay: [] });
    // An event moves with its home, and is otherwise kept.
    await run(
      queryRunner,
      `CREATE TRIGGER finding_events_append_only BEFORE UPDATE OR DELETE ON finding_events
         FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('finding_events_append_only')`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
