import { Actor } from '../platform/database/actor';
import { AcceptorFacts } from '../rules/dossier';

const LEVELS = { 12: 'community', 9: 'street', 6: 'district' } as const;

/** The actor as somebody who accepts; rule S08 asks for one of the district who does not work for a contractor. */
export function acceptorOf(actor: Actor): AcceptorFacts {
  const level = LEVELS[actor.areaCode.length as keyof typeof LEVELS] ?? 'thirdParty';
  return { userId: actor.id ?? '', name: actor.name, level, contractorId: actor.contractorId };
}
