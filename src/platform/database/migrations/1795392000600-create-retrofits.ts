import { MigrationInterface, QueryRunner } from 'typeorm';
import { AREA_COLUMNS, CONTRACTOR_OF_RETROFIT, protect, run } from './sql';

/** The nine dates of a retrofit, in the order in which they happen. */
const DATES = [
  'surveyed_on', 'measured_on', 'consulted_on', 'plan_agreed_on', 'contract_signed_on',
  'started_on', 'completed_on', 'accepted_on', 'signed_on',
]; // prettier-ignore

const recorded = (date: string): string => date.replace(/_on$/, '_recorded_at');

/**
 * One CHECK of the chronology: a later date needs its earlier one, and may not lie before it. Written out
 * here as it stood when the table was made; src/workflow/chronology.ts declares it and a test compares.
 */
const ordered = (code: string, name: string, earlier: string, later: string, waivable: boolean): string =>
  `CONSTRAINT retrofits_${code.toLowerCase()}_${name} CHECK (${later} IS NULL OR (${earlier} IS NOT NULL AND ${earlier} <= ${later})${
    waivable ? ` OR '${code}' = ANY (waived_rules)` : ''
  })`;

const within = (name: string, date: string): string =>
  `CONSTRAINT retrofits_c12_${name} CHECK (${date} IS NULL OR (${date} >= programme_starts_on AND ${date} <= programme_ends_on) OR 'C12' = ANY (waived_rules))`;

const notInTheFuture = (date: string): string =>
  `CONSTRAINT retrofits_c13_${date} CHECK (${date} IS NULL OR (${recorded(date)} IS NOT NULL AND ${date} <= local_day(${recorded(date)})))`;

/** Retrofits: one household in one programme, with every date of the seven steps on the one row. */
export class CreateRetrofits1795392000600 implements MigrationInterface {
  name = 'CreateRetrofits1795392000600';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE retrofits (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         programme_id uuid NOT NULL,
         programme_starts_on date NOT NULL, programme_ends_on date NOT NULL,
         household_id uuid NOT NULL,
         person_id uuid NOT NULL CONSTRAINT retrofits_person_id_fkey REFERENCES people (id),
         approved_on date,
         approval_level smallint NOT NULL DEFAULT 3 CONSTRAINT retrofits_approval_is_district CHECK (approval_level = 3),
         approval_verdict text NOT NULL DEFAULT 'agree' CONSTRAINT retrofits_approval_agrees CHECK (approval_verdict = 'agree'),
         contract_id uuid, contractor_id uuid,
         ${DATES.map((date) => `${date} date, ${recorded(date)} timestamptz`).join(',\n         ')},
         steps_done smallint GENERATED ALWAYS AS (
           CASE WHEN signed_on IS NOT NULL THEN 7 WHEN accepted_on IS NOT NULL THEN 6 WHEN completed_on IS NOT NULL THEN 5
                WHEN plan_agreed_on IS NOT NULL THEN 4 WHEN consulted_on IS NOT NULL THEN 3 WHEN measured_on IS NOT NULL THEN 2
                WHEN surveyed_on IS NOT NULL THEN 1 ELSE 0 END) STORED NOT NULL,
         waived_rules text[] NOT NULL DEFAULT '{}'
           CONSTRAINT retrofits_waivers_authorised CHECK (waived_rules = '{}'),
         ended_on date, ended_reason text CONSTRAINT retrofits_ended_reason_known CHECK (ended_reason IN ('refused', 'withdrawn', 'householdDeclined')),
         ended_note text,
         created_at timestamptz NOT NULL DEFAULT tantu_now(),
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT retrofits_household_fkey FOREIGN KEY (household_id, area_code) REFERENCES households (id, area_code) ON UPDATE CASCADE,
         CONSTRAINT retrofits_p04_of_this_district FOREIGN KEY (programme_id, district_code) REFERENCES programmes (id, district_code),
         CONSTRAINT retrofits_programme_period_fkey FOREIGN KEY (programme_id, programme_starts_on, programme_ends_on)
           REFERENCES programmes (id, starts_on, ends_on) ON UPDATE CASCADE,
         CONSTRAINT retrofits_contract_fkey FOREIGN KEY (contract_id, programme_id, contractor_id, contract_signed_on)
           REFERENCES contracts (id, programme_id, contractor_id, signed_on) ON UPDATE CASCADE,
         CONSTRAINT retrofits_contract_whole CHECK (num_nulls(contract_id, contractor_id, contract_signed_on) IN (0, 3)),
         ${ordered('C02', 'approval_before_works', 'approved_on', 'started_on', true)},
         ${ordered('C04', 'survey_before_measurement', 'surveyed_on', 'measured_on', false)},
         ${ordered('C04', 'measurement_before_consultation', 'measured_on', 'consulted_on', false)},
         ${ordered('C04', 'consultation_before_plan', 'consulted_on', 'plan_agreed_on', false)},
         ${ordered('C05', 'plan_before_works', 'plan_agreed_on', 'started_on', false)},
         ${ordered('C07', 'contract_before_works', 'contract_signed_on', 'started_on', true)},
         ${ordered('C09', 'start_before_completion', 'started_on', 'completed_on', false)},
         ${ordered('C10', 'completion_before_acceptance', 'completed_on', 'accepted_on', false)},
         ${ordered('C11', 'acceptance_before_signature', 'accepted_on', 'signed_on', false)},
         ${within('start_in_programme', 'started_on')},
         ${within('acceptance_in_programme', 'accepted_on')},
         ${DATES.map(notInTheFuture).join(',\n         ')},
         CONSTRAINT retrofits_ended_whole CHECK ((ended_on IS NULL) = (ended_reason IS NULL) AND (ended_on IS NULL OR started_on IS NULL)),
         CONSTRAINT retrofits_ended_not_in_future CHECK (ended_on IS NULL OR ended_on <= local_day(now()) + 1),
         CONSTRAINT retrofits_id_area_key UNIQUE (id, area_code),
         CONSTRAINT retrofits_id_programme_key UNIQUE (id, programme_id))`,
      `CREATE UNIQUE INDEX retrofits_p05_once ON retrofits (programme_id, household_id) WHERE ended_on IS NULL`,
      `CREATE INDEX retrofits_worklist ON retrofits (district_code, steps_done, id)`,
      `CREATE INDEX retrofits_of_household ON retrofits (household_id)`,
      `CREATE INDEX retrofits_of_programme ON retrofits (programme_id, id)`,
      `CREATE INDEX retrofits_of_contractor ON retrofits (contractor_id, id) WHERE contractor_id IS NOT NULL`,
      `ALTER TABLE quota_entries ADD CONSTRAINT quota_entries_retrofit_fkey
         FOREIGN KEY (retrofit_id, programme_id) REFERENCES retrofits (id, programme_id)`,

      // When a date was recorded is the database's own knowledge: it is stamped as the date changes and can't be written.
      `CREATE FUNCTION retrofits_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           ${DATES.map(
             (date) => `IF TG_OP = 'INSERT' OR NEW.${date} IS DISTINCT FROM OLD.${date}
             THEN NEW.${recorded(date)} := CASE WHEN NEW.${date} IS NULL THEN NULL ELSE tantu_now() END;
             ELSE NEW.${recorded(date)} := OLD.${recorded(date)}; END IF;`,
           ).join('\n           ')}
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER retrofits_stamp BEFORE INSERT OR UPDATE ON retrofits FOR EACH ROW EXECUTE FUNCTION retrofits_stamp()`,

      // A row that hangs on a retrofit lies where the retrofit lies. Tables that triggers ask are named with their
      // schema: a temporary table of the same name would otherwise answer in their place.
      `CREATE FUNCTION area_of_retrofit() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           SELECT area_code INTO NEW.area_code FROM public.retrofits WHERE id = NEW.retrofit_id;
           RETURN NEW;
         END $$`,

      `CREATE TABLE applications (
         retrofit_id uuid PRIMARY KEY,${AREA_COLUMNS},
         applicant_name text NOT NULL CONSTRAINT applications_applicant_name_length CHECK (length(applicant_name) BETWEEN 1 AND 60),
         applicant_relation text NOT NULL CONSTRAINT applications_relation_known CHECK (applicant_relation IN ('self', 'guardian', 'proxy')),
         proxy_reason text NOT NULL DEFAULT '',
         channel text NOT NULL CONSTRAINT applications_channel_known CHECK (channel IN ('community', 'district', 'association')),
         needs text NOT NULL CONSTRAINT applications_needs_given CHECK (length(needs) BETWEEN 1 AND 2000),
         selection_method text CONSTRAINT applications_selection_method_known CHECK (selection_method IN ('appraisalMeeting', 'dataMatching', 'fullCoverage')),
         selected_on date, selection_record text,
         notice_from date, notice_until date, notice_place text, notice_objections text,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT applications_retrofit_fkey FOREIGN KEY (retrofit_id, area_code) REFERENCES retrofits (id, area_code) ON UPDATE CASCADE,
         CONSTRAINT applications_proxy_explained CHECK (applicant_relation <> 'proxy' OR proxy_reason <> ''),
         CONSTRAINT applications_selection_whole CHECK (num_nulls(selection_method, selected_on, selection_record) IN (0, 3)),
         CONSTRAINT applications_notice_whole CHECK (num_nulls(notice_from, notice_until, notice_place) IN (0, 3)),
         CONSTRAINT applications_c03_notice_in_order CHECK (notice_until IS NULL OR notice_from <= notice_until))`,

      // Level 0 is the submission, 1 to 3 the opinions of community, street and district. Each names the date before it
      // by foreign key, so neither a page nor psql can put them out of order, and nothing follows a refusal.
      `CREATE TABLE application_steps (
         retrofit_id uuid NOT NULL CONSTRAINT application_steps_application_fkey REFERENCES applications (retrofit_id),
         level smallint NOT NULL CONSTRAINT application_steps_level_known CHECK (level BETWEEN 0 AND 3),${AREA_COLUMNS},
         verdict text NOT NULL CONSTRAINT application_steps_verdict_known CHECK (verdict IN ('agree', 'refuse')),
         given_on date NOT NULL,
         preceding_level smallint, preceding_verdict text, preceded_on date,
         user_id uuid NOT NULL CONSTRAINT application_steps_user_id_fkey REFERENCES users (id),
         person_name text NOT NULL,
         opinion text NOT NULL,
         seal_caption text NOT NULL,
         content_hash bytea NOT NULL CONSTRAINT application_steps_content_hash_form CHECK (length(content_hash) = 32),
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         PRIMARY KEY (retrofit_id, level),
         CONSTRAINT application_steps_retrofit_fkey FOREIGN KEY (retrofit_id, area_code) REFERENCES retrofits (id, area_code) ON UPDATE CASCADE,
         CONSTRAINT application_steps_date_key UNIQUE (retrofit_id, level, verdict, given_on),
         CONSTRAINT application_steps_preceding_fkey FOREIGN KEY (retrofit_id, preceding_level, preceding_verdict, preceded_on)
           REFERENCES application_steps (retrofit_id, level, verdict, given_on) ON UPDATE CASCADE,
         CONSTRAINT application_steps_f01_one_after_another CHECK (CASE WHEN level = 0
           THEN num_nonnulls(preceding_level, preceding_verdict, preceded_on) = 0 AND verdict = 'agree'
           ELSE preceding_level IS NOT NULL AND preceding_level = level - 1
                AND preceding_verdict IS NOT NULL AND preceding_verdict = 'agree' AND preceded_on IS NOT NULL END),
         CONSTRAINT application_steps_f01_opinion_given CHECK (level = 0 OR (opinion <> '' AND seal_caption <> '')),
         CONSTRAINT application_steps_c01_in_order CHECK (level = 0 OR preceded_on <= given_on),
         CONSTRAINT application_steps_c13_not_in_the_future CHECK (given_on <= local_day(recorded_at)))`,
      `CREATE UNIQUE INDEX application_steps_s02_three_people ON application_steps (retrofit_id, user_id) WHERE level > 0`,
      `CREATE FUNCTION application_steps_level() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE reviewer record; place text;
         BEGIN
           -- A date may be corrected after the officer moved on; the opinion was given all the same.
           IF NEW.level = 0 OR (TG_OP = 'UPDATE' AND (NEW.retrofit_id, NEW.level, NEW.user_id) = (OLD.retrofit_id, OLD.level, OLD.user_id))
             THEN RETURN NEW; END IF;
           SELECT role, area_code INTO reviewer FROM users WHERE id = NEW.user_id;
           SELECT area_code INTO place FROM retrofits WHERE id = NEW.retrofit_id;
           IF reviewer.role NOT IN ('caseworker', 'supervisor') OR NOT starts_with(place, reviewer.area_code)
              OR length(reviewer.area_code) <> (ARRAY[12, 9, 6])[NEW.level] THEN
             RAISE EXCEPTION 'this opinion belongs to another level or area' USING ERRCODE = 'check_violation',
               CONSTRAINT = 'application_steps_s02_level_and_area', TABLE = 'application_steps';
           END IF;
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER application_steps_s02_level_and_area BEFORE INSERT OR UPDATE ON application_steps
         FOR EACH ROW EXECUTE FUNCTION application_steps_level()`,
      `CREATE TRIGGER application_steps_stamp BEFORE INSERT OR UPDATE ON application_steps
         FOR EACH ROW EXECUTE FUNCTION keep_recorded_at('given_on')`,
      `CREATE TRIGGER application_steps_area BEFORE INSERT ON application_steps FOR EACH ROW EXECUTE FUNCTION area_of_retrofit()`,
      `CREATE TRIGGER applications_area BEFORE INSERT ON applications FOR EACH ROW EXECUTE FUNCTION area_of_retrofit()`,
      `ALTER TABLE retrofits ADD CONSTRAINT retrofits_approval_fkey FOREIGN KEY (id, approval_level, approval_verdict, approved_on)
         REFERENCES application_steps (retrofit_id, level, verdict, given_on) ON UPDATE CASCADE`,
    );
    await protect(queryRunner, 'retrofits', {
      contractor: `contractor_id = nullif(current_setting('tantu.contractor', true), '')::uuid`,
      contractorMay: ['UPDATE (started_on, completed_on, version)'],
    });
    await protect(queryRunner, 'applications');
    // What an opinion said is not changed; its date may be corrected while nothing contradicts it.
    await protect(queryRunner, 'application_steps', { staffMay: ['INSERT', 'UPDATE (given_on)'] });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

/** For the tables made after this one: the columns and triggers that tie a row to its retrofit. */
export async function belongsToRetrofit(queryRunner: QueryRunner, table: string): Promise<void> {
  await run(
    queryRunner,
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_retrofit_fkey FOREIGN KEY (retrofit_id, area_code)
       REFERENCES retrofits (id, area_code) ON UPDATE CASCADE`,
    `CREATE TRIGGER ${table}_area BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION area_of_retrofit()`,
    `CREATE INDEX ${table}_of_retrofit ON ${table} (retrofit_id)`,
  );
}

export { CONTRACTOR_OF_RETROFIT };
