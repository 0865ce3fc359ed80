import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** What a waiver lets pass beyond its retrofit's own row: a contract without an earlier decision, a place in advance. */
export class WaiveDecisionsAndPeriods1795737611100 implements MigrationInterface {
  name = 'WaiveDecisionsAndPeriods1795737611100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(queryRunner, ...CONTRACTS, ...PLACES);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

/**
 * A contract names the one waiver on which it may lack its decision, and its waived_rules follow from that. Each
 * retrofit under such a contract holds a waiver of its own. FOR SHARE: a waiver that is being withdrawn is waited for.
 */
const CONTRACTS = [
  `ALTER TABLE contracts DROP CONSTRAINT contracts_waivers_authorised`,
  `ALTER TABLE contracts ADD COLUMN c06_waiver_id uuid CONSTRAINT contracts_c06_waiver_id_fkey REFERENCES waivers (id)`,
  `CREATE INDEX contracts_of_waiver ON contracts (c06_waiver_id) WHERE c06_waiver_id IS NOT NULL`,
  `CREATE FUNCTION contracts_derive_waived() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       NEW.waived_rules := CASE WHEN NEW.c06_waiver_id IS NULL THEN '{}' ELSE '{C06}' END;
       RETURN NEW;
     END $$`,
  `CREATE TRIGGER contracts_derive_waived BEFORE INSERT OR UPDATE ON contracts FOR EACH ROW EXECUTE FUNCTION contracts_derive_waived()`,
  `CREATE FUNCTION contracts_check_waiver() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       PERFORM FROM waivers w JOIN retrofits r ON r.id = w.retrofit_id
         WHERE w.id = NEW.c06_waiver_id AND w.rule = 'C06' AND w.decision = 'approved' AND w.withdrawn_at IS NULL
           AND w.document_date < NEW.signed_on AND r.programme_id = NEW.programme_id FOR SHARE OF w;
       IF FOUND THEN RETURN NULL; END IF;
       RAISE EXCEPTION 'a contract lacks its decision only by a C06 waiver of its programme, older than the contract' USING ERRCODE = 'check_violation',
         CONSTRAINT = 'contracts_waivers_authorised', TABLE = 'contracts';
     END $$`,
  `CREATE CONSTRAINT TRIGGER contracts_waivers_authorised AFTER INSERT OR UPDATE ON contracts
     FOR EACH ROW WHEN (NEW.c06_waiver_id IS NOT NULL) EXECUTE FUNCTION contracts_check_waiver()`,
  `CREATE FUNCTION waivers_check_contracts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       IF NOT EXISTS (SELECT FROM contracts WHERE c06_waiver_id = NEW.id) THEN RETURN NULL; END IF;
       RAISE EXCEPTION 'a contract rests on this waiver' USING ERRCODE = 'check_violation', CONSTRAINT = 'waivers_rested_on', TABLE = 'waivers';
     END $$`,
  `CREATE TRIGGER waivers_check_contracts AFTER UPDATE OF withdrawn_by ON waivers
     FOR EACH ROW WHEN (NEW.withdrawn_at IS NOT NULL) EXECUTE FUNCTION waivers_check_contracts()`,
  `CREATE FUNCTION retrofits_check_contract() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     DECLARE leaning_on uuid;
     BEGIN
       -- Locked before it is looked at: a contract that is just coming to lean on a waiver is waited for.
       SELECT c06_waiver_id INTO leaning_on FROM contracts WHERE id = NEW.contract_id FOR SHARE;
       IF leaning_on IS NULL OR 'C06' = ANY (NEW.waived_rules) THEN RETURN NULL; END IF;
       RAISE EXCEPTION 'under a contract without an earlier decision, each retrofit holds its own waiver' USING ERRCODE = 'check_violation',
         CONSTRAINT = 'retrofits_c06_waiver_of_its_own', TABLE = 'retrofits';
     END $$`,
  `CREATE CONSTRAINT TRIGGER retrofits_c06_waiver_of_its_own AFTER INSERT OR UPDATE OF contract_id, waived_rules ON retrofits
     FOR EACH ROW WHEN (NEW.contract_id IS NOT NULL) EXECUTE FUNCTION retrofits_check_contract()`,
  // A contract that comes to lean on a waiver later asks the same of those that are under it already.
  `CREATE FUNCTION contracts_check_retrofits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       IF NOT EXISTS (SELECT FROM retrofits WHERE contract_id = NEW.id AND NOT 'C06' = ANY (waived_rules)) THEN RETURN NULL; END IF;
       RAISE EXCEPTION 'under a contract without an earlier decision, each retrofit holds its own waiver' USING ERRCODE = 'check_violation',
         CONSTRAINT = 'contracts_c06_waivers_of_their_own', TABLE = 'contracts';
     END $$`,
  `CREATE CONSTRAINT TRIGGER contracts_c06_waivers_of_their_own AFTER UPDATE OF c06_waiver_id ON contracts
     FOR EACH ROW WHEN (NEW.c06_waiver_id IS NOT NULL) EXECUTE FUNCTION contracts_check_retrofits()`,
];

/**
 * Works before the programme's first day take their place as an advance: by a waiver of C12 whose document is older
 * than the programme (a later one can only carry works over its end). A place may be taken and given back more than
 * once, because a waiver turns a reservation into an advance; a retrofit still holds one at a time.
 */
const PLACES = [
  `CREATE FUNCTION advance_authorised(retrofit uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
     SELECT EXISTS (SELECT FROM public.waivers w JOIN public.retrofits r ON r.id = w.retrofit_id WHERE w.retrofit_id = $1 AND w.rule = 'C12'
       AND w.decision = 'approved' AND w.withdrawn_at IS NULL AND w.document_date < r.programme_starts_on) $$`,
  // What is used up is held no more, and stays what it was.
  `CREATE FUNCTION place_held(retrofit uuid) RETURNS text LANGUAGE sql STABLE AS $$
     SELECT CASE WHEN count(*) FILTER (WHERE kind IN ('reserve', 'advance')) <= count(*) FILTER (WHERE kind IN ('release', 'use')) THEN NULL
                 ELSE (array_agg(kind ORDER BY recorded_at DESC, id DESC) FILTER (WHERE kind IN ('reserve', 'advance')))[1] END
       FROM public.quota_entries WHERE retrofit_id = $1 $$`,
  `ALTER TABLE quota_entries DROP CONSTRAINT quota_entries_once_per_retrofit`,
  `CREATE INDEX quota_entries_of_retrofit ON quota_entries (retrofit_id, kind) WHERE retrofit_id IS NOT NULL`,
  // Runs after quota_entries_book, which has locked the programme's row: nobody else books meanwhile.
  `CREATE FUNCTION quota_entries_one_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     DECLARE taken integer; given_back integer; used integer;
     BEGIN
       SELECT count(*) FILTER (WHERE kind IN ('reserve', 'advance')), count(*) FILTER (WHERE kind = 'release'), count(*) FILTER (WHERE kind = 'use')
         INTO taken, given_back, used FROM quota_entries WHERE retrofit_id = NEW.retrofit_id;
       IF taken - given_back > 1 OR used > 0 THEN
         RAISE EXCEPTION 'a retrofit holds one place at a time' USING ERRCODE = 'check_violation',
           CONSTRAINT = 'quota_entries_once_per_retrofit', TABLE = 'quota_entries';
       END IF;
       IF NEW.kind <> (CASE WHEN advance_authorised(NEW.retrofit_id) THEN 'advance' ELSE 'reserve' END) THEN
         RAISE EXCEPTION 'a place is taken in advance by a waiver, and only then' USING ERRCODE = 'check_violation',
           CONSTRAINT = 'quota_entries_q01_advance_authorised', TABLE = 'quota_entries';
       END IF;
       RETURN NULL;
     END $$`,
  `CREATE TRIGGER quota_entries_one_place AFTER INSERT ON quota_entries
     FOR EACH ROW WHEN (NEW.kind IN ('reserve', 'advance')) EXECUTE FUNCTION quota_entries_one_place()`,
  // As the transaction ends, the place is of the kind that the waivers say.
  `CREATE FUNCTION waivers_check_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     BEGIN
       IF coalesce(place_held(NEW.retrofit_id) = CASE WHEN advance_authorised(NEW.retrofit_id) THEN 'advance' ELSE 'reserve' END, true) THEN RETURN NULL; END IF;
       RAISE EXCEPTION 'the place in the quota is booked anew with the waiver' USING ERRCODE = 'check_violation',
         CONSTRAINT = 'waivers_q01_place_follows', TABLE = 'waivers';
     END $$`,
  `CREATE CONSTRAINT TRIGGER waivers_q01_place_follows AFTER UPDATE OF decision, withdrawn_by ON waivers DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW WHEN (NEW.rule = 'C12') EXECUTE FUNCTION waivers_check_place()`,
];
