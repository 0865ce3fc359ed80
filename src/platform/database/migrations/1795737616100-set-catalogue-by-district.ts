import { MigrationInterface, QueryRunner } from 'typeorm';
import { AREA_COLUMNS, protect, run } from './sql';

/**
 * What each district sets for the items of the catalogue: the price limit, the fewest days of works, whether it is
 * built there at all. An item without a row here has what the catalogue comes with.
 */
export class SetCatalogueByDistrict1795737616100 implements MigrationInterface {
  name = 'SetCatalogueByDistrict1795737616100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(queryRunner, ...TABLE, ...TERMS);
    await protect(queryRunner, 'catalogue_settings');
    // Of the whole district: staff of its streets and communities plan by it too.
    const district = `district_code = current_setting('tantu.district', true)`;
    await run(
      queryRunner,
      `ALTER POLICY catalogue_settings_staff ON catalogue_settings USING (${district})`,
      `ALTER POLICY catalogue_settings_reader ON catalogue_settings USING (${district})`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

const TABLE = [
  // Beside the item as the price limit is: a rule reads it without opening the whole item.
  `ALTER TABLE catalogue_items ADD COLUMN minimum_works_days smallint NOT NULL DEFAULT 0
     CONSTRAINT catalogue_items_works_days_plausible CHECK (minimum_works_days BETWEEN 0 AND 60)`,
  `UPDATE catalogue_items SET minimum_works_days = coalesce((item ->> 'minimumWorksDays')::smallint, 0)`,
  `CREATE TABLE catalogue_settings (
     id uuid PRIMARY KEY,${AREA_COLUMNS},
     code text NOT NULL CONSTRAINT catalogue_settings_code_fkey REFERENCES catalogue_items (code),
     price_limit_fen bigint NOT NULL CONSTRAINT catalogue_settings_price_plausible CHECK (price_limit_fen BETWEEN 1 AND 10000000000),
     minimum_works_days smallint NOT NULL CONSTRAINT catalogue_settings_works_days_plausible CHECK (minimum_works_days BETWEEN 0 AND 60),
     active boolean NOT NULL,
     version integer NOT NULL DEFAULT 1,
     CONSTRAINT catalogue_settings_area_code_fkey FOREIGN KEY (area_code) REFERENCES areas (code),
     CONSTRAINT catalogue_settings_area_is_district CHECK (length(area_code) = 6),
     CONSTRAINT catalogue_settings_key UNIQUE (area_code, code))`,
];

const TERMS = [
  `CREATE FUNCTION catalogue_limits(district text) RETURNS jsonb LANGUAGE sql STABLE AS $$
     SELECT coalesce(jsonb_object_agg(k.code, coalesce(s.price_limit_fen, k.price_limit_fen)), '{}')
       FROM public.catalogue_items k LEFT JOIN public.catalogue_settings s ON s.code = k.code AND s.area_code = district
      WHERE coalesce(s.active, k.active) $$`,
  `CREATE FUNCTION catalogue_works_days(district text) RETURNS jsonb LANGUAGE sql STABLE AS $$
     SELECT coalesce(jsonb_object_agg(k.code, coalesce(s.minimum_works_days, k.minimum_works_days)), '{}')
       FROM public.catalogue_items k LEFT JOIN public.catalogue_settings s ON s.code = k.code AND s.area_code = district $$`,
  // As the other terms do, the days of works bind as they were at the approval (docs/decisions/0008).
  `CREATE OR REPLACE FUNCTION retrofits_keep_terms() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       NEW.terms := CASE WHEN TG_OP = 'UPDATE' THEN OLD.terms END;
       IF NEW.terms IS NULL AND NEW.approved_on IS NOT NULL THEN
         SELECT programme_terms(p) || jsonb_build_object('priceLimitsFen', catalogue_limits(p.area_code), 'minimumDays', catalogue_works_days(p.area_code))
           INTO NEW.terms FROM programmes p WHERE p.id = NEW.programme_id;
       END IF;
       RETURN NEW;
     END $$`,
  // It knew no district; nothing may be judged by it any more.
  `DROP FUNCTION catalogue_limits()`,
];
