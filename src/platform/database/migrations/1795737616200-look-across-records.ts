import { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToRetrofit } from './1795392000600-create-retrofits';
import { AREA_COLUMNS, protect, run } from './sql';

/** What the dossier needs to see other records by: indexes, the hash of a drawn signature, and the prices of others. */
export class LookAcrossRecords1795737616200 implements MigrationInterface {
  name = 'LookAcrossRecords1795737616200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(queryRunner, ...INDEXES, ...FOUND, IMAGES);
    await belongsToRetrofit(queryRunner, 'signature_images');
    await run(queryRunner, ...IMAGES_KEPT);
    await protect(queryRunner, 'signature_images', { staffMay: [] });
    await run(
      queryRunner,
      // By code of the item: { medianFen, count } over what others had agreed to when this plan was proposed. It stays
      // as it was, so that a decision on a price does not lapse because somebody else agreed to another.
      `ALTER TABLE plans ADD COLUMN peer_prices jsonb`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

const INDEXES = [
  `CREATE INDEX retrofits_by_survey ON retrofits (district_code, surveyed_on) WHERE surveyed_on IS NOT NULL`,
  `CREATE INDEX inspections_of_inspector ON inspections (inspector_id, inspected_on)`,
  `CREATE INDEX retrofit_items_by_code ON retrofit_items (district_code, catalogue_code)`,
  `CREATE INDEX plan_lines_of_item ON plan_lines (item_id)`,
  `CREATE INDEX found_records_by_serial ON found_records USING gin ((facts -> 'serialNumbers')) WITH (fastupdate = off) WHERE facts ? 'serialNumbers'`,
];

/** The strokes of a signature are long; two are compared by their hash, which nobody has to open them for. */
const IMAGES = `CREATE TABLE signature_images (
  signature_id uuid PRIMARY KEY CONSTRAINT signature_images_signature_id_fkey REFERENCES signatures (id),
  retrofit_id uuid NOT NULL,${AREA_COLUMNS},
  image_hash bytea NOT NULL CONSTRAINT signature_images_hash_form CHECK (length(image_hash) = 32))`;

const HASH = (row: string): string => `sha256(convert_to(${row}.strokes::text, 'UTF8'))`;

const IMAGES_KEPT = [
  `INSERT INTO signature_images (signature_id, retrofit_id, image_hash) SELECT s.id, s.retrofit_id, ${HASH('s')} FROM signatures s`,
  `CREATE INDEX signature_images_alike ON signature_images (image_hash)`,
  `CREATE FUNCTION signatures_keep_image() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       INSERT INTO signature_images (signature_id, retrofit_id, image_hash) VALUES (NEW.id, NEW.retrofit_id, ${HASH('NEW')});
       RETURN NULL;
     END $$`,
  `CREATE TRIGGER signatures_keep_image AFTER INSERT ON signatures FOR EACH ROW EXECUTE FUNCTION signatures_keep_image()`,
  // The area is not among the columns: a household that belongs elsewhere takes its records along.
  `CREATE TRIGGER signature_images_kept BEFORE UPDATE OR DELETE ON signature_images
     FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('signature_images_kept')`,
];

const FOUND = [
  // What a ledger said, with the newest correction of each field in its place.
  `CREATE FUNCTION found_facts(f found_records) RETURNS jsonb LANGUAGE sql STABLE AS $$
     SELECT f.facts || coalesce((SELECT jsonb_object_agg(c.field, c.value) FROM (SELECT DISTINCT ON (field) field, value
       FROM public.found_corrections WHERE record_id = f.id ORDER BY field, recorded_at DESC) c), '{}') $$`,
];
