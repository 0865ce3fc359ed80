import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** Whoever sees several districts could assign a photo of one to a household of another. */
export class KeepPhotosInTheirDistrict1795737619500 implements MigrationInterface {
  name = 'KeepPhotosInTheirDistrict1795737619500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      ...['import_photos', 'found_photos'].flatMap((table) => [
        // By area_code: what is generated of it is not there yet before the row is.
        `CREATE FUNCTION ${table}_same_district() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN
             IF EXISTS (SELECT FROM found_records r WHERE r.id = NEW.record_id AND r.district_code = left(NEW.area_code, 6)) THEN RETURN NEW; END IF;
             RAISE EXCEPTION 'a photo belongs to a household of its own district' USING ERRCODE = 'check_violation',
               CONSTRAINT = '${table}_same_district', TABLE = '${table}';
           END $$`,
        `CREATE TRIGGER ${table}_same_district BEFORE INSERT OR UPDATE OF record_id, area_code ON ${table}
           FOR EACH ROW WHEN (NEW.record_id IS NOT NULL) EXECUTE FUNCTION ${table}_same_district()`,
      ]),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
