import { MigrationInterface, QueryRunner } from 'typeorm';
import { AREA_COLUMNS, protect, run } from './sql';

/** Contractors with their licence, collective decisions, awards, contracts. */
export class CreateContractors1795392000500 implements MigrationInterface {
  name = 'CreateContractors1795392000500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE contractors (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         name text NOT NULL CONSTRAINT contractors_name_length CHECK (length(name) BETWEEN 1 AND 100),
         credit_code text NOT NULL CONSTRAINT contractors_credit_code_form CHECK (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
         licence_number text NOT NULL CONSTRAINT contractors_licence_number_length CHECK (length(licence_number) BETWEEN 1 AND 60),
         licence_valid_from date NOT NULL,
         licence_valid_until date NOT NULL,
         contact_name text NOT NULL CONSTRAINT contractors_contact_name_length CHECK (length(contact_name) BETWEEN 1 AND 60),
         contact_phone text NOT NULL CONSTRAINT contractors_contact_phone_form CHECK (contact_phone ~ '^[0-9+ -]{5,20}$'),
         created_at timestamptz NOT NULL DEFAULT tantu_now(),
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT contractors_area_code_fkey FOREIGN KEY (area_code) REFERENCES areas (code),
         CONSTRAINT contractors_area_is_district CHECK (length(area_code) = 6),
         CONSTRAINT contractors_licence_period CHECK (licence_valid_from < licence_valid_until),
         CONSTRAINT contractors_credit_code_key UNIQUE (area_code, credit_code))`,
      `CREATE INDEX contractors_by_name ON contractors (district_code, name, id)`,
      `ALTER TABLE users ADD CONSTRAINT users_contractor_id_fkey FOREIGN KEY (contractor_id) REFERENCES contractors (id)`,

      `CREATE TABLE decisions (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         programme_id uuid NOT NULL,
         held_on date NOT NULL,
         subject text NOT NULL CONSTRAINT decisions_subject_length CHECK (length(subject) BETWEEN 1 AND 200),
         attendees text[] NOT NULL CONSTRAINT decisions_attendees_collective CHECK (cardinality(attendees) BETWEEN 3 AND 60),
         minutes text NOT NULL CONSTRAINT decisions_minutes_given CHECK (length(minutes) BETWEEN 10 AND 20000),
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT decisions_programme_fkey FOREIGN KEY (programme_id, district_code) REFERENCES programmes (id, district_code),
         CONSTRAINT decisions_c13_not_in_the_future CHECK (held_on <= local_day(recorded_at)),
         CONSTRAINT decisions_id_held_key UNIQUE (id, held_on))`,
      `CREATE INDEX decisions_of_programme ON decisions (programme_id, held_on, id)`,

      `CREATE TABLE awards (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         programme_id uuid NOT NULL,
         contractor_id uuid NOT NULL CONSTRAINT awards_contractor_id_fkey REFERENCES contractors (id),
         method text NOT NULL CONSTRAINT awards_method_known CHECK (method IN ('openTender', 'invitedTender', 'negotiation', 'inquiry', 'smallPurchase')),
         awarded_on date NOT NULL,
         document text NOT NULL CONSTRAINT awards_document_length CHECK (length(document) BETWEEN 1 AND 100),
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT awards_programme_fkey FOREIGN KEY (programme_id, district_code) REFERENCES programmes (id, district_code),
         CONSTRAINT awards_c13_not_in_the_future CHECK (awarded_on <= local_day(recorded_at)),
         CONSTRAINT awards_whole_key UNIQUE (id, programme_id, contractor_id, awarded_on))`,
      `CREATE INDEX awards_of_programme ON awards (programme_id, awarded_on, id)`,

      // The decision's and the award's dates come in by foreign key, so that changing them later is checked here too.
      `CREATE TABLE contracts (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         programme_id uuid NOT NULL,
         contractor_id uuid NOT NULL CONSTRAINT contracts_contractor_id_fkey REFERENCES contractors (id),
         number text NOT NULL CONSTRAINT contracts_number_length CHECK (length(number) BETWEEN 1 AND 60),
         decision_id uuid, decided_on date,
         award_id uuid, awarded_on date,
         signed_on date NOT NULL,
         amount_fen bigint NOT NULL CONSTRAINT contracts_amount_plausible CHECK (amount_fen BETWEEN 1 AND 100000000000),
         works_from date NOT NULL, works_until date NOT NULL,
         waived_rules text[] NOT NULL DEFAULT '{}' CONSTRAINT contracts_waivers_authorised CHECK (waived_rules = '{}'),
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT contracts_programme_fkey FOREIGN KEY (programme_id, district_code) REFERENCES programmes (id, district_code),
         CONSTRAINT contracts_decision_fkey FOREIGN KEY (decision_id, decided_on) REFERENCES decisions (id, held_on) MATCH FULL ON UPDATE CASCADE,
         CONSTRAINT contracts_award_fkey FOREIGN KEY (award_id, programme_id, contractor_id, awarded_on)
           REFERENCES awards (id, programme_id, contractor_id, awarded_on) ON UPDATE CASCADE,
         CONSTRAINT contracts_award_whole CHECK ((award_id IS NULL) = (awarded_on IS NULL)),
         CONSTRAINT contracts_c06_decision_first CHECK ((decided_on IS NOT NULL AND decided_on <= signed_on) OR 'C06' = ANY (waived_rules)),
         CONSTRAINT contracts_award_first CHECK (awarded_on IS NULL OR awarded_on <= signed_on),
         CONSTRAINT contracts_works_in_order CHECK (works_from <= works_until),
         CONSTRAINT contracts_c13_not_in_the_future CHECK (signed_on <= local_day(recorded_at)),
         CONSTRAINT contracts_number_key UNIQUE (programme_id, number),
         CONSTRAINT contracts_whole_key UNIQUE (id, programme_id, contractor_id, signed_on))`,
      `CREATE INDEX contracts_of_programme ON contracts (programme_id, signed_on, id)`,
      ...Object.entries({ decisions: 'held_on', awards: 'awarded_on', contracts: 'signed_on' }).map(
        ([table, date]) =>
          `CREATE TRIGGER ${table}_stamp BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION keep_recorded_at('${date}')`,
      ),
    );
    const own = `= nullif(current_setting('tantu.contractor', true), '')::uuid`;
    await protect(queryRunner, 'contractors', { contractor: `id ${own}` });
    await protect(queryRunner, 'decisions');
    await protect(queryRunner, 'awards', { contractor: `contractor_id ${own}` });
    await protect(queryRunner, 'contracts', { contractor: `contractor_id ${own}` });
    const district = `district_code = current_setting('tantu.district', true)`;
    await run(
      queryRunner,
      ...['contractors', 'decisions', 'awards', 'contracts'].flatMap((table) => [
        `ALTER POLICY ${table}_staff ON ${table} USING (${district})`,
        `ALTER POLICY ${table}_reader ON ${table} USING (${district})`,
      ]),
      // Who makes a firm's users must be able to name the firm; of the firm, no more than that.
      `CREATE POLICY contractors_admin ON contractors FOR SELECT TO tantu_admin USING (${district}
         OR (area_code >= current_setting('tantu.area', true) AND area_code < current_setting('tantu.area_end', true)))`,
      `GRANT SELECT (id, area_code, district_code, name) ON contractors TO tantu_admin`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
