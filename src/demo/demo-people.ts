import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from '../platform/config/config';

/** The sign-ins of the demonstration; other programs rely on these names. */
export const DEMO_USERNAMES = [
  'caseworker',
  'street',
  'district',
  'contractor',
  'supervisor',
  'auditor',
  'admin',
] as const;

/** One password for all of them, made once for each demonstration: a password that is published lets everybody in. */
export function demoPassword(config: Config): string {
  const folder = join(config.dataDirectory, 'secrets');
  const file = join(folder, 'demo-password');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, `demo-${randomBytes(5).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
