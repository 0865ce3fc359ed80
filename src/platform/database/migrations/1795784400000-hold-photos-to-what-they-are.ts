import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/**
 * A photo comes in force and unrendered, under the key of its own bytes; what takes its place shows the same; a ticket
 * is older than the photo. One that can't be compared becomes a finding. More ways to write a serial number are one.
 */
export class HoldPhotosToWhatTheyAre1795784400000 implements MigrationInterface {
  name = 'HoldPhotosToWhatTheyAre1795784400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(queryRunner, ...PHOTOS, ...COMPARISONS, ...SERIAL_NUMBERS, ...BANDS, ALONE);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

const PHOTOS = [
  // As the storage makes it of the bytes.
  `CREATE FUNCTION file_key(sha256 bytea) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
     RETURN left(encode(sha256, 'hex'), 2) || '/' || substr(encode(sha256, 'hex'), 3, 2) || '/' || encode(sha256, 'hex')`,
  `ALTER TABLE photos
     ADD CONSTRAINT photos_key_of_its_bytes CHECK (storage_key = file_key(sha256)),
     -- The two clocks may be of two machines.
     ADD CONSTRAINT photos_ticket_came_first CHECK (ticket_issued_at <= received_at + interval '1 minute')`,
  `CREATE FUNCTION photos_come_whole() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF NEW.rendition_state = 'pending' AND num_nonnulls(NEW.superseded_by, NEW.superseded_reason, NEW.screen_key, NEW.thumbnail_key, NEW.rendition_fault) = 0 THEN
         RETURN NEW;
       END IF;
       RAISE EXCEPTION 'a photo comes in force, and its renditions are made from it' USING ERRCODE = 'check_violation',
         CONSTRAINT = 'photos_come_whole', TABLE = 'photos';
     END $$`,
  `CREATE TRIGGER photos_come_whole BEFORE INSERT ON photos FOR EACH ROW EXECUTE FUNCTION photos_come_whole()`,
  `CREATE FUNCTION photos_superseded_by_alike() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF EXISTS (SELECT FROM public.photos p WHERE p.id = NEW.superseded_by AND p.id <> NEW.id AND p.superseded_by IS NULL AND p.stage = NEW.stage
            AND p.retrofit_id = NEW.retrofit_id AND (p.item_id, p.room_id) IS NOT DISTINCT FROM (NEW.item_id, NEW.room_id)) THEN RETURN NEW; END IF;
       RAISE EXCEPTION 'a photo in force of the same place and stage takes the place of another' USING ERRCODE = 'check_violation',
         CONSTRAINT = 'photos_superseded_by_alike', TABLE = 'photos';
     END $$`,
  `CREATE TRIGGER photos_superseded_by_alike BEFORE UPDATE OF superseded_by ON photos FOR EACH ROW
     WHEN (NEW.superseded_by IS DISTINCT FROM OLD.superseded_by AND NEW.superseded_by IS NOT NULL) EXECUTE FUNCTION photos_superseded_by_alike()`,
];

const COMPARISONS = [
  `CREATE FUNCTION photo_fingerprints_become_due() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       INSERT INTO findings_due (retrofit_id) SELECT retrofit_id FROM photos WHERE id = NEW.photo_id;
       RETURN NULL;
     END $$`,
  `CREATE TRIGGER photo_fingerprints_become_due AFTER UPDATE OF state ON photo_fingerprints FOR EACH ROW
     WHEN (NEW.state = 'failed' AND OLD.state <> 'failed') EXECUTE FUNCTION photo_fingerprints_become_due()`,
];

/** Signs that a font does not draw, and those that one plate writes between the parts of a number and the next does not. */
const LEFT_OUT =
  '\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff' +
  '-‐‒–—―−. ·・/\\_:;,"()[]{}#*+|~。、【】「」《》';

/** Cyrillic and Greek capitals that are drawn as Latin ones, and what they are drawn as. */
const DRAWN = 'АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const AS = 'ABESIJKMHOPCTYXABEZHIKMNOPTYX';

const SERIAL_NUMBERS = [
  `DROP INDEX devices_e09_device_once`,
  `CREATE OR REPLACE FUNCTION serial_key(serial text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
     RETURN translate(upper(normalize(serial, NFKC)), '${DRAWN}${LEFT_OUT}''', '${AS}')`,
  `CREATE UNIQUE INDEX devices_e09_device_once ON devices (serial_key(serial_number))`,
];

/** Bits of each band of a hash, as in keep-fingerprints. */
const WIDTHS = [20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 16];

/**
 * Without the hash itself: a third of the size, so that those of a million photos' hashes stay in memory. The table,
 * which then judges the candidates, is smaller still.
 */
const BANDS = WIDTHS.flatMap((width, index) => {
  const from = 1 + WIDTHS.slice(0, index).reduce((sum, bits) => sum + bits, 0);
  return [
    `DROP INDEX photo_hashes_band_${index}`,
    `CREATE INDEX photo_hashes_band_${index} ON photo_hashes ((substring(hash FROM ${from} FOR ${width})::int))`,
  ];
});

/** Workers take longer to begin than a search takes. It finds few: each is then looked up, instead of reading all fingerprints. */
const ALONE = `ALTER FUNCTION near_photos(bit(256)[], int) ROWS 10 SET max_parallel_workers_per_gather = 0`;
