import { Actor, Role } from '../../platform/database/actor';
import { invalid } from '../../platform/problems/problem';

interface Place {
  readonly role: Role;
  readonly areaCode: string;
  readonly contractorId: string | null;
}

/**
 * Where somebody may be put: inside the administrator's area, and into a firm if and only if they are a
 * contractor's. The table's row security and CHECK say the same; here each fault finds its field.
 * @throws Problem invalid-input
 */
export function checkPlace(actor: Actor, { role, areaCode, contractorId }: Place): void {
  if (!areaCode.startsWith(actor.areaCode)) throw invalid({ field: 'areaCode', key: 'users.area.outside' });
  if ((role === 'contractor') !== Boolean(contractorId))
    throw invalid({ field: 'contractorId', key: 'access.user.firmOfContractor' });
}
