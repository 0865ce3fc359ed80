import { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly, run } from './sql';

/** What every photo, living or of an old ledger, is compared with every other one by, and the pairs that look alike. */
export class KeepFingerprints1795780100000 implements MigrationInterface {
  name = 'KeepFingerprints1795780100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(queryRunner, ...TABLES, ...BANDS.map(indexOf), NEAR_PHOTOS, ...WAITING, ...LIKENESSES);
    for (const table of ['photo_fingerprints', 'photo_hashes', 'photo_likenesses'])
      await forTheSystem(queryRunner, table);
    await appendOnly(queryRunner, 'photo_hashes');
    await appendOnly(queryRunner, 'photo_likenesses');
    await run(
      queryRunner,
      `GRANT UPDATE (state, fault, details) ON photo_fingerprints TO tantu_system`,
      ...READERS.map(
        (role) => `CREATE POLICY photo_likenesses_${role} ON photo_likenesses FOR SELECT TO tantu_${role}
           USING (${seen('photo_id')} AND ${seen('other_id')})`,
      ),
      `GRANT SELECT ON photo_pairs TO tantu_system`,
      `GRANT SELECT ON photo_likenesses TO ${READERS.map((role) => `tantu_${role}`).join(', ')}`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

const TABLES = [
  // The id is the photo's own, the number what hashes know it by: a quarter of the size. Details are what the second look at a pair needs; without them nothing is kept yet.
  `CREATE TABLE photo_fingerprints (
     id uuid PRIMARY KEY,
     number int GENERATED ALWAYS AS IDENTITY CONSTRAINT photo_fingerprints_number_key UNIQUE,
     photo_id uuid CONSTRAINT photo_fingerprints_photo_id_fkey REFERENCES photos (id),
     found_photo_id uuid CONSTRAINT photo_fingerprints_found_photo_id_fkey REFERENCES found_photos (id),
     state text NOT NULL DEFAULT 'pending' CONSTRAINT photo_fingerprints_state_known CHECK (state IN ('pending', 'compared', 'failed')),
     fault text,
     details bytea,
     CONSTRAINT photo_fingerprints_one_photo CHECK (num_nonnulls(photo_id, found_photo_id) = 1 AND id = coalesce(photo_id, found_photo_id)),
     CONSTRAINT photo_fingerprints_compared_whole CHECK (state <> 'compared' OR details IS NOT NULL))`,
  `CREATE INDEX photo_fingerprints_pending ON photo_fingerprints (id) WHERE state = 'pending'`,
  `CREATE TRIGGER photo_fingerprints_kept BEFORE UPDATE OF id, number, photo_id, found_photo_id OR DELETE ON photo_fingerprints
     FOR EACH ROW EXECUTE FUNCTION refuse_change('photo_fingerprints_kept')`,
  `CREATE TRIGGER photo_fingerprints_details_kept BEFORE UPDATE OF details ON photo_fingerprints
     FOR EACH ROW WHEN (OLD.details IS NOT NULL) EXECUTE FUNCTION refuse_change('photo_fingerprints_kept')`,

  // A photo has several: whole and cropped, upright, turned and mirrored.
  `CREATE TABLE photo_hashes (
     photo_number int NOT NULL CONSTRAINT photo_hashes_photo_number_fkey REFERENCES photo_fingerprints (number),
     hash bit(256) NOT NULL)`,

  `CREATE TABLE photo_likenesses (
     photo_id uuid NOT NULL CONSTRAINT photo_likenesses_photo_id_fkey REFERENCES photo_fingerprints (id),
     other_id uuid NOT NULL CONSTRAINT photo_likenesses_other_id_fkey REFERENCES photo_fingerprints (id),
     distance smallint NOT NULL CONSTRAINT photo_likenesses_distance_possible CHECK (distance BETWEEN 0 AND 256),
     score double precision NOT NULL,
     -- Affine, from parts of the one's width and height to parts of the other's: renditions of every size share it.
     map double precision[] NOT NULL CONSTRAINT photo_likenesses_map_whole CHECK (cardinality(map) = 6),
     is_mirrored boolean NOT NULL,
     found_at timestamptz NOT NULL DEFAULT tantu_now(),
     CONSTRAINT photo_likenesses_pkey PRIMARY KEY (photo_id, other_id),
     CONSTRAINT photo_likenesses_in_order CHECK (photo_id < other_id))`,
  `CREATE INDEX photo_likenesses_of_other ON photo_likenesses (other_id)`,
  // From the side of each of the two. It shows nobody more than the table does.
  `CREATE VIEW photo_pairs WITH (security_invoker = true) AS
     SELECT photo_id, other_id, distance FROM photo_likenesses UNION ALL SELECT other_id, photo_id, distance FROM photo_likenesses`,
];

/**
 * Bits of each of the thirteen bands that make up a hash. Where two hashes differ in at most r bits, band i of them
 * (from 0) differs in at most (r - i) / 13 for at least one i: if each had more, the sum would be beyond r. So up to 24
 * bits twelve bands are looked up within one bit and the last as it is; up to 31 the first six within two.
 */
const WIDTHS = [20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 16];

interface Band {
  readonly index: number;
  readonly from: number;
  readonly width: number;
}

const BANDS: readonly Band[] = WIDTHS.map((width, index) => ({
  index,
  from: 1 + WIDTHS.slice(0, index).reduce((sum, bits) => sum + bits, 0),
  width,
}));

const bandOf = (hash: string, { from, width }: Band): string =>
  `substring(${hash} FROM ${from} FOR ${width})::int`;

/** It holds the whole hash, so that a candidate is judged without a look at the table. */
const indexOf = (band: Band): string =>
  `CREATE INDEX photo_hashes_band_${band.index} ON photo_hashes ((${bandOf('hash', band)})) INCLUDE (photo_number, hash)`;

/** Every way to turn at most two of so many bits, those that turn fewer first. */
function turns(width: number): number[] {
  const one = Array.from({ length: width }, (_, bit) => 1 << bit);
  return [0, ...one, ...one.flatMap((first, at) => one.slice(at + 1).map((second) => first | second))];
}

/** How many of `turns` turn at most so many bits as the band may differ in; none where it needs no look. */
const reach = ({ index, width }: Band): string =>
  `(ARRAY[0, 1, ${1 + width}, ${1 + width + (width * (width - 1)) / 2}])[2 + floor((radius - ${index}) / ${WIDTHS.length}.0)::int]`;

const near = (band: Band): string =>
  `SELECT photo_number, hash FROM photo_hashes
      WHERE ${bandOf('hash', band)} = ANY (ARRAY(SELECT ${bandOf('probe', band)} # turn FROM unnest(turns_${band.width}[:${reach(band)}]) AS turn))`;

/**
 * Every photo with a hash that differs from one of the probes in at most `radius` bits (0 to 31), with the fewest in
 * which any does. Exact. Each band is an index scan, whatever the statistics say: a fresh table has none.
 */
const NEAR_PHOTOS = `CREATE FUNCTION near_photos(probes bit(256)[], radius int) RETURNS TABLE (number int, distance int)
  LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off SET plan_cache_mode = force_generic_plan AS $$
  DECLARE
    probe bit(256);
    ${[...new Set(WIDTHS)].map((width) => `turns_${width} CONSTANT int[] := '{${turns(width).join()}}';`).join('\n    ')}
  BEGIN
    FOREACH probe IN ARRAY probes LOOP
      RETURN QUERY SELECT c.photo_number, bit_count(c.hash # probe)::int FROM (
        ${BANDS.map(near).join('\n        UNION ALL ')}) c
       WHERE bit_count(c.hash # probe) <= radius;
    END LOOP;
  END $$`;

/** Whatever comes in waits to be compared; so does what was there before. */
const WAITING = [
  `CREATE FUNCTION photo_fingerprints_await() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       IF TG_TABLE_NAME = 'photos' THEN
         INSERT INTO photo_fingerprints (id, photo_id) VALUES (NEW.id, NEW.id);
       ELSE
         INSERT INTO photo_fingerprints (id, found_photo_id) VALUES (NEW.id, NEW.id);
       END IF;
       RETURN NULL;
     END $$`,
  `CREATE TRIGGER photos_await_comparison AFTER INSERT ON photos FOR EACH ROW EXECUTE FUNCTION photo_fingerprints_await()`,
  `CREATE TRIGGER found_photos_await_comparison AFTER INSERT ON found_photos FOR EACH ROW EXECUTE FUNCTION photo_fingerprints_await()`,
  `INSERT INTO photo_fingerprints (id, photo_id) SELECT id, id FROM photos`,
  `INSERT INTO photo_fingerprints (id, found_photo_id) SELECT id, id FROM found_photos`,
];

/** A pair is a matter of both retrofits, wherever they are. */
const LIKENESSES = [
  `CREATE FUNCTION photo_likenesses_become_due() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       INSERT INTO findings_due (retrofit_id) SELECT DISTINCT retrofit_id FROM photos WHERE id IN (NEW.photo_id, NEW.other_id);
       RETURN NULL;
     END $$`,
  `CREATE TRIGGER photo_likenesses_due AFTER INSERT ON photo_likenesses FOR EACH ROW EXECUTE FUNCTION photo_likenesses_become_due()`,
];

/** Nobody reads a hash or details: whoever could, would learn of photos that he may not see. */
async function forTheSystem(queryRunner: QueryRunner, table: string): Promise<void> {
  await run(
    queryRunner,
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY ${table}_owner ON ${table} TO CURRENT_USER USING (true)`,
    `CREATE POLICY ${table}_system ON ${table} TO tantu_system USING (true)`,
    `GRANT SELECT, INSERT ON ${table} TO tantu_system`,
    `CREATE TRIGGER ${table}_not_emptied BEFORE TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('${table}_not_emptied')`,
  );
}

/** A pair is seen by whoever sees both of its photos. */
const READERS = ['staff', 'reader', 'region'];
const seen = (photo: string): string =>
  `(EXISTS (SELECT FROM photos p WHERE p.id = ${photo}) OR EXISTS (SELECT FROM found_photos p WHERE p.id = ${photo}))`;
