import { QueryRunner } from 'typeorm';

/** Runs statements one after another; a migration reads as the SQL it is. */
export async function run(queryRunner: QueryRunner, ...statements: string[]): Promise<void> {
  for (const statement of statements) await queryRunner.query(statement);
}

/**
 * The area a row belongs to, on every table with personal data: row security compares it, and list
 * indexes begin with the district. COLLATE "C" so that a prefix is a range in every database.
 */
export const AREA_COLUMNS = `
  area_code text COLLATE "C" NOT NULL,
  district_code text COLLATE "C" GENERATED ALWAYS AS (left(area_code, 6)) STORED NOT NULL`;

/** True for rows inside the actor's area, for actors at district level or below. */
const IN_DISTRICT_AREA = `district_code = current_setting('tantu.district', true)
  AND area_code >= current_setting('tantu.area', true) AND area_code < current_setting('tantu.area_end', true)`;

/** True for rows inside the actor's area, for actors above a district (city, province). */
const IN_REGION = `area_code >= current_setting('tantu.area', true) AND area_code < current_setting('tantu.area_end', true)`;

export interface Protection {
  /** Rows a contractor's user may see, as SQL; none when left out. */
  contractor?: string;
  /** What a contractor's user may do beside SELECT, e.g. 'INSERT' or 'UPDATE (started_on)'. */
  contractorMay?: string[];
  /** Columns a contractor's user may read; all when left out. */
  contractorColumns?: string[];
  /** What district staff may do beside SELECT; INSERT and UPDATE when left out. */
  staffMay?: string[];
}

/**
 * Forces row security on a table and gives each database role its own policy, so that the planner sees
 * one simple condition and not a chain of ORs (measured: six times the lists per second).
 * The owner (migrations, backups, an operator's psql) has a policy of its own; the application's
 * connections leave the owner's role as they open.
 */
export async function protect(
  queryRunner: QueryRunner,
  table: string,
  protection: Protection = {},
): Promise<void> {
  const staffMay = protection.staffMay ?? ['INSERT', 'UPDATE'];
  await run(
    queryRunner,
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY ${table}_owner ON ${table} TO CURRENT_USER USING (true)`,
    `CREATE POLICY ${table}_system ON ${table} TO tantu_system USING (true)`,
    `CREATE POLICY ${table}_staff ON ${table} TO tantu_staff USING (${IN_DISTRICT_AREA})`,
    `CREATE POLICY ${table}_reader ON ${table} FOR SELECT TO tantu_reader USING (${IN_DISTRICT_AREA})`,
    `CREATE POLICY ${table}_region ON ${table} FOR SELECT TO tantu_region USING (${IN_REGION})`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO tantu_system`,
    `GRANT ${['SELECT', ...staffMay].join(', ')} ON ${table} TO tantu_staff`,
    `GRANT SELECT ON ${table} TO tantu_reader, tantu_region`,
    // No trigger of a row sees a TRUNCATE: what keeps single rows would not keep the whole table.
    `CREATE TRIGGER ${table}_not_emptied BEFORE TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('${table}_not_emptied')`,
  );
  if (!protection.contractor) return;
  const columns = protection.contractorColumns ? ` (${protection.contractorColumns.join(', ')})` : '';
  await run(
    queryRunner,
    `CREATE POLICY ${table}_contractor ON ${table} TO tantu_contractor USING (${protection.contractor})`,
    `GRANT SELECT${columns} ON ${table} TO tantu_contractor`,
    ...(protection.contractorMay ?? []).map((right) => `GRANT ${right} ON ${table} TO tantu_contractor`),
  );
}

/** The rows of a table that hang on a retrofit which the contractor's user can see. */
export const CONTRACTOR_OF_RETROFIT = `EXISTS (SELECT FROM retrofits r WHERE r.id = retrofit_id)`;

/** A row that is never changed or removed once written, whoever connects. */
export async function appendOnly(queryRunner: QueryRunner, table: string): Promise<void> {
  await run(
    queryRunner,
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
       FOR EACH ROW EXECUTE FUNCTION refuse_change('${table}_append_only')`,
    `CREATE TRIGGER ${table}_keep BEFORE TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('${table}_append_only')`,
  );
}

/** Lets auditors, who otherwise only read, write rows of their area: what they bring to an inspection, and nothing of the living records. */
export async function auditorsMay(
  queryRunner: QueryRunner,
  table: string,
  rights: readonly ('INSERT' | 'UPDATE')[],
): Promise<void> {
  for (const right of rights)
    for (const [role, area] of [
      ['reader', IN_DISTRICT_AREA],
      ['region', IN_REGION],
    ] as const)
      await run(
        queryRunner,
        `CREATE POLICY ${table}_${role}_${right.toLowerCase()} ON ${table} FOR ${right} TO tantu_${role} ${right === 'UPDATE' ? `USING (${area})` : ''} WITH CHECK (${area})`,
        `GRANT ${right} ON ${table} TO tantu_${role}`,
      );
}
