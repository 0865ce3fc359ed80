import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/** What the rules compare with, set by each programme; and the programme's own plan and its report to those above. */
export class SetThresholds1795737616000 implements MigrationInterface {
  name = 'SetThresholds1795737616000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const column = (name: string, constraint: string, check: string): string =>
      `ALTER TABLE programmes ADD COLUMN ${name} CONSTRAINT programmes_${constraint} CHECK (${check})`;
    await run(
      queryRunner,
      // Null below the threshold of the procurement law, where nothing binds the contract.
      column(
        'contract_within_days smallint DEFAULT 30',
        'contract_days_plausible',
        'contract_within_days BETWEEN 1 AND 365',
      ),
      column(
        'warranty_months smallint NOT NULL DEFAULT 24',
        'warranty_plausible',
        'warranty_months BETWEEN 0 AND 120',
      ),
      `ALTER TABLE programmes ADD COLUMN works_required boolean NOT NULL DEFAULT false`,
      // One decimal; double precision holds it as the rules calculate with it.
      column(
        'peer_factor double precision NOT NULL DEFAULT 3',
        'peer_factor_plausible',
        'peer_factor BETWEEN 1.1 AND 100',
      ),
      column('radius_m integer NOT NULL DEFAULT 200', 'radius_plausible', 'radius_m BETWEEN 20 AND 5000'),
      column(
        'visits_per_day smallint NOT NULL DEFAULT 20',
        'visits_plausible',
        'visits_per_day BETWEEN 1 AND 200',
      ),
      column('fastest_kmh smallint NOT NULL DEFAULT 60', 'speed_plausible', 'fastest_kmh BETWEEN 1 AND 200'),
      column(
        'plan_approved_on date',
        'plan_not_in_future',
        'plan_approved_on IS NULL OR plan_approved_on <= local_day(now()) + 1',
      ),
      column('plan_document text', 'plan_document_length', 'length(plan_document) BETWEEN 1 AND 100'),
      column('reported_accepted integer', 'report_plausible', 'reported_accepted BETWEEN 0 AND 100000'),
      column(
        'reported_on date',
        'report_not_in_future',
        'reported_on IS NULL OR reported_on <= local_day(now()) + 1',
      ),
      `ALTER TABLE programmes
         ADD CONSTRAINT programmes_plan_whole CHECK (num_nulls(plan_approved_on, plan_document) IN (0, 2)),
         ADD CONSTRAINT programmes_report_whole CHECK (num_nulls(reported_accepted, reported_on) IN (0, 2))`,
      // Terms that were frozen before lack the new names: src/workflow/terms.ts takes those from the programme.
      `CREATE OR REPLACE FUNCTION programme_terms(p programmes) RETURNS jsonb LANGUAGE sql STABLE AS $$
         SELECT jsonb_build_object('capFen', p.cap_fen, 'noticeDays', p.notice_days, 'lateEntryDays', p.late_entry_days,
           'requiredSigners', p.required_signers, 'grades', p.grades, 'hardships', p.hardships, 'tenures', p.tenures,
           'contractWithinDays', p.contract_within_days, 'warrantyMonths', p.warranty_months, 'worksRequired', p.works_required,
           'peerFactor', p.peer_factor, 'radiusM', p.radius_m, 'visitsPerDay', p.visits_per_day, 'fastestKmh', p.fastest_kmh) $$`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
