import { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToRetrofit } from './1795392000600-create-retrofits';
import { AREA_COLUMNS, CONTRACTOR_OF_RETROFIT, protect, run } from './sql';

/** Photos and documents. What was photographed is written once; renditions are filled in by a job. */
export class CreateEvidence1795392000800 implements MigrationInterface {
  name = 'CreateEvidence1795392000800';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE photos (
         id uuid PRIMARY KEY, retrofit_id uuid NOT NULL,${AREA_COLUMNS},
         item_id uuid, room_id uuid,
         stage text NOT NULL CONSTRAINT photos_stage_known CHECK (stage IN ('before', 'tape', 'during', 'after', 'inUse', 'nameplate')),
         sha256 bytea NOT NULL CONSTRAINT photos_e02_once UNIQUE CONSTRAINT photos_sha256_form CHECK (length(sha256) = 32),
         storage_key text NOT NULL,
         media_type text NOT NULL CONSTRAINT photos_media_type_known CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
         bytes integer NOT NULL CONSTRAINT photos_bytes_positive CHECK (bytes > 0),
         width integer NOT NULL, height integer NOT NULL,
         original_name text NOT NULL DEFAULT '',
         caption text NOT NULL DEFAULT '' CONSTRAINT photos_caption_length CHECK (length(caption) <= 200),
         -- Four times, kept apart: said by the person, written by the camera, of the position fix, of our server.
         claimed_on date,
         camera_at timestamptz, camera_offset text,
         position_at timestamptz,
         received_at timestamptz NOT NULL DEFAULT tantu_now(),
         camera_make text, camera_model text, software text,
         longitude numeric(9,6), latitude numeric(8,6), position_accuracy_m numeric(8,1),
         grade text NOT NULL CONSTRAINT photos_grade_known CHECK (grade IN ('inApp', 'camera', 'none')),
         taken_on date NOT NULL,
         uploaded_by uuid NOT NULL CONSTRAINT photos_uploaded_by_fkey REFERENCES users (id),
         uploader_name text NOT NULL, uploader_role text NOT NULL,
         superseded_by uuid CONSTRAINT photos_superseded_by_fkey REFERENCES photos (id),
         superseded_reason text,
         rendition_state text NOT NULL DEFAULT 'pending' CONSTRAINT photos_rendition_state_known CHECK (rendition_state IN ('pending', 'ready', 'failed')),
         rendition_fault text,
         screen_key text, thumbnail_key text,
         CONSTRAINT photos_item_fkey FOREIGN KEY (item_id, retrofit_id) REFERENCES retrofit_items (id, retrofit_id),
         CONSTRAINT photos_room_fkey FOREIGN KEY (room_id, retrofit_id) REFERENCES rooms (id, retrofit_id),
         CONSTRAINT photos_bound CHECK (item_id IS NOT NULL OR room_id IS NOT NULL),
         CONSTRAINT photos_superseded_whole CHECK ((superseded_by IS NULL) = (superseded_reason IS NULL)),
         CONSTRAINT photos_c13_not_in_the_future CHECK (taken_on <= local_day(received_at)),
         CONSTRAINT photos_rendition_whole CHECK (rendition_state <> 'ready' OR (screen_key IS NOT NULL AND thumbnail_key IS NOT NULL)))`,
      `CREATE INDEX photos_of_item ON photos (item_id, stage) WHERE item_id IS NOT NULL`,
      `CREATE INDEX photos_unrendered ON photos (received_at) WHERE rendition_state = 'pending'`,

      `CREATE FUNCTION photos_keep() RETURNS trigger LANGUAGE plpgsql AS $$
         DECLARE started date; allowed text[] := ARRAY['superseded_by', 'superseded_reason', 'rendition_state', 'rendition_fault', 'screen_key', 'thumbnail_key', 'area_code', 'district_code'];
         BEGIN
           IF TG_OP = 'INSERT' THEN
             NEW.received_at := tantu_now();
             SELECT started_on INTO started FROM public.retrofits WHERE id = NEW.retrofit_id;
             IF NEW.stage = 'before' AND started IS NOT NULL THEN
               RAISE EXCEPTION 'photos from before the works are locked since the works began' USING ERRCODE = 'check_violation',
                 CONSTRAINT = 'photos_e08_before_locked', TABLE = 'photos';
             END IF;
             RETURN NEW;
           END IF;
           IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - allowed) = (to_jsonb(OLD) - allowed)
              AND (OLD.superseded_by IS NULL OR (OLD.superseded_by = NEW.superseded_by AND OLD.superseded_reason = NEW.superseded_reason)) THEN
             SELECT started_on INTO started FROM public.retrofits WHERE id = NEW.retrofit_id;
             IF NOT (NEW.stage = 'before' AND started IS NOT NULL AND NEW.superseded_by IS DISTINCT FROM OLD.superseded_by) THEN RETURN NEW; END IF;
           END IF;
           RAISE EXCEPTION 'a photo is kept as it came' USING ERRCODE = 'check_violation',
             CONSTRAINT = 'photos_e08_originals_kept', TABLE = 'photos';
         END $$`,
      `CREATE TRIGGER photos_e08_originals_kept BEFORE INSERT OR UPDATE OR DELETE ON photos FOR EACH ROW EXECUTE FUNCTION photos_keep()`,

      `CREATE TABLE documents (
         id uuid PRIMARY KEY, retrofit_id uuid,${AREA_COLUMNS},
         decision_id uuid CONSTRAINT documents_decision_id_fkey REFERENCES decisions (id),
         contract_id uuid CONSTRAINT documents_contract_id_fkey REFERENCES contracts (id),
         programme_id uuid CONSTRAINT documents_programme_id_fkey REFERENCES programmes (id),
         kind text NOT NULL CONSTRAINT documents_kind_known CHECK (kind IN
           ('drawing', 'consultationRecord', 'application', 'selectionRecord', 'contract', 'minutes', 'grant', 'other')),
         title text NOT NULL CONSTRAINT documents_title_length CHECK (length(title) BETWEEN 1 AND 120),
         sha256 bytea NOT NULL CONSTRAINT documents_sha256_form CHECK (length(sha256) = 32),
         storage_key text NOT NULL,
         media_type text NOT NULL CONSTRAINT documents_media_type_known CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
         bytes integer NOT NULL CONSTRAINT documents_bytes_positive CHECK (bytes > 0),
         uploaded_by uuid NOT NULL CONSTRAINT documents_uploaded_by_fkey REFERENCES users (id),
         uploader_name text NOT NULL,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT documents_retrofit_fkey FOREIGN KEY (retrofit_id, area_code) REFERENCES retrofits (id, area_code) ON UPDATE CASCADE,
         CONSTRAINT documents_one_subject CHECK (num_nonnulls(retrofit_id, decision_id, contract_id, programme_id) = 1))`,
      `CREATE INDEX documents_of_retrofit ON documents (retrofit_id) WHERE retrofit_id IS NOT NULL`,
      `CREATE TRIGGER documents_kept BEFORE UPDATE OF sha256, storage_key, kind, title OR DELETE ON documents
         FOR EACH ROW EXECUTE FUNCTION refuse_change('documents_e08_originals_kept')`,
      `CREATE TRIGGER documents_stamp BEFORE INSERT OR UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION keep_recorded_at('id')`,
    );
    await belongsToRetrofit(queryRunner, 'photos');
    await protect(queryRunner, 'photos', {
      contractor: CONTRACTOR_OF_RETROFIT,
      contractorMay: ['INSERT', 'UPDATE (superseded_by, superseded_reason)'],
      // What a photo is shown by is the rendering job's to say.
      staffMay: ['INSERT', 'UPDATE (superseded_by, superseded_reason)'],
    });
    await protect(queryRunner, 'documents', {
      contractor: `kind = 'drawing' AND ${CONTRACTOR_OF_RETROFIT}`,
      staffMay: ['INSERT'],
    });
    // What concerns the whole district (a decision's minutes, a contract) is read in all of it.
    await run(
      queryRunner,
      `ALTER POLICY documents_staff ON documents USING (district_code = current_setting('tantu.district', true) AND (retrofit_id IS NULL
         OR (area_code >= current_setting('tantu.area', true) AND area_code < current_setting('tantu.area_end', true))))`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
