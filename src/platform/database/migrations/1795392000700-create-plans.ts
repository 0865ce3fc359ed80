import { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToRetrofit } from './1795392000600-create-retrofits';
import { AREA_COLUMNS, CONTRACTOR_OF_RETROFIT, protect, run } from './sql';

/** What steps 1 to 5 write down: rooms, survey, measurements, consultation, the plan in its revisions, devices. */
export class CreatePlans1795392000700 implements MigrationInterface {
  name = 'CreatePlans1795392000700';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE catalogue_items (
         code text PRIMARY KEY CONSTRAINT catalogue_items_code_form CHECK (code ~ '^[a-z][a-z0-9-]{1,59}$'),
         item jsonb NOT NULL,
         price_limit_fen bigint NOT NULL CONSTRAINT catalogue_items_price_positive CHECK (price_limit_fen > 0),
         active boolean NOT NULL DEFAULT true)`,
      `GRANT SELECT ON catalogue_items TO tantu_staff, tantu_reader, tantu_region, tantu_contractor, tantu_admin, tantu_system`,
      `GRANT INSERT, UPDATE ON catalogue_items TO tantu_system`,

      `CREATE TABLE rooms (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         kind text NOT NULL CONSTRAINT rooms_kind_known CHECK (kind IN
           ('entrance', 'yard', 'passage', 'livingRoom', 'bedroom', 'bathroom', 'kitchen', 'balcony', 'stairs', 'other')),
         name text NOT NULL CONSTRAINT rooms_name_length CHECK (length(name) BETWEEN 1 AND 40),
         CONSTRAINT rooms_name_key UNIQUE (retrofit_id, name),
         CONSTRAINT rooms_id_retrofit_key UNIQUE (id, retrofit_id))`,

      `CREATE TABLE site_surveys (
         retrofit_id uuid PRIMARY KEY,${AREA_COLUMNS},
         dwelling text NOT NULL CONSTRAINT site_surveys_dwelling_known CHECK (dwelling IN ('bungalow', 'farmhouse', 'apartment', 'lift', 'other')),
         storey smallint CONSTRAINT site_surveys_storey_plausible CHECK (storey BETWEEN -2 AND 60),
         condition text NOT NULL CONSTRAINT site_surveys_condition_known CHECK (condition IN ('sound', 'worn', 'dangerous')),
         needs text NOT NULL CONSTRAINT site_surveys_needs_given CHECK (length(needs) BETWEEN 1 AND 2000),
         longitude numeric(9,6), latitude numeric(8,6), position_accuracy_m numeric(8,1),
         surveyor_id uuid NOT NULL CONSTRAINT site_surveys_surveyor_id_fkey REFERENCES users (id),
         surveyor_name text NOT NULL,
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT site_surveys_position_whole CHECK (num_nulls(longitude, latitude) IN (0, 2)
           AND (longitude IS NULL OR (longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90))))`,

      `CREATE TABLE measurements (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         room_id uuid NOT NULL,
         what text NOT NULL CONSTRAINT measurements_what_known CHECK (what IN ('stepHeight', 'thresholdHeight', 'doorClearWidth', 'passageWidth',
           'rampRunAvailable', 'rampWidthAvailable', 'turningSpace', 'toiletSeatHeight', 'basinHeight', 'worktopHeight', 'bedHeight',
           'switchHeight', 'wallLength', 'groundLength', 'groundWidth', 'other')),
         place text NOT NULL CONSTRAINT measurements_place_length CHECK (length(place) BETWEEN 1 AND 60),
         value_mm integer NOT NULL CONSTRAINT measurements_value_plausible CHECK (value_mm BETWEEN 0 AND 100000),
         note text NOT NULL DEFAULT '' CONSTRAINT measurements_note_length CHECK (length(note) <= 500),
         CONSTRAINT measurements_room_fkey FOREIGN KEY (room_id, retrofit_id) REFERENCES rooms (id, retrofit_id),
         CONSTRAINT measurements_place_key UNIQUE (room_id, what, place))`,

      `CREATE TABLE consultations (
         retrofit_id uuid PRIMARY KEY,${AREA_COLUMNS},
         consulted text NOT NULL CONSTRAINT consultations_consulted_known CHECK (consulted IN ('self', 'guardian', 'proxy')),
         consulted_name text NOT NULL CONSTRAINT consultations_name_length CHECK (length(consulted_name) BETWEEN 1 AND 60),
         reason_not_self text NOT NULL DEFAULT '',
         wishes text NOT NULL CONSTRAINT consultations_wishes_given CHECK (length(wishes) BETWEEN 1 AND 2000),
         read_aloud boolean NOT NULL,
         agrees boolean NOT NULL,
         refusal_reason text NOT NULL DEFAULT '',
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT consultations_proxy_explained CHECK (consulted = 'self' OR reason_not_self <> ''),
         CONSTRAINT consultations_refusal_explained CHECK (agrees OR refusal_reason <> ''))`,

      // An item keeps its identity through every revision of the plan; photos, devices and inspections hang on it.
      `CREATE TABLE retrofit_items (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         catalogue_code text NOT NULL CONSTRAINT retrofit_items_m02_in_catalogue REFERENCES catalogue_items (code),
         room_id uuid NOT NULL,
         position smallint NOT NULL,
         CONSTRAINT retrofit_items_room_fkey FOREIGN KEY (room_id, retrofit_id) REFERENCES rooms (id, retrofit_id),
         CONSTRAINT retrofit_items_position_key UNIQUE (retrofit_id, position),
         CONSTRAINT retrofit_items_id_retrofit_key UNIQUE (id, retrofit_id))`,
      // Revision 1 is the plan; each further one is a variation, with its reason, agreed again by the household.
      // The plan's own day of agreement is the retrofit's plan_agreed_on; a variation's stands here.
      `CREATE TABLE plans (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         revision smallint NOT NULL CONSTRAINT plans_revision_positive CHECK (revision >= 1),
         reason text NOT NULL DEFAULT '',
         total_fen bigint NOT NULL CONSTRAINT plans_total_positive CHECK (total_fen >= 0),
         proposed_at timestamptz NOT NULL DEFAULT tantu_now(),
         agreed_on date, agreed_recorded_at timestamptz,
         agreed_by_name text, agreed_by_relation text CONSTRAINT plans_relation_known CHECK (agreed_by_relation IN ('self', 'guardian', 'proxy')),
         content_hash bytea CONSTRAINT plans_content_hash_form CHECK (length(content_hash) = 32),
         withdrawn_at timestamptz,
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT plans_revision_key UNIQUE (retrofit_id, revision),
         CONSTRAINT plans_id_retrofit_key UNIQUE (id, retrofit_id),
         CONSTRAINT plans_variation_explained CHECK (revision = 1 OR reason <> ''),
         CONSTRAINT plans_agreement_whole CHECK (num_nulls(agreed_on, agreed_by_name, agreed_by_relation, content_hash) IN (0, 4)),
         CONSTRAINT plans_c13_not_in_the_future CHECK (agreed_on IS NULL OR (agreed_recorded_at IS NOT NULL AND agreed_on <= local_day(agreed_recorded_at))),
         CONSTRAINT plans_withdrawn_or_agreed CHECK (withdrawn_at IS NULL OR agreed_on IS NULL))`,
      `CREATE UNIQUE INDEX plans_one_open ON plans (retrofit_id) WHERE agreed_on IS NULL AND withdrawn_at IS NULL`,
      `CREATE FUNCTION plans_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
         DECLARE moving text[] := ARRAY['area_code', 'district_code', 'version', 'agreed_recorded_at'];
         BEGIN
           IF TG_OP = 'UPDATE' AND OLD.agreed_on IS NOT NULL AND (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving) THEN
             RAISE EXCEPTION 'an agreed plan is not changed; record a variation' USING ERRCODE = 'check_violation',
               CONSTRAINT = 'plans_f04_agreed_plan_kept', TABLE = 'plans';
           END IF;
           IF TG_OP = 'INSERT' OR NEW.agreed_on IS DISTINCT FROM OLD.agreed_on
             THEN NEW.agreed_recorded_at := CASE WHEN NEW.agreed_on IS NULL THEN NULL ELSE tantu_now() END;
             ELSE NEW.agreed_recorded_at := OLD.agreed_recorded_at; END IF;
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER plans_stamp BEFORE INSERT OR UPDATE ON plans FOR EACH ROW EXECUTE FUNCTION plans_stamp()`,
      `CREATE TABLE plan_lines (
         plan_id uuid NOT NULL, item_id uuid NOT NULL, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         quantity numeric(10,2) NOT NULL CONSTRAINT plan_lines_quantity_positive CHECK (quantity > 0),
         unit_price_fen bigint NOT NULL CONSTRAINT plan_lines_price_positive CHECK (unit_price_fen > 0),
         dimensions jsonb NOT NULL DEFAULT '{}',
         note text NOT NULL DEFAULT '' CONSTRAINT plan_lines_note_length CHECK (length(note) <= 500),
         PRIMARY KEY (plan_id, item_id),
         CONSTRAINT plan_lines_plan_fkey FOREIGN KEY (plan_id, retrofit_id) REFERENCES plans (id, retrofit_id),
         CONSTRAINT plan_lines_item_fkey FOREIGN KEY (item_id, retrofit_id) REFERENCES retrofit_items (id, retrofit_id))`,
      // The lines that were agreed are what was agreed.
      `CREATE FUNCTION plan_lines_keep() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           IF EXISTS (SELECT FROM public.plans WHERE id IN (NEW.plan_id, OLD.plan_id) AND agreed_on IS NOT NULL) THEN
             RAISE EXCEPTION 'an agreed plan is not changed; record a variation' USING ERRCODE = 'check_violation',
               CONSTRAINT = 'plan_lines_f04_agreed_plan_kept', TABLE = 'plan_lines';
           END IF;
           RETURN coalesce(NEW, OLD);
         END $$`,
      `CREATE TRIGGER plan_lines_f04_agreed_plan_kept BEFORE INSERT OR UPDATE OR DELETE ON plan_lines
         FOR EACH ROW EXECUTE FUNCTION plan_lines_keep()`,

      `CREATE TABLE devices (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         item_id uuid NOT NULL,
         brand text NOT NULL CONSTRAINT devices_brand_length CHECK (length(brand) BETWEEN 1 AND 60),
         model text NOT NULL DEFAULT '' CONSTRAINT devices_model_length CHECK (length(model) <= 60),
         serial_number text NOT NULL CONSTRAINT devices_serial_form CHECK (serial_number = upper(serial_number) AND serial_number ~ '^[^[:space:]]{3,60}$'),
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT devices_e09_device_once UNIQUE (serial_number),
         CONSTRAINT devices_item_fkey FOREIGN KEY (item_id, retrofit_id) REFERENCES retrofit_items (id, retrofit_id))`,

      `CREATE TABLE progress_notes (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         item_id uuid,
         noted_on date NOT NULL,
         note text NOT NULL CONSTRAINT progress_notes_note_given CHECK (length(note) BETWEEN 1 AND 1000),
         author_name text NOT NULL,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT progress_notes_item_fkey FOREIGN KEY (item_id, retrofit_id) REFERENCES retrofit_items (id, retrofit_id),
         CONSTRAINT progress_notes_c13_not_in_the_future CHECK (noted_on <= local_day(recorded_at)))`,
      `CREATE TRIGGER progress_notes_stamp BEFORE INSERT OR UPDATE ON progress_notes FOR EACH ROW EXECUTE FUNCTION keep_recorded_at('noted_on')`,
    );
    const tables = [
      'rooms',
      'site_surveys',
      'measurements',
      'consultations',
      'retrofit_items',
      'plans',
      'plan_lines',
      'devices',
      'progress_notes',
    ];
    for (const table of tables) await belongsToRetrofit(queryRunner, table);
    await protect(queryRunner, 'rooms', {
      contractor: CONTRACTOR_OF_RETROFIT,
      staffMay: ['INSERT', 'UPDATE', 'DELETE'],
    });
    await protect(queryRunner, 'site_surveys', { contractor: CONTRACTOR_OF_RETROFIT });
    await protect(queryRunner, 'measurements', {
      contractor: CONTRACTOR_OF_RETROFIT,
      staffMay: ['INSERT', 'UPDATE', 'DELETE'],
    });
    await protect(queryRunner, 'consultations');
    await protect(queryRunner, 'retrofit_items', {
      contractor: CONTRACTOR_OF_RETROFIT,
      staffMay: ['INSERT', 'UPDATE', 'DELETE'],
    });
    await protect(queryRunner, 'plans', { contractor: CONTRACTOR_OF_RETROFIT });
    await protect(queryRunner, 'plan_lines', {
      contractor: CONTRACTOR_OF_RETROFIT,
      staffMay: ['INSERT', 'UPDATE', 'DELETE'],
    });
    await protect(queryRunner, 'devices', { contractor: CONTRACTOR_OF_RETROFIT, contractorMay: ['INSERT'] });
    await protect(queryRunner, 'progress_notes', {
      contractor: CONTRACTOR_OF_RETROFIT,
      staffMay: ['INSERT'],
      contractorMay: ['INSERT'],
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
