import { DatabaseRole } from './roles';

export const ROLES = ['caseworker', 'contractor', 'supervisor', 'auditor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** A retried request is recognised by its key; the fingerprint tells that it is the same request. */
export interface Idempotency {
  readonly key: string;
  readonly fingerprint: string;
  /** Writes made so far in this request: each further one gets a key of its own. */
  writes: number;
}

/** Somebody who acts: a signed-in user, or a named part of the system (jobs, command line, sign-in). */
export interface Actor {
  /** The user's id; null for the system. */
  readonly id: string | null;
  readonly name: string;
  readonly role: Role | 'system';
  /** Administrative division code that bounds what this actor sees: 2, 4, 6, 9 or 12 digits; '' for the system. */
  readonly areaCode: string;
  readonly contractorId: string | null;
  readonly requestId?: string;
  readonly idempotency?: Idempotency;
}

/** The system as an actor. `name` says which part, and stands in the history. */
export function systemActor(name: 'jobs' | 'command-line' | 'sign-in' | 'demo' | 'health'): Actor {
  return { id: null, name, role: 'system', areaCode: '', contractorId: null };
}

/** The database role that decides what this actor's statements may see and do. */
export function databaseRoleOf(actor: Actor): DatabaseRole {
  const isAboveDistrict = actor.areaCode.length < 6;
  switch (actor.role) {
    case 'system':
      return 'tantu_system';
    case 'contractor':
      return 'tantu_contractor';
    case 'admin':
      return 'tantu_admin';
    case 'auditor':
      return isAboveDistrict ? 'tantu_region' : 'tantu_reader';
    default:
      return isAboveDistrict ? 'tantu_region' : 'tantu_staff';
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const AREA = /^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})?$/;

/**
 * The statement that opens a transaction as this actor, in one round trip (measured: a third more
 * transactions than four statements). Its values are our own ids and codes; their form is checked here
 * because they stand in the text.
 */
export function beginAs(actor: Actor, mode: 'READ ONLY' | 'READ WRITE', demoNow: Date | null): string {
  if (actor.id !== null && !UUID.test(actor.id)) throw new Error('actor id is not a UUID');
  if (actor.contractorId !== null && !UUID.test(actor.contractorId))
    throw new Error('contractor id is not a UUID');
  if (!AREA.test(actor.areaCode)) throw new Error('area code is not a division code');
  const area = actor.areaCode;
  // The first code behind every code that begins with `area`; ':' follows '9' in the C collation.
  const areaEnd =
    area === '' ? '' : area.slice(0, -1) + String.fromCharCode(area.charCodeAt(area.length - 1) + 1);
  return (
    `BEGIN ${mode}; SET LOCAL ROLE ${databaseRoleOf(actor)}; ` +
    `SET LOCAL tantu.actor_id = '${actor.id ?? ''}'; SET LOCAL tantu.area = '${area}'; SET LOCAL tantu.area_end = '${areaEnd}'; ` +
    `SET LOCAL tantu.district = '${area.slice(0, 6)}'; SET LOCAL tantu.contractor = '${actor.contractorId ?? ''}'` +
    (demoNow ? `; SET LOCAL tantu.demo_now = '${demoNow.toISOString()}'` : '')
  );
}
