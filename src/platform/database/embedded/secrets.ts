import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { errorCode } from './processes';

/** Passwords of the two roles that can sign in; letters, digits, `-` and `_` only, so they fit URLs and SQL. */
export interface DatabasePasswords {
  readonly superuser: string;
  readonly owner: string;
}

const FILES = { superuser: 'postgres-password', owner: 'tantu-password' } as const;

/** Makes new passwords for a new cluster; those of an earlier, unfinished attempt are replaced. */
export function createPasswords(folder: DataFolder): DatabasePasswords {
  mkdirSync(folder.secrets, { recursive: true, mode: 0o700 });
  chmodSync(folder.secrets, 0o700);
  const passwords = { superuser: randomPassword(), owner: randomPassword() };
  for (const role of ['superuser', 'owner'] as const) {
    writeFileSync(join(folder.secrets, FILES[role]), `${passwords[role]}\n`, { mode: 0o600, flush: true });
  }
  return passwords;
}

/** Reads the passwords of an existing cluster. */
export function readPasswords(folder: DataFolder): DatabasePasswords {
  return { superuser: readPassword(folder, 'superuser'), owner: readPassword(folder, 'owner') };
}

function readPassword(folder: DataFolder, role: keyof typeof FILES): string {
  const file = join(folder.secrets, FILES[role]);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const why = errorCode(error) === 'ENOENT' ? 'is missing' : `cannot be read (${errorCode(error)})`;
    throw new EmbeddedPostgresError(
      `The password file ${file} ${why}, so the database beside it cannot be opened. ` +
        `Restore it from a backup, or start Tantu as the user who started it first.`,
    );
  }
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}
