import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** The dates that an acceptance follows; those of the contract and the approval come from other tables and are compared all the same. */
const DATES = [
  'approved_on', 'surveyed_on', 'measured_on', 'consulted_on', 'plan_agreed_on', 'contract_id', 'contractor_id', 'contract_signed_on',
  'started_on', 'completed_on',
]; // prettier-ignore

/** What is closed by an acceptance: the table, what is refused on it, and the columns that may change all the same. A household still complains later, and that is cured. */
const CLOSED: readonly (readonly [string, string, ...string[]])[] = [
  ['retrofit_items', 'UPDATE OR DELETE'],
  ['devices', 'INSERT OR UPDATE OR DELETE'],
  ['applications', 'UPDATE OR DELETE'],
  ['application_steps', 'UPDATE OR DELETE'],
  ['defects', 'UPDATE OR DELETE', 'cured_on', 'cure_note', 'reinspected_on', 'cured_recorded_at', 'reinspected_recorded_at'],
]; // prettier-ignore

/** Whose retrofit it is stays once somebody applied. What an acceptance rests on stays once it is accepted, and the day of acceptance stays while a report says it. */
export class CloseRecordsAtAcceptance1795737619100 implements MigrationInterface {
  name = 'CloseRecordsAtAcceptance1795737619100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE FUNCTION retrofits_keep_household() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         BEGIN
           IF (NEW.household_id, NEW.person_id, NEW.programme_id) = (OLD.household_id, OLD.person_id, OLD.programme_id)
              OR NOT EXISTS (SELECT FROM applications WHERE retrofit_id = OLD.id UNION ALL SELECT FROM waivers WHERE retrofit_id = OLD.id) THEN RETURN NEW; END IF;
           RAISE EXCEPTION 'what was applied for by one household is not another''s' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'retrofits_household_kept', TABLE = 'retrofits';
         END $$`,
      `CREATE TRIGGER retrofits_household_kept BEFORE UPDATE OF household_id, person_id, programme_id ON retrofits
         FOR EACH ROW EXECUTE FUNCTION retrofits_keep_household()`,
      `CREATE FUNCTION retrofits_keep_accepted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE dates text[] := '{${DATES.join(',')}}';
         BEGIN
           IF NEW.accepted_on IS DISTINCT FROM OLD.accepted_on AND EXISTS (SELECT FROM acceptance_reports WHERE retrofit_id = OLD.id AND is_current) THEN
             RAISE EXCEPTION 'the day of acceptance is reported' USING ERRCODE = 'check_violation',
               CONSTRAINT = 'retrofits_acceptance_reported', TABLE = 'retrofits';
           ELSIF EXISTS (SELECT FROM unnest(dates) AS d WHERE (to_jsonb(NEW) -> d) IS DISTINCT FROM (to_jsonb(OLD) -> d)) THEN
             RAISE EXCEPTION 'the dates of an accepted retrofit are closed' USING ERRCODE = 'check_violation',
               CONSTRAINT = 'retrofits_closed_at_acceptance', TABLE = 'retrofits';
           END IF;
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER retrofits_closed_at_acceptance BEFORE UPDATE ON retrofits FOR EACH ROW WHEN (OLD.accepted_on IS NOT NULL) EXECUTE FUNCTION retrofits_keep_accepted()`,
      // The first argument names the constraint, the others the columns that may change all the same. The share lock
      // makes a change wait for an acceptance that is being recorded, and the other way round.
      `CREATE FUNCTION refuse_after_acceptance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE movable text[] := ARRAY['area_code', 'district_code', 'version'] || TG_ARGV[1:]; accepted date;
         BEGIN
           IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - movable) = (to_jsonb(OLD) - movable) THEN RETURN NEW; END IF;
           FOR accepted IN SELECT accepted_on FROM retrofits WHERE id IN (OLD.retrofit_id, NEW.retrofit_id) FOR SHARE LOOP
             IF accepted IS NOT NULL THEN
               RAISE EXCEPTION '% on % is refused: the retrofit is accepted', TG_OP, TG_TABLE_NAME USING ERRCODE = 'check_violation',
                 CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
             END IF;
           END LOOP;
           RETURN coalesce(NEW, OLD);
         END $$`,
      ...CLOSED.map(
        ([
          table,
          events,
          ...movable
        ]) => `CREATE TRIGGER ${table}_closed_at_acceptance BEFORE ${events} ON ${table}
         FOR EACH ROW EXECUTE FUNCTION refuse_after_acceptance(${[`${table}_closed_at_acceptance`, ...movable].map((name) => `'${name}'`).join(', ')})`,
      ),
      // Asked at the commit: a report is taken back as the one that supersedes it is issued.
      `CREATE FUNCTION acceptance_reports_keep_one() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         BEGIN
           IF NOT EXISTS (SELECT FROM retrofits WHERE id = NEW.retrofit_id AND accepted_on IS NOT NULL)
              OR EXISTS (SELECT FROM acceptance_reports WHERE retrofit_id = NEW.retrofit_id AND is_current) THEN RETURN NULL; END IF;
           RAISE EXCEPTION 'a report is superseded by another one only' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'acceptance_reports_superseded', TABLE = 'acceptance_reports';
         END $$`,
      `CREATE CONSTRAINT TRIGGER acceptance_reports_superseded AFTER UPDATE OF is_current ON acceptance_reports DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW WHEN (OLD.is_current AND NOT NEW.is_current) EXECUTE FUNCTION acceptance_reports_keep_one()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
