import { createHash, createPrivateKey, createPublicKey, KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson } from '../platform/canonical-json';
import { ReadTx, Tx } from '../platform/database/database';

export interface SealableEntry {
  id: string;
  recordedAt: Date;
  areaCode: string;
  kind: string;
  subjectType: string;
  subjectId: string;
  retrofitId: string | null;
  householdId: string | null;
  actorId: string | null;
  actorName: string;
  actorRole: string;
  actorAreaCode: string | null;
  requestId: string | null;
  data: unknown;
}

export const ENTRY_COLUMNS = `e.id, e.recorded_at AS "recordedAt", e.area_code AS "areaCode", e.kind, e.subject_type AS "subjectType",
  e.subject_id AS "subjectId", e.retrofit_id AS "retrofitId", e.household_id AS "householdId", e.actor_id AS "actorId",
  e.actor_name AS "actorName", e.actor_role AS "actorRole", e.actor_area_code AS "actorAreaCode", e.request_id AS "requestId", e.data`;

const GENESIS = Buffer.alloc(32);

/**
 * An entry's link: the hash over the link before it, its place, and everything that it says. Entries from before
 * actors had an area were sealed without one, and stay so.
 */
export function linkOf(previous: Buffer, position: number, entry: SealableEntry): Buffer {
  const { actorAreaCode, ...rest } = entry;
  const said = { position, ...rest, recordedAt: entry.recordedAt.toISOString() };
  return createHash('sha256')
    .update(previous)
    .update(canonicalJson(actorAreaCode === null ? said : { ...said, actorAreaCode }))
    .digest();
}

/** Ed25519 from a 32-byte seed (RFC 8410 wraps it so). */
export function checkpointKey(seed: Buffer): KeyObject {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

export function keyId(key: KeyObject): string {
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

export const signCheckpoint = (key: KeyObject, position: number, hash: Buffer): Buffer =>
  sign(null, checkpointText(position, hash), key);

export function isCheckpoint(key: KeyObject, position: number, hash: Buffer, signature: Buffer): boolean {
  return verify(null, checkpointText(position, hash), createPublicKey(key), signature);
}

function checkpointText(position: number, hash: Buffer): Buffer {
  return Buffer.from(`tantu history checkpoint\n${position}\n${hash.toString('hex')}\n`);
}

/** The end of the chain. */
export async function lastSeal(tx: ReadTx): Promise<{ position: number; hash: Buffer }> {
  const [last] = await tx.sql<{ position: number; hash: Buffer }>(
    'SELECT position, hash FROM history_seals ORDER BY position DESC LIMIT 1',
  );
  return last ?? { position: 0, hash: GENESIS };
}

const BATCH = 2000;

const UNSEALED =
  'e.id >= $1 AND NOT EXISTS (SELECT FROM history_seals s WHERE s.entry_id = e.id AND s.entry_id >= $1)';

/** Whether an entry with this id or a later one has no seal. */
export async function hasUnsealed(tx: ReadTx, from: string): Promise<boolean> {
  const found = await tx.sql(`SELECT FROM history_entries e WHERE ${UNSEALED} LIMIT 1`, [from]);
  return found.length > 0;
}

/**
 * Chains the entries that no seal holds yet, oldest first.
 * @param from the first id that counts; ids are made in the order of time
 * @returns how many
 */
export async function sealBatch(tx: Tx, key: KeyObject, from: string): Promise<number> {
  await tx.sql(`SELECT pg_advisory_xact_lock(hashtext('tantu history seal'))`);
  const entries = await tx.sql<SealableEntry>(
    `SELECT ${ENTRY_COLUMNS} FROM history_entries e WHERE ${UNSEALED} ORDER BY e.recorded_at, e.id LIMIT ${BATCH}`,
    [from],
  );
  if (entries.length === 0) return 0;
  let { position, hash } = await lastSeal(tx);
  const links = entries.map((entry) => {
    position += 1;
    hash = linkOf(hash, position, entry);
    return { position, id: entry.id, hash: hash.toString('hex') };
  });
  await tx.change(
    `INSERT INTO history_seals (position, entry_id, hash)
     SELECT (l ->> 'position')::bigint, (l ->> 'id')::uuid, decode(l ->> 'hash', 'hex') FROM jsonb_array_elements($1::jsonb) l`,
    [JSON.stringify(links)],
  );
  await tx.change(
    'INSERT INTO history_checkpoints (position, hash, signature, key_id) VALUES ($1, $2, $3, $4)',
    [position, hash, signCheckpoint(key, position, hash), keyId(key)],
  );
  return entries.length;
}
