import { may } from '../access/permissions';
import { Actor } from '../platform/database/actor';
import { SignerRole } from '../rules/dossier';

/** Division code's length of the offices, each of which signs by an account of its own level. */
export const OFFICE_CODE_LENGTH = { community: 12, street: 9, district: 6 } as const;

/** An audit or supervision firm has no account: the district hands it the phone. */
const HOST_CODE_LENGTH = OFFICE_CODE_LENGTH.district;

/** Whether a party signs by its own signed-in user, in whose name the signature stands. */
export function signsByAccount(role: SignerRole): boolean {
  return role === 'contractor' || role in OFFICE_CODE_LENGTH;
}

/**
 * Whether this actor can have this party sign. That an area of the right length is the retrofit's own follows from
 * seeing the retrofit at all.
 */
export function mayTake(actor: Actor, role: SignerRole): boolean {
  if (!may(actor.role, 'signature.take')) return false;
  if ((role === 'contractor') !== (actor.role === 'contractor')) return false;
  switch (role) {
    case 'contractor':
      return true;
    case 'household':
      return actor.role === 'caseworker';
    case 'thirdParty':
      return actor.areaCode.length === HOST_CODE_LENGTH;
    default:
      return actor.areaCode.length === OFFICE_CODE_LENGTH[role];
  }
}
