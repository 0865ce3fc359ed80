import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** An office and the builder sign an acceptance by their own account, one person for one of them. */
export class LetOfficesSignForThemselves1795737601200 implements MigrationInterface {
  name = 'LetOfficesSignForThemselves1795737601200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      // signer_id: who signed by the account; null where somebody without one drew on a phone that was passed on, and
      // on signatures from before this.
      `ALTER TABLE signatures
         ADD COLUMN signer_id uuid CONSTRAINT signatures_signer_id_fkey REFERENCES users (id),
         ADD COLUMN signer_firm text NOT NULL DEFAULT '' CONSTRAINT signatures_signer_firm_length CHECK (length(signer_firm) <= 60),
         ADD CONSTRAINT signatures_signer_takes_it CHECK (signer_id IS NULL OR signer_id = taken_by)`,
      `CREATE UNIQUE INDEX signatures_s06_one_person_one_party ON signatures (inspection_id, signer_id)
         WHERE purpose = 'acceptance' AND voided_at IS NULL AND signer_id IS NOT NULL`,
      `CREATE FUNCTION signatures_by_own_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
         DECLARE taker record; place text; builder uuid;
         BEGIN
           NEW.signer_id := NULL;
           IF NEW.purpose <> 'acceptance' OR NEW.signer_role = 'household' THEN RETURN NEW; END IF;
           SELECT role, area_code, display_name, contractor_id INTO taker FROM users WHERE id = NEW.taken_by;
           -- Whatever a builder signs for others is the check's to refuse.
           IF taker.role = 'contractor' AND NEW.signer_role <> 'contractor' THEN RETURN NEW; END IF;
           SELECT area_code, contractor_id INTO place, builder FROM retrofits WHERE id = NEW.retrofit_id;
           IF NOT (CASE WHEN NEW.signer_role = 'contractor' THEN taker.role = 'contractor' AND taker.contractor_id IS NOT DISTINCT FROM builder
                ELSE taker.role IN ('caseworker', 'supervisor') AND starts_with(place, taker.area_code)
                     AND length(taker.area_code) = CASE NEW.signer_role WHEN 'community' THEN 12 WHEN 'street' THEN 9 ELSE 6 END END) THEN
             RAISE EXCEPTION 'this party signs by an account of its own level and area' USING ERRCODE = 'check_violation',
               CONSTRAINT = 'signatures_s06_own_account', TABLE = 'signatures';
           END IF;
           IF NEW.signer_role = 'thirdParty' THEN
             IF NEW.signer_firm = '' THEN
               RAISE EXCEPTION 'a third party names its firm' USING ERRCODE = 'check_violation',
                 CONSTRAINT = 'signatures_third_party_firm_given', TABLE = 'signatures';
             END IF;
             RETURN NEW;
           END IF;
           IF NEW.signer_name <> taker.display_name THEN
             RAISE EXCEPTION 'who signs by an account signs in its name' USING ERRCODE = 'check_violation',
               CONSTRAINT = 'signatures_s06_own_name', TABLE = 'signatures';
           END IF;
           NEW.signer_id := NEW.taken_by;
           RETURN NEW;
         END $$`,
      `CREATE TRIGGER signatures_s06_own_account BEFORE INSERT ON signatures FOR EACH ROW EXECUTE FUNCTION signatures_by_own_account()`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
