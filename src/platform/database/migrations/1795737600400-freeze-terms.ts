import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/**
 * The terms under which a retrofit was approved bind it from then on (docs/decisions/0008). They are copied by the
 * database, once, and can't be written; a programme whose terms are changed later binds those approved later.
 */
export class FreezeTerms1795737600400 implements MigrationInterface {
  name = 'FreezeTerms1795737600400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // Under the names that the rules know them by. src/workflow/terms.ts reads them.
      `CREATE FUNCTION programme_terms(p programmes) RETURNS jsonb LANGUAGE sql STABLE AS $$
         SELECT jsonb_build_object('capFen', p.cap_fen, 'noticeDays', p.notice_days, 'lateEntryDays', p.late_entry_days,
           'requiredSigners', p.required_signers, 'grades', p.grades, 'hardships', p.hardships, 'tenures', p.tenures) $$`,
      // By code of the item, the most that a unit may cost.
      `CREATE FUNCTION catalogue_limits() RETURNS jsonb LANGUAGE sql STABLE AS $$
         SELECT coalesce(jsonb_object_agg(k.code, k.price_limit_fen), '{}') FROM public.catalogue_items k WHERE k.active $$`,
      `ALTER TABLE retrofits ADD COLUMN terms jsonb`,
      // Nothing is known of the terms at earlier approvals: those of today bind them, so that they change no more.
      `UPDATE retrofits r SET terms = programme_terms(p) || jsonb_build_object('priceLimitsFen', catalogue_limits())
         FROM programmes p WHERE p.id = r.programme_id AND r.approved_on IS NOT NULL`,
      // Kept also where an approval is taken back and given again: otherwise that would be the way to other terms.
      `CREATE FUNCTION retrofits_keep_terms() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         BEGIN
           NEW.terms := CASE WHEN TG_OP = 'UPDATE' THEN OLD.terms END;
           IF NEW.terms IS NULL AND NEW.approved_on IS NOT NULL THEN
             SELECT programme_terms(p) || jsonb_build_object('priceLimitsFen', catalogue_limits()) INTO NEW.terms
               FROM programmes p WHERE p.id = NEW.programme_id;
           END IF;
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER retrofits_keep_terms BEFORE INSERT OR UPDATE ON retrofits FOR EACH ROW EXECUTE FUNCTION retrofits_keep_terms()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
