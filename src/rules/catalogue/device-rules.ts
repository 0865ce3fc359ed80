import { defineRule, knows, Rule } from '../rule';
import { hasPhoto } from './photo-rules';
import { dueItems, knownItemName } from './plan-in-force';

/** Facts: `serialNumber`, `item` (null where nobody says what it is), `others`: where else a device of this number is recorded. */
export const deviceOnce: Rule = defineRule({
  code: 'E09',
  key: 'device-once',
  mode: 'block',
  waivable: false,
  because: 'Inspection 2022: a heater hung up, photographed and taken down; irregularities 13, 45, 50',
  before: [],
  needs: ['devices'],
  *find(dossier) {
    for (const { id, itemId, serialNumber, alsoAt } of dossier.devices) {
      if (alsoAt.length === 0) continue;
      yield {
        subject: { type: 'device', id },
        facts: {
          serialNumber,
          item: knownItemName(dossier, itemId),
          others: alsoAt.map(({ label }) => label),
        },
        fixAt: { page: 'construction', field: 'serialNumber' },
      };
    }
  },
});

/** Facts: `item`, `missing` of unboxed | connected | tested | inUse. */
export const deviceWorks: Rule = defineRule({
  code: 'E10',
  key: 'device-works',
  mode: 'gate',
  waivable: false,
  because: 'Inspection 2022: a water heater accepted in its box; irregularities 50, 52',
  before: ['acceptance'],
  parts: ['unboxed', 'connected', 'functionTest', 'photos'],
  *find(dossier) {
    if (!dossier.items.some(({ kind }) => kind === 'device')) return;
    const areTold = {
      unboxed: knows(dossier, 'unboxed'),
      connected: knows(dossier, 'connected'),
      tested: knows(dossier, 'functionTest'),
      inUse: knows(dossier, 'photos'),
    };
    for (const { item, inspected } of dueItems(dossier)) {
      if (item.kind !== 'device') continue;
      const missing = [
        ...(!areTold.unboxed || inspected?.device?.unboxed === true ? [] : ['unboxed']),
        ...(!areTold.connected || inspected?.device?.connected === true ? [] : ['connected']),
        ...(!areTold.tested || inspected?.functionTest === 'passed' ? [] : ['tested']),
        ...(!areTold.inUse || hasPhoto(dossier, item, 'inUse') ? [] : ['inUse']),
      ];
      if (missing.length === 0) continue;
      yield {
        subject: { type: 'item', id: item.id },
        facts: { item: item.name, missing },
        fixAt: { page: missing[0] === 'inUse' ? 'photos' : 'inspection', field: item.id },
      };
    }
  },
});
