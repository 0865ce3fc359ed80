import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** A decision on a finding bears the name of whoever made it and the instant at which he did; what was opened, and when, is the database’s own knowledge, and so is every event. */
export class KeepDecisionsOfFindings1795737619300 implements MigrationInterface {
  name = 'KeepDecisionsOfFindings1795737619300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE OR REPLACE FUNCTION findings_keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE decider record; actor text := coalesce(current_setting('tantu.actor_id', true), '');
         BEGIN
           IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (NEW.id, NEW.programme_id, NEW.rule, NEW.subject_type, NEW.subject_id, NEW.subject_part)
              IS DISTINCT FROM (OLD.id, OLD.programme_id, OLD.rule, OLD.subject_type, OLD.subject_id, OLD.subject_part)) THEN
             RAISE EXCEPTION 'a finding is kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'findings_kept', TABLE = 'findings';
           END IF;
           IF TG_OP = 'INSERT' THEN
             IF NEW.state <> 'open' OR num_nonnulls(NEW.decided_facts, NEW.decided_at, NEW.decided_by, NEW.decider_name, NEW.decision_reason) > 0 THEN
               RAISE EXCEPTION 'a finding is opened before it is decided' USING ERRCODE = 'check_violation', CONSTRAINT = 'findings_kept', TABLE = 'findings';
             END IF;
             NEW.opened_at := tantu_now();
             NEW.times_opened := 1;
             RETURN NEW;
           END IF;
           IF NEW.state IN ('accepted', 'rejected', 'cured')
              AND (NEW.state, NEW.decided_by, NEW.decider_name, NEW.decided_at, NEW.decision_reason, NEW.decided_facts)
                IS DISTINCT FROM (OLD.state, OLD.decided_by, OLD.decider_name, OLD.decided_at, OLD.decision_reason, OLD.decided_facts) THEN
             SELECT role, area_code, display_name INTO decider FROM users WHERE id = NEW.decided_by;
             IF decider.role IS DISTINCT FROM 'supervisor' OR NOT starts_with(NEW.area_code, decider.area_code) OR NEW.decided_facts IS DISTINCT FROM NEW.facts
                OR actor NOT IN ('', NEW.decided_by::text) THEN
               RAISE EXCEPTION 'a supervisor of the area decides, in his own name and on what is known' USING ERRCODE = 'check_violation',
                 CONSTRAINT = 'findings_decided_with_authority', TABLE = 'findings';
             END IF;
             NEW.decided_at := tantu_now();
             NEW.decider_name := decider.display_name;
             -- A demonstration's pretended instant may lie before the one at which the finding was opened.
             IF NEW.opened_at < OLD.opened_at THEN NEW.opened_at := least(OLD.opened_at, NEW.decided_at); END IF;
             IF NEW.times_opened = OLD.times_opened AND NEW.opened_at <= OLD.opened_at THEN RETURN NEW; END IF;
           ELSIF (NEW.decided_by, NEW.decider_name, NEW.decided_at, NEW.decision_reason, NEW.decided_facts)
                IS NOT DISTINCT FROM (OLD.decided_by, OLD.decider_name, OLD.decided_at, OLD.decision_reason, OLD.decided_facts)
              -- The system opens and closes, by what it finds.
              AND (NEW.state = OLD.state OR acts_as_system()) THEN
             IF OLD.state = 'closed' AND NEW.state <> 'closed' THEN
               NEW.opened_at := tantu_now();
               NEW.times_opened := OLD.times_opened + 1;
             END IF;
             IF OLD.state = 'closed' OR (NEW.opened_at, NEW.times_opened) = (OLD.opened_at, OLD.times_opened) THEN RETURN NEW; END IF;
           END IF;
           RAISE EXCEPTION 'what was decided and when it was opened is kept' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'findings_decision_kept', TABLE = 'findings';
         END $$`,
      `CREATE FUNCTION finding_events_from_findings() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           -- One trigger deep is a statement; the findings' own trigger lies one deeper.
           IF pg_trigger_depth() < 2 THEN
             RAISE EXCEPTION 'an event is written by what happens to its finding' USING ERRCODE = 'check_violation',
               CONSTRAINT = 'finding_events_from_findings', TABLE = 'finding_events';
           END IF;
           NEW.recorded_at := tantu_now();
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER finding_events_from_findings BEFORE INSERT ON finding_events FOR EACH ROW EXECUTE FUNCTION finding_events_from_findings()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
