import { Actor } from '../platform/database/actor';
import { Problem } from '../platform/problems/problem';

/**
 * The district (six digits) in whose name this actor decides on programmes and contracts. Staff of a street may
 * read them, a city's may too, but neither decides for the district.
 * @throws Problem forbidden
 */
export function districtOf(actor: Actor): string {
  if (actor.areaCode.length !== 6) throw new Problem('forbidden', { facts: { areaCode: actor.areaCode } });
  return actor.areaCode;
}
