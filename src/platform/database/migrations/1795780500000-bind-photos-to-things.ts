import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** A device has a photo of its nameplate and one of it in use; an after photo says which before photo it stands beside. */
export class BindPhotosToThings1795780500000 implements MigrationInterface {
  name = 'BindPhotosToThings1795780500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(queryRunner, ...SERIAL_NUMBERS, ...DEVICE_PHOTOS, ...PAIRS, WHEREABOUTS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

/** Signs that a font does not draw: a number is the same with and without them. */
const UNSEEN =
  '\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff';

/** A number is kept as it stands on the plate, and is the same with and without its dashes. O and 0 are two signs. */
const SERIAL_NUMBERS = [
  `CREATE FUNCTION serial_key(serial text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
     RETURN translate(upper(normalize(serial, NFKC)), '-‐‒–—―−${UNSEEN}' || chr(32), '')`,
  `ALTER TABLE devices DROP CONSTRAINT devices_e09_device_once,
     ADD CONSTRAINT devices_serial_plain CHECK (serial_number = normalize(serial_number, NFKC) AND length(serial_key(serial_number)) >= 3)`,
  `CREATE UNIQUE INDEX devices_e09_device_once ON devices (serial_key(serial_number))`,
];

const DEVICE_PHOTOS = [
  `ALTER TABLE devices
     ADD COLUMN nameplate_photo_id uuid CONSTRAINT devices_nameplate_photo_id_fkey REFERENCES photos (id),
     ADD COLUMN in_use_photo_id uuid CONSTRAINT devices_in_use_photo_id_fkey REFERENCES photos (id),
     ADD CONSTRAINT devices_e09_nameplate_once UNIQUE (nameplate_photo_id),
     ADD CONSTRAINT devices_in_use_photo_once UNIQUE (in_use_photo_id)`,
  // What a photo shows never changes, so that it is asked once, as it is bound.
  `CREATE FUNCTION devices_photos_fit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       IF EXISTS (SELECT FROM (VALUES (NEW.nameplate_photo_id, 'nameplate'), (NEW.in_use_photo_id, 'inUse')) AS bound (photo_id, stage)
           WHERE bound.photo_id IS NOT NULL AND NOT EXISTS (SELECT FROM photos p WHERE p.id = bound.photo_id AND p.item_id = NEW.item_id AND p.stage = bound.stage)) THEN
         RAISE EXCEPTION 'a device is shown by photos of its own item' USING ERRCODE = 'check_violation',
           CONSTRAINT = 'devices_photos_fit', TABLE = 'devices';
       END IF;
       RETURN NEW;
     END $$`,
  `CREATE TRIGGER devices_photos_fit BEFORE INSERT OR UPDATE OF nameplate_photo_id, in_use_photo_id, item_id ON devices
     FOR EACH ROW EXECUTE FUNCTION devices_photos_fit()`,
  `GRANT UPDATE (nameplate_photo_id, in_use_photo_id) ON devices TO tantu_contractor`,
];

/** The before photo may be one of the item's room: the survey comes before the plan that names the items. */
const PAIRS = [
  `ALTER TABLE photos ADD COLUMN paired_with uuid CONSTRAINT photos_paired_with_fkey REFERENCES photos (id)`,
  `CREATE FUNCTION photos_pair_fits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       IF NEW.stage = 'after' AND EXISTS (
            SELECT FROM photos b WHERE b.id = NEW.paired_with AND b.retrofit_id = NEW.retrofit_id AND b.stage = 'before'
               AND (b.item_id = NEW.item_id OR (b.item_id IS NULL AND (b.room_id = NEW.room_id
                 OR b.room_id = (SELECT i.room_id FROM retrofit_items i WHERE i.id = NEW.item_id))))) THEN RETURN NEW; END IF;
       RAISE EXCEPTION 'an after photo stands beside a before photo of the same item' USING ERRCODE = 'check_violation',
         CONSTRAINT = 'photos_pair_fits', TABLE = 'photos';
     END $$`,
  `CREATE TRIGGER photos_pair_fits BEFORE INSERT ON photos FOR EACH ROW WHEN (NEW.paired_with IS NOT NULL) EXECUTE FUNCTION photos_pair_fits()`,
];

/** Where one person was on a day, in the order of time (G01). */
const WHEREABOUTS = `CREATE INDEX photos_of_uploader ON photos (uploaded_by, position_at) WHERE position_at IS NOT NULL AND longitude IS NOT NULL`;
