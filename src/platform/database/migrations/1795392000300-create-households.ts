import { MigrationInterface, QueryRunner } from 'typeorm';
import { AREA_COLUMNS, protect, run } from './sql';

/** Households and the disabled people in them. ID and certificate numbers are ciphertext here, found by a keyed hash. */
export class CreateHouseholds1795392000300 implements MigrationInterface {
  name = 'CreateHouseholds1795392000300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `CREATE TABLE households (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         -- COLLATE "C": row security lets an index serve a range and an order only where its comparison is leakproof.
         address text COLLATE "C" NOT NULL CONSTRAINT households_address_length CHECK (length(address) BETWEEN 1 AND 200),
         head_name text COLLATE "C" NOT NULL CONSTRAINT households_head_name_length CHECK (length(head_name) BETWEEN 1 AND 60),
         phone text CONSTRAINT households_phone_form CHECK (phone ~ '^[0-9+ -]{5,20}$'),
         longitude numeric(9,6), latitude numeric(8,6), position_accuracy_m numeric(8,1),
         tenure text NOT NULL CONSTRAINT households_tenure_known CHECK (tenure IN ('owned', 'longTermResidence', 'publicRental', 'privateRental')),
         hardship text NOT NULL CONSTRAINT households_hardship_known
           CHECK (hardship IN ('none', 'minimumLiving', 'extremePoverty', 'lowIncome', 'liftedUnstable', 'borderline', 'suddenHardship')),
         annual_income_fen bigint CONSTRAINT households_income_plausible CHECK (annual_income_fen BETWEEN 0 AND 100000000000),
         member_count smallint NOT NULL CONSTRAINT households_member_count_plausible CHECK (member_count BETWEEN 1 AND 30),
         notes text NOT NULL DEFAULT '' CONSTRAINT households_notes_length CHECK (length(notes) <= 2000),
         created_at timestamptz NOT NULL DEFAULT tantu_now(),
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT households_area_code_fkey FOREIGN KEY (area_code) REFERENCES areas (code),
         CONSTRAINT households_area_is_community CHECK (length(area_code) = 12),
         CONSTRAINT households_position_whole CHECK (
           (longitude IS NULL AND latitude IS NULL AND position_accuracy_m IS NULL)
           OR (longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90 AND longitude IS NOT NULL AND latitude IS NOT NULL
               AND (position_accuracy_m IS NULL OR position_accuracy_m BETWEEN 0 AND 100000))),
         CONSTRAINT households_id_area_key UNIQUE (id, area_code))`,
      `CREATE INDEX households_newest ON households (district_code, id)`,
      `CREATE INDEX households_by_head ON households (district_code, head_name, id)`,
      `CREATE INDEX households_by_address ON households (district_code, address, id)`,
      `CREATE INDEX households_by_area ON households (district_code, area_code, id)`,

      `CREATE TABLE people (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         household_id uuid NOT NULL,
         name text COLLATE "C" NOT NULL CONSTRAINT people_name_length CHECK (length(name) BETWEEN 1 AND 60),
         sex text NOT NULL CONSTRAINT people_sex_known CHECK (sex IN ('female', 'male')),
         born_on date NOT NULL,
         id_number_ciphertext bytea NOT NULL,
         id_number_hash bytea NOT NULL CONSTRAINT people_p06_once UNIQUE,
         id_number_masked text NOT NULL,
         certificate_ciphertext bytea,
         certificate_hash bytea CONSTRAINT people_certificate_once UNIQUE,
         certificate_masked text,
         category smallint CONSTRAINT people_category_known CHECK (category BETWEEN 1 AND 7),
         grade smallint CONSTRAINT people_grade_known CHECK (grade BETWEEN 1 AND 4),
         certificate_valid_from date,
         certificate_valid_until date,
         phone text CONSTRAINT people_phone_form CHECK (phone ~ '^[0-9+ -]{5,20}$'),
         guardian_name text CONSTRAINT people_guardian_name_length CHECK (length(guardian_name) BETWEEN 1 AND 60),
         guardian_relation text CONSTRAINT people_guardian_relation_known
           CHECK (guardian_relation IN ('spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild', 'otherRelative', 'communityGuardian')),
         guardian_phone text CONSTRAINT people_guardian_phone_form CHECK (guardian_phone ~ '^[0-9+ -]{5,20}$'),
         died_on date,
         created_at timestamptz NOT NULL DEFAULT tantu_now(),
         version integer NOT NULL DEFAULT 1,
         CONSTRAINT people_household_fkey FOREIGN KEY (household_id, area_code) REFERENCES households (id, area_code) ON UPDATE CASCADE,
         CONSTRAINT people_guardian_whole CHECK ((guardian_name IS NULL) = (guardian_relation IS NULL)),
         CONSTRAINT people_certificate_whole CHECK (
           num_nulls(certificate_ciphertext, certificate_hash, certificate_masked, category, grade, certificate_valid_from) IN (0, 6)),
         CONSTRAINT people_certificate_period CHECK (certificate_valid_until IS NULL OR certificate_valid_until > certificate_valid_from),
         CONSTRAINT people_life_in_order CHECK (died_on IS NULL OR died_on >= born_on),
         CONSTRAINT people_c13_death_not_in_future CHECK (died_on IS NULL OR died_on <= local_day(now()) + 1))`,
      `CREATE INDEX people_household ON people (household_id)`,
      `CREATE INDEX people_by_name ON people (district_code, name, household_id)`,

      `CREATE TABLE consents (
         id uuid PRIMARY KEY,${AREA_COLUMNS},
         household_id uuid NOT NULL,
         kind text NOT NULL CONSTRAINT consents_kind_known CHECK (kind IN ('personalData', 'photos', 'publicNotice', 'contractorSharing')),
         text_version text NOT NULL,
         given_by_name text NOT NULL CONSTRAINT consents_given_by_length CHECK (length(given_by_name) BETWEEN 1 AND 60),
         given_by_relation text NOT NULL CONSTRAINT consents_relation_known CHECK (given_by_relation IN ('self', 'guardian', 'proxy')),
         given_on date NOT NULL,
         withdrawn_on date,
         recorded_at timestamptz NOT NULL DEFAULT tantu_now(),
         CONSTRAINT consents_household_fkey FOREIGN KEY (household_id, area_code) REFERENCES households (id, area_code) ON UPDATE CASCADE,
         CONSTRAINT consents_c13_not_in_the_future CHECK (given_on <= local_day(recorded_at)),
         CONSTRAINT consents_in_order CHECK (withdrawn_on IS NULL OR withdrawn_on >= given_on))`,
      `CREATE UNIQUE INDEX consents_one_in_force ON consents (household_id, kind) WHERE withdrawn_on IS NULL`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}

/** Applied by the last migration of the set, when the retrofits that a contractor's view goes through exist. */
export async function protectHouseholds(queryRunner: QueryRunner): Promise<void> {
  const assigned = (key: string): string => `EXISTS (SELECT FROM retrofits r WHERE r.household_id = ${key})`;
  await protect(queryRunner, 'households', {
    contractor: assigned('households.id'),
    contractorColumns: [
      'id',
      'area_code',
      'district_code',
      'address',
      'head_name',
      'phone',
      'longitude',
      'latitude',
      'position_accuracy_m',
    ],
  });
  await protect(queryRunner, 'people', {
    contractor: assigned('people.household_id'),
    contractorColumns: ['id', 'household_id', 'area_code', 'district_code', 'name', 'phone'],
  });
  await protect(queryRunner, 'consents');
}
