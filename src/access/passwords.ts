import { hash, verify } from '@node-rs/argon2';

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const MINIMUM_PASSWORD_LENGTH = 10;

/** What is verified when there is no such user, so that the answer takes as long as with one. */
let decoy: Promise<string> | null = null;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), PARAMETERS);
}

export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFKC'));
  return matches && passwordHash !== null;
}

/** Why a new password can't be taken, as a text key; null when it can. */
export function passwordFault(password: string, username: string): string | null {
  if ([...password].length < MINIMUM_PASSWORD_LENGTH) return 'access.password.tooShort';
  if (password.toLowerCase().includes(username.toLowerCase())) return 'access.password.containsName';
  if (new Set(password).size < 5) return 'access.password.tooSimple';
  return null;
}
