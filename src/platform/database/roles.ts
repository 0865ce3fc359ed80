import { Client } from 'pg';

/**
 * The database roles behind an actor. They cannot sign in: the application's connection takes one for the
 * length of a transaction. `tantu_nobody` has no right at all: a connection starts as it.
 */
export const DATABASE_ROLES = {
  tantu_nobody: 'no rights: what a connection is before it has an actor',
  tantu_sessions: 'reads and writes sign-in sessions, nothing else',
  tantu_staff: 'caseworkers and supervisors of a district, street or community',
  tantu_reader: 'auditors of a district or below: read only',
  tantu_region: 'staff and auditors of a city or province: read only',
  tantu_contractor: 'a contractor’s users: assigned retrofits only',
  tantu_admin: 'users, areas, settings; no personal data of households',
  tantu_system: 'jobs, command line, sign-in',
} as const;

export type DatabaseRole = keyof typeof DATABASE_ROLES;

/** What a database administrator runs once where the given role may not create roles itself. */
export function rolesSql(owner: string): string {
  return Object.keys(DATABASE_ROLES)
    .map((role) => `CREATE ROLE ${role} NOLOGIN;\nGRANT ${role} TO "${owner}";`)
    .join('\n');
}

export class MissingRolesError extends Error {}

/** Creates the roles that are missing and lets the owner take them. Safe to run twice and at once. */
export async function ensureRoles(client: Client): Promise<void> {
  await client.query(`SELECT pg_advisory_lock(hashtext('tantu roles'))`);
  try {
    const { rows } = await client.query<{ me: string; missing: string[]; foreign: string[] }>(
      `SELECT current_user AS me,
              array_agg(name) FILTER (WHERE r.oid IS NULL) AS missing,
              array_agg(name) FILTER (WHERE r.oid IS NOT NULL AND NOT pg_has_role(current_user, r.oid, 'MEMBER')) AS foreign
         FROM unnest($1::text[]) AS name LEFT JOIN pg_roles r ON r.rolname = name`,
      [Object.keys(DATABASE_ROLES)],
    );
    const { me, missing, foreign } = rows[0]!;
    for (const role of missing ?? []) await client.query(`CREATE ROLE ${role} NOLOGIN`);
    for (const role of [...(missing ?? []), ...(foreign ?? [])])
      await client.query(`GRANT ${role} TO CURRENT_USER`);
    if (missing || foreign) return;
    await proveMembership(client, me);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    const { rows } = await client.query<{ me: string }>('SELECT current_user AS me');
    throw new MissingRolesError(
      `The database role ${rows[0]!.me} may not create the roles that Tantu needs. Let an administrator run:\n${rolesSql(rows[0]!.me)}`,
    );
  } finally {
    await client.query(`SELECT pg_advisory_unlock(hashtext('tantu roles'))`);
  }
}

async function proveMembership(client: Client, me: string): Promise<void> {
  for (const role of Object.keys(DATABASE_ROLES)) {
    try {
      await client.query(`SET ROLE ${role}`);
      await client.query('RESET ROLE');
    } catch {
      throw new MissingRolesError(
        `The database role ${me} may not take ${role}. Run: GRANT ${role} TO "${me}";`,
      );
    }
  }
}
