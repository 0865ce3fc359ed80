import { FixPage } from '../finding';
import { defineRule, knows, Rule } from '../rule';
import { hasPhoto } from './photo-rules';
import { dueItems, knownItemName } from './plan-in-force';

/** Where each is put right; the rest on the sheet of the inspection. */
const FIXED_AT: Readonly<Record<string, FixPage>> = { inUse: 'photos', nameplate: 'construction' };

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

/**
 * Where an item has several devices, each is seen in use; the photo of a single one needs not say which one it shows.
 * Facts: `item`, `missing` of unboxed | connected | tested | inUse | nameplate (a serial number with a photo of it).
 */
export const deviceWorks: Rule = defineRule({
  code: 'E10',
  key: 'device-works',
  mode: 'gate',
  waivable: false,
  because: 'Inspection 2022: a water heater accepted in its box; irregularities 50, 52',
  before: ['acceptance'],
  parts: ['unboxed', 'connected', 'functionTest', 'photos', 'nameplates'],
  *find(dossier) {
    if (!dossier.items.some(({ kind }) => kind === 'device')) return;
    const areTold = {
      unboxed: knows(dossier, 'unboxed'),
      connected: knows(dossier, 'connected'),
      tested: knows(dossier, 'functionTest'),
      inUse: knows(dossier, 'photos'),
      nameplate: knows(dossier, 'nameplates'),
    };
    for (const { item, inspected } of dueItems(dossier)) {
      if (item.kind !== 'device') continue;
      const devices = dossier.devices.filter(({ itemId }) => itemId === item.id);
      const isSeen =
        areTold.nameplate && devices.length > 1
          ? devices.every((one) => one.isSeenInUse)
          : hasPhoto(dossier, item, 'inUse');
      const isNamed = devices.length > 0 && devices.every((one) => one.hasNameplate);
      const missing = [
        ...(!areTold.unboxed || inspected?.device?.unboxed === true ? [] : ['unboxed']),
        ...(!areTold.connected || inspected?.device?.connected === true ? [] : ['connected']),
        ...(!areTold.tested || inspected?.functionTest === 'passed' ? [] : ['tested']),
        ...(!areTold.inUse || isSeen ? [] : ['inUse']),
        ...(!areTold.nameplate || isNamed ? [] : ['nameplate']),
      ];
      if (missing.length === 0) continue;
      yield {
        subject: { type: 'item', id: item.id },
        facts: { item: item.name, missing },
        fixAt: { page: FIXED_AT[missing[0]!] ?? 'inspection', field: item.id },
      };
    }
  },
});
