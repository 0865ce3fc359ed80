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

const ALL_ROLES = Object.keys(DATABASE_ROLES);

/**
 * What a database administrator runs once where the given role may not create roles itself.
 * @param missing the roles that the server does not have yet; another Tantu on the same server has made them all
 */
export function rolesSql(owner: string, missing: readonly string[] = ALL_ROLES): string {
  return [
    ...ALL_ROLES.filter((role) => missing.includes(role)).map((role) => `CREATE ROLE ${role} NOLOGIN;`),
    `GRANT ${ALL_ROLES.join(', ')} TO "${owner.replaceAll('"', '""')}";`,
  ].join('\n');
}

export class MissingRolesError extends Error {}

/** Creates the roles that are missing and lets the owner take them. Safe to run twice and at once. */
export async function ensureRoles(client: Client): Promise<void> {
  await client.query(`SELECT pg_advisory_lock(hashtext('tantu roles'))`);
  try {
    const { me, missing, foreign } = await rolesOf(client);
    try {
      // Both in one statement, so that no role is left that nobody can take.
      for (const role of missing)
        await client.query(`CREATE ROLE ${role} NOLOGIN; GRANT ${role} TO CURRENT_USER`);
      for (const role of foreign) await client.query(`GRANT ${role} TO CURRENT_USER`);
    } catch (error) {
      if ((error as { code?: string }).code !== '42501') throw error;
      const wanted = rolesSql(me, (await rolesOf(client)).missing);
      throw new MissingRolesError(
        `The database role ${me} may not create or take the roles that Tantu needs. Let an administrator run:\n${wanted}`,
      );
    }
    await proveMembership(client, me);
  } finally {
    await client.query(`SELECT pg_advisory_unlock(hashtext('tantu roles'))`);
  }
}

/** Which roles the server lacks, and which it has without letting this login take them. */
async function rolesOf(client: Client): Promise<{ me: string; missing: string[]; foreign: string[] }> {
  const { rows } = await client.query<{ me: string; missing: string[]; foreign: string[] }>(
    `SELECT current_user AS me,
            coalesce(array_agg(name) FILTER (WHERE r.oid IS NULL), '{}') AS missing,
            coalesce(array_agg(name) FILTER (WHERE r.oid IS NOT NULL AND NOT pg_has_role(current_user, r.oid, 'MEMBER')), '{}') AS foreign
       FROM unnest($1::text[]) AS name LEFT JOIN pg_roles r ON r.rolname = name`,
    [ALL_ROLES],
  );
  return rows[0]!;
}

async function proveMembership(client: Client, me: string): Promise<void> {
  for (const role of ALL_ROLES) {
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
