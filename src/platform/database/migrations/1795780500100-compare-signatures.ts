import { MigrationInterface, QueryRunner } from 'typeorm';
import { Strokes } from '../../http/fields';
import { shapeOf } from '../../strokes/stroke-shape';
import { belongsToRetrofit } from './1795392000600-create-retrofits';
import { AREA_COLUMNS, protect, run } from './sql';

/** Signatures that are nearly the same are found as well, and each knows those that it resembles. */
export class CompareSignatures1795780500100 implements MigrationInterface {
  name = 'CompareSignatures1795780500100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(queryRunner, ...SHAPES, LIKENESSES);
    await belongsToRetrofit(queryRunner, 'signature_likenesses');
    await run(queryRunner, ...IDENTICAL);
    await protect(queryRunner, 'signature_likenesses', { staffMay: [] });
    await keepShapes(queryRunner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

/** 64 points, and eight numbers of which near-same drawings share one: null for a drawing too plain to compare. Set once. */
const SHAPES = [
  `ALTER TABLE signature_images
     ADD COLUMN shape bytea CONSTRAINT signature_images_shape_form CHECK (length(shape) = 256),
     ADD COLUMN bands int[] CONSTRAINT signature_images_bands_form CHECK (cardinality(bands) = 8),
     ADD CONSTRAINT signature_images_shape_whole CHECK ((shape IS NULL) = (bands IS NULL))`,
  `CREATE INDEX signature_images_near ON signature_images USING gin (bands) WITH (fastupdate = off) WHERE bands IS NOT NULL`,
  `DROP TRIGGER signature_images_kept ON signature_images`,
  `CREATE TRIGGER signature_images_kept BEFORE UPDATE OR DELETE ON signature_images
     FOR EACH ROW WHEN (OLD.shape IS NOT NULL) EXECUTE FUNCTION refuse_rewriting('signature_images_kept')`,
  `CREATE TRIGGER signature_images_shaped_once BEFORE UPDATE OR DELETE ON signature_images
     FOR EACH ROW WHEN (OLD.shape IS NULL) EXECUTE FUNCTION refuse_rewriting('signature_images_kept', 'shape', 'bands')`,
];

/** On both sides, so that each file knows its own. The distance is 0 for the same strokes to the point and the millisecond. */
const LIKENESSES = `CREATE TABLE signature_likenesses (
  signature_id uuid NOT NULL CONSTRAINT signature_likenesses_signature_id_fkey REFERENCES signatures (id),
  other_id uuid NOT NULL CONSTRAINT signature_likenesses_other_id_fkey REFERENCES signatures (id),
  retrofit_id uuid NOT NULL,${AREA_COLUMNS},
  distance real NOT NULL CONSTRAINT signature_likenesses_distance_form CHECK (distance >= 0),
  PRIMARY KEY (signature_id, other_id),
  CONSTRAINT signature_likenesses_two CHECK (signature_id <> other_id))`;

/** How many one signature is paired with at most: who copies one a thousand times is found by the first. */
const MOST_PAIRS = 50;

const IDENTICAL = [
  `CREATE TRIGGER signature_likenesses_kept BEFORE UPDATE OR DELETE ON signature_likenesses
     FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('signature_likenesses_kept')`,
  // The other file changes too, without an act of its own.
  `CREATE FUNCTION signature_likenesses_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       INSERT INTO findings_due (retrofit_id) VALUES (NEW.retrofit_id);
       RETURN NULL;
     END $$`,
  `CREATE TRIGGER signature_likenesses_due AFTER INSERT ON signature_likenesses FOR EACH ROW EXECUTE FUNCTION signature_likenesses_due()`,
  `CREATE FUNCTION signature_images_pair() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       -- One after another, to the end of their transactions: of two that come at once, the later one sees the earlier.
       PERFORM pg_advisory_xact_lock(hashtextextended('tantu signatures compared', 0));
       INSERT INTO signature_likenesses (signature_id, other_id, retrofit_id, distance)
       SELECT side.one, side.other, side.retrofit_id, 0
         FROM (SELECT signature_id, retrofit_id FROM signature_images
                WHERE image_hash = NEW.image_hash AND signature_id <> NEW.signature_id ORDER BY signature_id DESC LIMIT ${MOST_PAIRS}) o
        CROSS JOIN LATERAL (VALUES (NEW.signature_id, o.signature_id, NEW.retrofit_id), (o.signature_id, NEW.signature_id, o.retrofit_id)) side (one, other, retrofit_id)
       ON CONFLICT DO NOTHING;
       RETURN NULL;
     END $$`,
  `CREATE TRIGGER signature_images_pair AFTER INSERT ON signature_images FOR EACH ROW EXECUTE FUNCTION signature_images_pair()`,
  `INSERT INTO signature_likenesses (signature_id, other_id, retrofit_id, distance)
     SELECT i.signature_id, o.signature_id, i.retrofit_id, 0 FROM signature_images i
      CROSS JOIN LATERAL (SELECT signature_id FROM signature_images WHERE image_hash = i.image_hash AND signature_id <> i.signature_id
        ORDER BY signature_id DESC LIMIT ${MOST_PAIRS}) o`,
];

const BATCH = 500;

/** What was signed before is compared with what is signed from now on. */
async function keepShapes(queryRunner: QueryRunner): Promise<void> {
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const signatures = (await queryRunner.query(
      `SELECT id, strokes FROM signatures WHERE id > $1 ORDER BY id LIMIT ${BATCH}`,
      [last],
    )) as { id: string; strokes: Strokes }[];
    if (signatures.length === 0) return;
    for (const { id, strokes } of signatures) {
      const shape = shapeOf(strokes);
      if (shape !== null)
        await queryRunner.query(
          'UPDATE signature_images SET shape = $2, bands = $3 WHERE signature_id = $1',
          [id, shape.points, shape.bands],
        );
    }
    last = signatures.at(-1)!.id;
  }
}
