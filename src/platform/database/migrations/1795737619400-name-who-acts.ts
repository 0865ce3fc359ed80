import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** Whoever asks, decides or brings something does so in his own name; what others rest on is neither taken back nor filled in anew. */
export class NameWhoActs1795737619400 implements MigrationInterface {
  name = 'NameWhoActs1795737619400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(queryRunner, ...STARTERS, ...FOUND, ...WAIVERS, ...CONTRACTS, ...INSTANTS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

/** The argument of the trigger names the constraint. */
const STARTERS = [
  `CREATE FUNCTION started_by_actor() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       IF NOT acts_as_system() THEN NEW.started_by := nullif(current_setting('tantu.actor_id', true), '')::uuid; END IF;
       IF NEW.started_by IS NOT NULL THEN
         SELECT display_name INTO NEW.starter_name FROM users WHERE id = NEW.started_by;
       ELSIF NOT acts_as_system() THEN
         RAISE EXCEPTION 'it is started by somebody' USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
       END IF;
       RETURN NEW;
     END $$`,
  ...['imports', 'audit_runs'].map(
    (table) => `CREATE TRIGGER ${table}_by_actor BEFORE INSERT ON ${table}
     FOR EACH ROW EXECUTE FUNCTION started_by_actor('${table}_by_actor')`,
  ),
];

const FOUND = [
  // Beside found_records_keep: the columns that lists show are filled where no ledger said anything yet, and only there.
  `CREATE FUNCTION found_records_fill() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF OLD.contractor IN ('', NEW.contractor) AND OLD.street IN ('', NEW.street) AND OLD.community IN ('', NEW.community)
          AND coalesce(OLD.id_number_masked = NEW.id_number_masked, OLD.id_number_masked IS NULL) THEN RETURN NEW; END IF;
       RAISE EXCEPTION 'what was found is kept as it was found' USING ERRCODE = 'check_violation',
         CONSTRAINT = 'found_records_kept', TABLE = 'found_records';
     END $$`,
  `CREATE TRIGGER found_records_filled BEFORE UPDATE ON found_records FOR EACH ROW EXECUTE FUNCTION found_records_fill()`,
  // Reason and document belong to an applying; what was applied is only ever applied again.
  `CREATE FUNCTION imports_keep_applied() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF (NEW.file_name, NEW.bytes, NEW.started_by, NEW.starter_name) IS NOT DISTINCT FROM (OLD.file_name, OLD.bytes, OLD.started_by, OLD.starter_name)
          AND (OLD.applied_at IS NULL OR (NEW.applied_at IS NOT DISTINCT FROM OLD.applied_at
            AND (NEW.state = 'applying' OR (NEW.reason, NEW.document) = (OLD.reason, OLD.document))
            AND (public.acts_as_system() OR NEW.state IN (OLD.state, 'applying')))) THEN RETURN NEW; END IF;
       RAISE EXCEPTION 'a file that was imported is kept as it came' USING ERRCODE = 'check_violation', CONSTRAINT = 'imports_kept', TABLE = 'imports';
     END $$`,
  `CREATE TRIGGER imports_kept_applied BEFORE UPDATE ON imports FOR EACH ROW EXECUTE FUNCTION imports_keep_applied()`,
];

/** In force: approved and not withdrawn. */
const IN_FORCE = `w.decision = 'approved' AND w.withdrawn_at IS NULL`;

const WAIVERS = [
  // Runs after waivers_kept, which has looked at whose hand it is.
  `CREATE FUNCTION waivers_name() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       IF TG_OP = 'INSERT' THEN
         SELECT display_name INTO NEW.requester_name FROM users WHERE id = NEW.requested_by;
         RETURN NEW;
       END IF;
       IF NEW.decided_by IS DISTINCT FROM OLD.decided_by THEN SELECT display_name INTO NEW.decider_name FROM users WHERE id = NEW.decided_by; END IF;
       IF NEW.withdrawn_by IS DISTINCT FROM OLD.withdrawn_by THEN SELECT display_name INTO NEW.withdrawer_name FROM users WHERE id = NEW.withdrawn_by; END IF;
       RETURN NEW;
     END $$`,
  `CREATE TRIGGER waivers_named BEFORE INSERT OR UPDATE ON waivers FOR EACH ROW EXECUTE FUNCTION waivers_name()`,
  `CREATE FUNCTION certificate_valid(person uuid, on_day date) RETURNS boolean LANGUAGE sql STABLE AS $$
     SELECT EXISTS (SELECT FROM public.people WHERE id = person AND certificate_valid_from <= on_day AND on_day <= coalesce(certificate_valid_until, 'infinity')) $$`,
  // An application without a valid certificate rests on its waiver from the day on which it was made.
  `CREATE FUNCTION waivers_check_application() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       IF NOT EXISTS (SELECT FROM application_steps s JOIN retrofits r ON r.id = s.retrofit_id
            WHERE r.id = NEW.retrofit_id AND s.level = 0 AND NOT certificate_valid(r.person_id, s.given_on)) THEN RETURN NULL; END IF;
       RAISE EXCEPTION 'an application rests on this waiver' USING ERRCODE = 'check_violation', CONSTRAINT = 'waivers_rested_on', TABLE = 'waivers';
     END $$`,
  `CREATE TRIGGER waivers_check_application AFTER UPDATE OF withdrawn_by ON waivers FOR EACH ROW
     WHEN (NEW.rule = 'C15' AND NEW.decision = 'approved' AND NEW.withdrawn_at IS NOT NULL) EXECUTE FUNCTION waivers_check_application()`,
  // The document stays older than the act when the act's day is moved. Of two acts only that one counts at which the
  // certificate or the licence is not valid. The argument names the column that holds the retrofit's id.
  `CREATE FUNCTION acts_after_waivers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       IF NOT EXISTS (SELECT FROM waivers w JOIN retrofits r ON r.id = w.retrofit_id
            LEFT JOIN application_steps s ON s.retrofit_id = r.id AND s.level = 0 LEFT JOIN contractors k ON k.id = r.contractor_id
          WHERE r.id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid AND ${IN_FORCE} AND CASE w.rule
            WHEN 'C15' THEN EXISTS (SELECT FROM (VALUES (s.given_on), (r.accepted_on)) AS act (day)
              WHERE act.day <= w.document_date AND NOT certificate_valid(r.person_id, act.day))
            WHEN 'C17' THEN EXISTS (SELECT FROM (VALUES (r.started_on), (r.completed_on)) AS act (day)
              WHERE act.day <= w.document_date AND act.day NOT BETWEEN k.licence_valid_from AND k.licence_valid_until)
            ELSE false END) THEN RETURN NULL; END IF;
       RAISE EXCEPTION 'the document of a waiver is dated before the act that it allows' USING ERRCODE = 'check_violation',
         CONSTRAINT = 'retrofits_waiver_before_the_act', TABLE = 'retrofits';
     END $$`,
  `CREATE TRIGGER retrofits_after_waivers AFTER UPDATE OF started_on, completed_on, accepted_on ON retrofits
     FOR EACH ROW WHEN (NEW.waived_rules && '{C15,C17}') EXECUTE FUNCTION acts_after_waivers('id')`,
  `CREATE TRIGGER application_steps_after_waivers AFTER UPDATE OF given_on ON application_steps
     FOR EACH ROW WHEN (NEW.level = 0) EXECUTE FUNCTION acts_after_waivers('retrofit_id')`,
];

/** The decision is of the contract's own programme; contracts_decision_fkey ties the day. */
const CONTRACTS = [
  `ALTER TABLE decisions ADD CONSTRAINT decisions_id_programme_key UNIQUE (id, programme_id)`,
  `ALTER TABLE contracts ADD CONSTRAINT contracts_decision_of_programme_fkey
     FOREIGN KEY (decision_id, programme_id) REFERENCES decisions (id, programme_id)`,
];

/** When the notice and the selection were recorded; null for what was recorded before anybody kept it. */
const INSTANTS = [
  `ALTER TABLE applications ADD COLUMN notice_recorded_at timestamptz, ADD COLUMN selected_recorded_at timestamptz`,
  `CREATE FUNCTION applications_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       NEW.notice_recorded_at := CASE WHEN NEW.notice_from IS NULL THEN NULL
         WHEN TG_OP = 'INSERT' OR (NEW.notice_from, NEW.notice_until) IS DISTINCT FROM (OLD.notice_from, OLD.notice_until) THEN tantu_now()
         ELSE OLD.notice_recorded_at END;
       NEW.selected_recorded_at := CASE WHEN NEW.selected_on IS NULL THEN NULL
         WHEN TG_OP = 'INSERT' OR NEW.selected_on IS DISTINCT FROM OLD.selected_on THEN tantu_now() ELSE OLD.selected_recorded_at END;
       RETURN NEW;
     END $$`,
  `CREATE TRIGGER applications_stamp BEFORE INSERT OR UPDATE ON applications FOR EACH ROW EXECUTE FUNCTION applications_stamp()`,
];
