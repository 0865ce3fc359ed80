import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';

/** The system user the server runs as. PostgreSQL refuses root, so root hands over to another one. */
export interface ClusterUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Set only when root starts the server as somebody else: what `spawn` needs for that. */
  readonly identity: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * Whoever starts Tantu, or for root: the owner of the cluster if there is one, else `postgres`, else `nobody`.
 * The owner comes first, since a PostgreSQL package installed later brings a new user `postgres`.
 */
export function clusterUser(cluster: string): ClusterUser {
  if (process.getuid === undefined || process.getgid === undefined) {
    throw new EmbeddedPostgresError(
      'The embedded PostgreSQL does not run on Windows. Set DATABASE_URL to the address of a PostgreSQL server.',
    );
  }
  const owner = ownerOf(cluster);
  return process.getuid() === 0 ? userForRoot(owner, cluster) : currentUser(owner, cluster);
}

/** True when the user can enter or read this path; asked of the system, which also knows ACLs and mounts. */
export function canReach(user: ClusterUser, path: string): boolean {
  if (user.identity === undefined) return true;
  const test = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user.identity, cwd: '/' });
  return test.status === 0;
}

/** A folder of root's without a cluster in it says nothing: PostgreSQL cannot have made it. */
function ownerOf(cluster: string): number | undefined {
  const uid = statSync(cluster, { throwIfNoEntry: false })?.uid;
  return uid === 0 && !existsSync(join(cluster, 'PG_VERSION')) ? undefined : uid;
}

function currentUser(owner: number | undefined, cluster: string): ClusterUser {
  const { name, uid, gid } = whoAmI();
  if (owner !== undefined && owner !== uid) {
    throw new EmbeddedPostgresError(
      `The database in ${cluster} belongs to user id ${owner}, but Tantu was started by "${name}" (id ${uid}). ` +
        `Start it as root, as it was at first, or give the whole data folder to "${name}" with chown -R.`,
    );
  }
  return { name, uid, gid, identity: undefined };
}

function whoAmI(): { name: string; uid: number; gid: number } {
  try {
    const { username, uid, gid } = userInfo();
    return { name: username, uid, gid };
  } catch {
    throw new EmbeddedPostgresError(
      `PostgreSQL cannot run as user id ${process.getuid?.()}: the system does not know this user. ` +
        `Start Tantu as a user listed in /etc/passwd, as root, or set DATABASE_URL.`,
    );
  }
}

function userForRoot(owner: number | undefined, cluster: string): ClusterUser {
  const users = knownUsers();
  const found =
    owner === undefined
      ? (users.find((user) => user.name === 'postgres') ?? users.find((user) => user.name === 'nobody'))
      : users.find((user) => user.uid === owner);
  if (found !== undefined && found.uid !== 0)
    return { ...found, identity: { uid: found.uid, gid: found.gid } };
  if (owner === undefined) {
    throw new EmbeddedPostgresError(
      'PostgreSQL refuses to run as root, and this system has neither a user "postgres" nor "nobody". ' +
        'Create one (useradd --system postgres), start Tantu as a normal user, or set DATABASE_URL.',
    );
  }
  throw new EmbeddedPostgresError(
    `The database in ${cluster} belongs to user id ${owner}, which PostgreSQL cannot run as. ` +
      `Give it to an ordinary user of this system: chown -R postgres ${JSON.stringify(cluster)}.`,
  );
}

function knownUsers(): { name: string; uid: number; gid: number }[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
