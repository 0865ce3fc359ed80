import { createHash } from 'node:crypto';
import { canonicalJson } from '../platform/canonical-json';
import { StoredPlan } from './plan.repository';

/** What the household agrees to: the hash of it stands in the agreement, so that a later change shows. */
export function planHash(retrofitId: string, plan: StoredPlan): Buffer {
  const content = {
    retrofitId,
    revision: plan.revision,
    reason: plan.reason,
    totalFen: plan.totalFen,
    lines: plan.lines.map(({ itemId, catalogueCode, roomName, quantity, unitPriceFen, dimensions, note }) => ({
      itemId, catalogueCode, roomName, quantity, unitPriceFen, dimensions, note,
    })), // prettier-ignore
  };
  return createHash('sha256').update(canonicalJson(content)).digest();
}
