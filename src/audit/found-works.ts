import { FoundFacts, FoundItem } from '../imports/found-record';
import { readItems } from '../imports/parsing/items';
import { catalogueItem } from '../plans/catalogue/catalogue';
import {
  DeviceFacts,
  Dossier,
  InspectedItem,
  InspectionFacts,
  ItemFacts,
  PaymentFacts,
  PhotoFacts,
  PhotoStage,
  SignatureFacts,
  SignerRole,
} from '../rules/dossier';
import { FoundCase } from './found-case';
import { asDate, dayOf, itemsIn, LONG_AGO, textOf } from './found-cells';

const NONE: readonly never[] = [];
const NO_NAMES = {};

export interface LedgerItem {
  readonly item: ItemFacts;
  readonly quantity: number | null;
}

export function itemsOf(recordId: string, facts: FoundFacts): LedgerItem[] {
  return summed(itemsIn(facts.plannedItems)).map(({ name, code, quantity }) => {
    const known = code === null ? undefined : catalogueItem(code);
    return {
      quantity,
      item: {
        id: `${recordId}/${code ?? name}`,
        code: code ?? '',
        name,
        roomId: '',
        kind: known?.kind ?? 'works',
        dimensioned: false,
        minimumDays: known?.minimumWorksDays ?? 0,
        requirements: NONE,
        worksStartedOn: null,
      },
    };
  });
}

/** Two lines of one kind are one item; of an unknown quantity where one of them has none. */
function summed(items: readonly FoundItem[]): FoundItem[] {
  const kinds = new Map<string, FoundItem>();
  for (const item of items) {
    const key = item.code ?? item.name;
    const first = kinds.get(key);
    const quantity = first === undefined ? item.quantity : plus(first.quantity, item.quantity);
    kinds.set(key, { ...(first ?? item), quantity });
  }
  return [...kinds.values()];
}

const plus = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : Math.round((a + b) * 100) / 100;

/** What a column says of a planned item: as planned where either of the two names no number. */
function saidOf({ quantity: planned }: LedgerItem, said: number | null): number {
  return planned === null ? UNCOUNTED : (said ?? planned);
}

/** Stands for a quantity that nobody wrote, on every side alike, so that nothing is held against it. */
const UNCOUNTED = 1;

/** The planned item that a name in another column, or on a photo, means. */
function meant(items: readonly LedgerItem[], { name, code }: FoundItem): LedgerItem | undefined {
  return items.find(({ item }) => (code !== null && item.code === code) || item.name === name);
}

export function planOf(facts: FoundFacts, items: readonly LedgerItem[]): Dossier['plans'] {
  if (items.length === 0) return NONE;
  const lines = items.map(({ item, quantity }) => ({
    itemId: item.id,
    quantity: quantity ?? UNCOUNTED,
    unitPriceFen: 0,
  }));
  const totalFen = typeof facts.budget === 'number' ? facts.budget : null;
  return [{ id: items[0]!.item.id, revision: 1, agreedOn: LONG_AGO, lines, totalFen }];
}

const RECEIVED_LATER = new Date('9999-12-31T00:00:00Z');

export function photosOf({ photos, cross }: FoundCase, items: readonly LedgerItem[]): PhotoFacts[] {
  return (photos ?? []).map(({ id, item, stage, takenOn }) => ({
    id,
    stage: stage ?? 'during',
    ...shown(items, item, stage),
    roomId: null,
    takenOn,
    claimedOn: null,
    cameraAt: null,
    receivedAt: RECEIVED_LATER,
    grade: takenOn === null ? 'none' : 'camera',
    position: null,
    clockSkewS: null,
    editor: '',
    thumbnailDiffers: false,
    sameBytes: cross.sameBytes?.[id] ?? NONE,
    lookalikes: cross.lookalikes?.[id] ?? NONE,
    comparison: cross.uncompared?.has(id) ? 'failed' : 'compared',
  }));
}

/** A photo before or after that names no item is of all the works; 坡道、扶手 is of both. */
function shown(
  items: readonly LedgerItem[],
  item: FoundItem | null,
  stage: PhotoStage | null,
): Pick<PhotoFacts, 'itemId' | 'alsoItemIds'> {
  if (item === null)
    return stage === 'before' || stage === 'after'
      ? { itemId: null, alsoItemIds: items.map((one) => one.item.id) }
      : { itemId: null };
  const idOf = (one: FoundItem): string => meant(items, one)?.item.id ?? `other/${one.name}`;
  const [first, ...further] = item.name.includes('、') ? readItems(item.name) : [item];
  return { itemId: idOf(first ?? item), alsoItemIds: further.map(idOf) };
}

export function inspectionOf(
  recordId: string,
  facts: FoundFacts,
  items: readonly LedgerItem[],
): InspectionFacts | null {
  if (asDate(facts.acceptedOn) === null) return null;
  const accepted = summed(itemsIn(facts.acceptedItems));
  const planned = items.map((one) => plannedItem(one, facts, acceptedQuantity(one, facts, items)));
  const unplanned = accepted
    .filter((one) => meant(items, one) === undefined)
    .map(({ name, quantity }) => works(`${recordId}/${name}`, quantity ?? UNCOUNTED));
  return { id: `${recordId}/inspection`, acceptors: NONE, items: [...planned, ...unplanned] };
}

function plannedItem({ item }: LedgerItem, facts: FoundFacts, quantity: number): InspectedItem {
  if (item.kind !== 'device') return works(item.id, quantity);
  return {
    ...works(item.id, quantity),
    functionTest: facts.functionTest === true ? 'passed' : 'failed',
    device: { unboxed: facts.unboxed === true, connected: facts.connected === true },
  };
}

/** What a ledger calls the things that it names outside the plan. */
export function namesOf(
  { id, facts, photos }: FoundCase,
  items: readonly LedgerItem[],
): Dossier['itemNames'] {
  const unplanned = (named: readonly FoundItem[]): string[] =>
    named.flatMap((one) => (meant(items, one) === undefined ? [one.name] : []));
  const accepted = unplanned(itemsIn(facts.acceptedItems)).map((name): [string, string] => [
    `${id}/${name}`,
    name,
  ]);
  const others = [
    ...unplanned(itemsIn(facts.settledItems)),
    ...unplanned((photos ?? []).flatMap(({ item }) => item ?? [])),
  ].map((name): [string, string] => [`other/${name}`, name]);
  return accepted.length + others.length === 0 ? NO_NAMES : Object.fromEntries([...accepted, ...others]);
}

/** "Passed" without a word of quantities means what was planned. */
function acceptedQuantity(planned: LedgerItem, facts: FoundFacts, items: readonly LedgerItem[]): number {
  if (facts.acceptedItems === null || facts.acceptedItems === undefined) return saidOf(planned, null);
  const found = summed(itemsIn(facts.acceptedItems)).find(
    (one) => meant(items, one)?.item.id === planned.item.id,
  );
  return found === undefined ? 0 : saidOf(planned, found.quantity);
}

function works(itemId: string, acceptedQuantity: number): InspectedItem {
  return { itemId, acceptedQuantity, functionTest: 'notApplicable', device: null, measured: NONE };
}

export function defectsOf(recordId: string, facts: FoundFacts): Dossier['defects'] {
  const foundOn = dayOf(facts.defectFoundOn);
  if (foundOn === null) return NONE;
  const curedOn = dayOf(facts.defectCuredOn);
  const reinspectedOn = dayOf(facts.reinspectedOn);
  return [{ id: `${recordId}/defect`, source: 'household', foundOn, curedOn, reinspectedOn }];
}

export function signaturesOf(recordId: string, facts: FoundFacts): SignatureFacts[] {
  if (!Array.isArray(facts.signers)) return [];
  const signedOn = asDate(facts.acceptedOn)?.from ?? LONG_AGO;
  return (facts.signers as readonly SignerRole[]).map((role) => ({
    id: `${recordId}/${role}`,
    purpose: 'acceptance',
    role,
    name: '',
    sameImageNames: NONE,
    isCopied: false,
    relation: role === 'household' ? 'self' : 'office',
    proxyRelation: '',
    proxyReason: textOf(facts.proxyReason),
    witnessName: textOf(facts.witness),
    signedOn,
    byContractorId: null,
    signedHash: '',
    currentHash: '',
    voided: false,
  }));
}

export function statementsOf(recordId: string, facts: FoundFacts): Dossier['statements'] {
  const outcome = facts.satisfaction;
  if (outcome !== 'satisfied' && outcome !== 'notSatisfied' && outcome !== 'notDone') return NONE;
  return [{ id: `${recordId}/statement`, outcome, on: asDate(facts.signedOn)?.from ?? LONG_AGO }];
}

export function paymentsOf(recordId: string, facts: FoundFacts): PaymentFacts[] {
  const amountFen = typeof facts.settlement === 'number' ? facts.settlement : 0;
  return (
    [
      ['invoice', facts.invoicedOn],
      ['final', facts.paidOn],
      ['retention', facts.retentionReleasedOn],
    ] as const
  ).flatMap(([kind, cell]) => {
    const on = dayOf(cell);
    return on === null ? [] : [{ id: `${recordId}/${kind}`, kind, on, amountFen }];
  });
}

export function settlementOf(facts: FoundFacts, items: readonly LedgerItem[]): Dossier['settlement'] {
  if (facts.settledItems === undefined || facts.settledItems === null) return null;
  return summed(itemsIn(facts.settledItems)).map((one) => {
    const planned = meant(items, one);
    return {
      itemId: planned?.item.id ?? one.name,
      quantity: planned === undefined ? (one.quantity ?? UNCOUNTED) : saidOf(planned, one.quantity),
      amountFen: null,
    };
  });
}

export function devicesOf({ id, facts, cross }: FoundCase, items: readonly LedgerItem[]): DeviceFacts[] {
  if (!Array.isArray(facts.serialNumbers)) return [];
  const itemId = items.find(({ item }) => item.kind === 'device')?.item.id ?? id;
  return (facts.serialNumbers as readonly string[]).map((serialNumber) => ({
    id: `${id}/${serialNumber}`,
    itemId,
    serialNumber,
    hasNameplate: false,
    isSeenInUse: false,
    alsoAt: cross.sameSerial?.[serialNumber] ?? NONE,
  }));
}
