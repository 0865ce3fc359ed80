import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from './config';

/** The keys of an installation. Lost keys can't be made again: `docs/operations.md` says what to keep where. */
export const SECRETS = Symbol('secrets');

export interface Secrets {
  readonly encryptionKey: Buffer;
  readonly sessionKey: Buffer;
  /** Seed of the Ed25519 key that signs checkpoints of the history. */
  readonly checkpointSeed: Buffer;
}

/** Reads a key of 32 bytes from the data folder, making it on first use; never overwrites one. */
function keptKey(dataDirectory: string, name: string): Buffer {
  const folder = join(dataDirectory, 'secrets');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  try {
    writeFileSync(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 });
    chmodSync(file, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new Error(`${file} does not hold a key of 32 bytes`);
  return key;
}

export function loadSecrets(config: Config): Secrets {
  return {
    encryptionKey: config.TANTU_ENCRYPTION_KEY ?? keptKey(config.dataDirectory, 'encryption-key'),
    sessionKey: config.TANTU_SESSION_KEY ?? keptKey(config.dataDirectory, 'session-key'),
    checkpointSeed: keptKey(config.dataDirectory, 'checkpoint-key'),
  };
}
