import { chmodSync, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { canReach, type ClusterUser } from './cluster-user';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { errorCode } from './processes';

/** Where everything of one embedded server lies. Moving the folder while the server is stopped is harmless. */
export interface DataFolder {
  /** Absolute and without symbolic links, so that one folder has one name. */
  readonly root: string;
  /** The cluster; belongs to the user the server runs as. */
  readonly cluster: string;
  /** Passwords, readable only for whoever starts the application. */
  readonly secrets: string;
  readonly log: string;
  /** A copy of the server's programs, only where the packaged ones cannot be used. */
  readonly binaries: string;
}

/** Names the parts of a data folder; creates nothing. */
export function dataFolderAt(path: string): DataFolder {
  const wanted = resolve(path);
  const root = existsSync(wanted) ? realpathSync(wanted) : wanted;
  return {
    root,
    cluster: join(root, 'postgres'),
    secrets: join(root, 'secrets'),
    log: join(root, 'postgres.log'),
    binaries: join(root, 'postgres-binaries'),
  };
}

/**
 * Creates the folder where it is missing and proves that the server's user can get into it.
 * Refuses before anything is created, so that a refused start leaves nothing behind.
 */
export function prepareDataFolder(path: string, user: ClusterUser): DataFolder {
  const wanted = resolve(path);
  const existing = nearestExisting(wanted);
  if (!statSync(existing).isDirectory()) {
    throw new EmbeddedPostgresError(`The data folder ${wanted} cannot be made: ${existing} is a file.`);
  }
  refuseUnreachable(existing, wanted, user);
  try {
    createFolders(wanted);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The data folder ${wanted} cannot be made (${errorCode(error)}). Choose another with TANTU_DATA.`,
    );
  }
  refuseUnreachable(wanted, wanted, user);
  return dataFolderAt(wanted);
}

function refuseUnreachable(folder: string, wanted: string, user: ClusterUser): void {
  if (canReach(user, folder)) return;
  throw new EmbeddedPostgresError(
    `The data folder ${wanted} cannot be used: PostgreSQL refuses to run as root, so it runs as "${user.name}", ` +
      `and that user cannot enter ${folder}. Put the data elsewhere (TANTU_DATA=/var/lib/tantu), start Tantu ` +
      `as a normal user, or open the way to the folder (chmod o+x on it and the folders above it).`,
  );
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

/** Made with 0755 whatever the umask is: the server's user has to pass through. */
function createFolders(path: string): void {
  if (existsSync(path)) return;
  createFolders(dirname(path));
  mkdirSync(path);
  chmodSync(path, 0o755);
}
