import { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToRetrofit } from './1795392000600-create-retrofits';
import { AREA_COLUMNS, protect, run } from './sql';

/**
 * Waivers: an authorised, dated exception to one rule of one retrofit. A retrofit's waived_rules follow from them
 * and from nothing else; src/waivers/acts-allowed.ts declares the same dates, and a test compares.
 */
export class CreateWaivers1795737611000 implements MigrationInterface {
  name = 'CreateWaivers1795737611000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(queryRunner, ...SCAN, TABLE, ...KEEPING);
    await belongsToRetrofit(queryRunner, 'waivers');
    await protect(queryRunner, 'waivers', {
      staffMay: [
        'INSERT',
        'UPDATE (decision, decided_by, decider_name, decision_note, withdrawn_by, withdrawer_name, withdrawal_reason)',
      ],
    });
    await run(queryRunner, ...DERIVED);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

/** The scan is a document of the same retrofit. */
const SCAN = [
  `ALTER TABLE documents DROP CONSTRAINT documents_kind_known`,
  `ALTER TABLE documents ADD CONSTRAINT documents_kind_known CHECK (kind IN
     ('drawing', 'consultationRecord', 'application', 'selectionRecord', 'contract', 'minutes', 'grant', 'waiver', 'other'))`,
  `ALTER TABLE documents ADD CONSTRAINT documents_id_retrofit_key UNIQUE (id, retrofit_id)`,
];

const TABLE = `CREATE TABLE waivers (
  id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
  rule text NOT NULL CONSTRAINT waivers_rule_waivable CHECK (rule IN ('C02', 'C03', 'C06', 'C07', 'C12', 'C15', 'C17', 'C18')),
  reason text NOT NULL CONSTRAINT waivers_reason_given CHECK (length(reason) BETWEEN 1 AND 2000),
  authority text NOT NULL CONSTRAINT waivers_authority_length CHECK (length(authority) BETWEEN 1 AND 100),
  document_number text NOT NULL CONSTRAINT waivers_document_number_length CHECK (length(document_number) BETWEEN 1 AND 100),
  document_date date NOT NULL,
  document_id uuid NOT NULL,
  requested_by uuid NOT NULL CONSTRAINT waivers_requested_by_fkey REFERENCES users (id),
  requester_name text NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT tantu_now(),
  decision text CONSTRAINT waivers_decision_known CHECK (decision IN ('approved', 'refused')),
  decided_by uuid CONSTRAINT waivers_decided_by_fkey REFERENCES users (id),
  decider_name text,
  decided_at timestamptz,
  decision_note text NOT NULL DEFAULT '' CONSTRAINT waivers_decision_note_length CHECK (length(decision_note) <= 1000),
  withdrawn_by uuid CONSTRAINT waivers_withdrawn_by_fkey REFERENCES users (id),
  withdrawer_name text,
  withdrawn_at timestamptz,
  withdrawal_reason text CONSTRAINT waivers_withdrawal_reason_given CHECK (length(withdrawal_reason) BETWEEN 1 AND 1000),
  CONSTRAINT waivers_scan_fkey FOREIGN KEY (document_id, retrofit_id) REFERENCES documents (id, retrofit_id),
  CONSTRAINT waivers_c13_not_in_the_future CHECK (document_date <= local_day(requested_at)),
  CONSTRAINT waivers_two_people CHECK (decided_by IS NULL OR decided_by <> requested_by),
  CONSTRAINT waivers_decision_whole CHECK (num_nulls(decision, decided_by, decider_name, decided_at) IN (0, 4)),
  CONSTRAINT waivers_refusal_explained CHECK (decision IS DISTINCT FROM 'refused' OR decision_note <> ''),
  CONSTRAINT waivers_withdrawal_whole CHECK (num_nulls(withdrawn_by, withdrawer_name, withdrawn_at, withdrawal_reason) IN (0, 4)))`;

/** In force: approved and not withdrawn. */
const IN_FORCE = `decision = 'approved' AND withdrawn_at IS NULL`;

/** Who may do what to a row, whoever connects; a request is written, decided once, withdrawn once. */
const KEEPING = [
  `CREATE UNIQUE INDEX waivers_one_standing ON waivers (retrofit_id, rule) WHERE decision IS DISTINCT FROM 'refused' AND withdrawn_at IS NULL`,
  `CREATE INDEX waivers_undecided ON waivers (district_code, requested_at) WHERE decision IS NULL AND withdrawn_at IS NULL`,
  // Whose hand it is: an actor acts in no name but his own, and only inside his area.
  `CREATE FUNCTION waivers_check_hand(hand uuid, place text, district boolean, constraint_name text) RETURNS void
     LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     DECLARE person record; actor text := coalesce(current_setting('tantu.actor_id', true), '');
     BEGIN
       SELECT role, area_code, disabled_at INTO person FROM users WHERE id = hand;
       IF person.disabled_at IS NULL AND starts_with(place, person.area_code) AND actor IN ('', hand::text)
          AND (person.role = 'supervisor' OR (person.role = 'caseworker' AND NOT district))
          AND (NOT district OR length(person.area_code) <= 6) THEN RETURN; END IF;
       IF constraint_name = 'waivers_decider_is_supervisor' THEN
         RAISE EXCEPTION 'a waiver is decided by a supervisor of the district' USING ERRCODE = 'check_violation',
           CONSTRAINT = 'waivers_decider_is_supervisor', TABLE = 'waivers';
       END IF;
       RAISE EXCEPTION 'this is for the staff of the retrofit''s own area' USING ERRCODE = 'check_violation',
         CONSTRAINT = 'waivers_of_the_area', TABLE = 'waivers';
     END $$`,
  `REVOKE ALL ON FUNCTION waivers_check_hand(uuid, text, boolean, text) FROM PUBLIC`,
  `CREATE FUNCTION waivers_keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     DECLARE moving text[] := ARRAY['area_code', 'district_code'];
       deciding text[] := moving || ARRAY['decision', 'decided_by', 'decider_name', 'decided_at', 'decision_note'];
       withdrawing text[] := moving || ARRAY['withdrawn_by', 'withdrawer_name', 'withdrawn_at', 'withdrawal_reason'];
       place text;
     BEGIN
       IF TG_OP = 'INSERT' AND NEW.decision IS NULL AND NEW.withdrawn_by IS NULL THEN
         SELECT area_code INTO place FROM retrofits WHERE id = NEW.retrofit_id;
         PERFORM waivers_check_hand(NEW.requested_by, place, false, 'waivers_of_the_area');
         IF NOT EXISTS (SELECT FROM documents WHERE id = NEW.document_id AND retrofit_id = NEW.retrofit_id AND kind = 'waiver') THEN
           RAISE EXCEPTION 'the scan of a waiver is a document of its own kind' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'waivers_scan_of_its_kind', TABLE = 'waivers';
         END IF;
         NEW.requested_at := tantu_now();
         RETURN NEW;
       ELSIF TG_OP = 'UPDATE' THEN
         IF (to_jsonb(NEW) - moving) = (to_jsonb(OLD) - moving) THEN RETURN NEW; END IF;
         IF OLD.withdrawn_at IS NULL AND OLD.decision IS NULL AND NEW.decision IS NOT NULL AND (to_jsonb(NEW) - deciding) = (to_jsonb(OLD) - deciding) THEN
           PERFORM waivers_check_hand(NEW.decided_by, NEW.area_code, true, 'waivers_decider_is_supervisor');
           NEW.decided_at := tantu_now();
           RETURN NEW;
         END IF;
         IF OLD.withdrawn_at IS NULL AND OLD.decision IS DISTINCT FROM 'refused' AND (to_jsonb(NEW) - withdrawing) = (to_jsonb(OLD) - withdrawing) THEN
           PERFORM waivers_check_hand(NEW.withdrawn_by, NEW.area_code, OLD.decision IS NOT NULL, 'waivers_of_the_area');
           NEW.withdrawn_at := tantu_now();
           RETURN NEW;
         END IF;
       END IF;
       RAISE EXCEPTION 'a waiver is kept as it was written' USING ERRCODE = 'check_violation',
         CONSTRAINT = 'waivers_kept', TABLE = 'waivers';
     END $$`,
  `CREATE TRIGGER waivers_kept BEFORE INSERT OR UPDATE OR DELETE ON waivers FOR EACH ROW EXECUTE FUNCTION waivers_keep()`,
];

/** From the waivers in force to the rows that they let pass, and back. */
const DERIVED = [
  `ALTER TABLE retrofits DROP CONSTRAINT retrofits_waivers_authorised`,
  `CREATE FUNCTION waivers_apply() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     DECLARE r retrofits;
     BEGIN
       UPDATE retrofits SET waived_rules = (SELECT coalesce(array_agg(w.rule ORDER BY w.rule), '{}') FROM waivers w
           WHERE w.retrofit_id = NEW.retrofit_id AND ${IN_FORCE}) WHERE id = NEW.retrofit_id RETURNING * INTO r;
       -- What no CHECK of the retrofit's row holds rests on a waiver once the act has happened.
       IF NEW.withdrawn_at IS NOT NULL AND NEW.decision = 'approved' AND (CASE NEW.rule WHEN 'C03' THEN r.started_on IS NOT NULL
            WHEN 'C17' THEN r.started_on IS NOT NULL WHEN 'C15' THEN r.accepted_on IS NOT NULL WHEN 'C18' THEN r.accepted_on IS NOT NULL ELSE false END) THEN
         RAISE EXCEPTION 'an act rests on this waiver' USING ERRCODE = 'check_violation', CONSTRAINT = 'waivers_rested_on', TABLE = 'waivers';
       END IF;
       RETURN NULL;
     END $$`,
  `CREATE TRIGGER waivers_apply AFTER UPDATE OF decision, withdrawn_by ON waivers FOR EACH ROW EXECUTE FUNCTION waivers_apply()`,
  // Same day is not before: whoever decides on the day of the act may have decided after it.
  `CREATE FUNCTION retrofits_check_waivers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     DECLARE w waivers; standing text[];
     BEGIN
       IF NEW.waived_rules = '{}' AND (TG_OP = 'INSERT' OR OLD.waived_rules = '{}') THEN RETURN NULL; END IF;
       SELECT coalesce(array_agg(rule ORDER BY rule), '{}') INTO standing FROM waivers WHERE retrofit_id = NEW.id AND ${IN_FORCE};
       IF NEW.waived_rules <> standing THEN
         RAISE EXCEPTION 'a rule is waived by an approved waiver only' USING ERRCODE = 'check_violation',
           CONSTRAINT = 'retrofits_waivers_authorised', TABLE = 'retrofits';
       END IF;
       FOR w IN SELECT * FROM waivers WHERE retrofit_id = NEW.id AND ${IN_FORCE} LOOP
         IF w.document_date >= (CASE w.rule
              WHEN 'C02' THEN NEW.started_on WHEN 'C03' THEN NEW.started_on WHEN 'C07' THEN NEW.started_on
              WHEN 'C06' THEN NEW.contract_signed_on WHEN 'C18' THEN NEW.accepted_on
              WHEN 'C12' THEN least(
                CASE WHEN NEW.started_on NOT BETWEEN NEW.programme_starts_on AND NEW.programme_ends_on THEN NEW.started_on END,
                CASE WHEN NEW.accepted_on NOT BETWEEN NEW.programme_starts_on AND NEW.programme_ends_on THEN NEW.accepted_on END) END) THEN
           RAISE EXCEPTION 'the document of a waiver of % is dated before the act that it allows', w.rule USING ERRCODE = 'check_violation',
             CONSTRAINT = 'retrofits_waiver_before_the_act', TABLE = 'retrofits';
         END IF;
       END LOOP;
       RETURN NULL;
     END $$`,
  `CREATE CONSTRAINT TRIGGER retrofits_waivers_authorised AFTER INSERT OR UPDATE ON retrofits
     FOR EACH ROW EXECUTE FUNCTION retrofits_check_waivers()`,
];
