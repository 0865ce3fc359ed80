import { FoundFacts, FoundItem } from '../imports/found-record';
import { catalogueItem } from '../plans/catalogue/catalogue';
import {
  DeviceFacts,
  Dossier,
  InspectedItem,
  InspectionFacts,
  ItemFacts,
  PaymentFacts,
  PhotoFacts,
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
  return itemsIn(facts.plannedItems).map(({ name, code, quantity }) => {
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

/** The planned item that a name in another column, or on a photo, means. */
function meant(items: readonly LedgerItem[], { name, code }: FoundItem): LedgerItem | undefined {
  return items.find(({ item }) => (code !== null && item.code === code) || item.name === name);
}

export function planOf(facts: FoundFacts, items: readonly LedgerItem[]): Dossier['plans'] {
  if (items.length === 0) return NONE;
  const lines = items.map(({ item, quantity }) => ({
    itemId: item.id,
    quantity: quantity ?? 1,
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
    itemId: item === null ? null : (meant(items, item)?.item.id ?? `other/${item.name}`),
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
    lookalikes: NONE,
  }));
}

export function inspectionOf(
  recordId: string,
  facts: FoundFacts,
  items: readonly LedgerItem[],
): InspectionFacts | null {
  if (asDate(facts.acceptedOn) === null) return null;
  const accepted = itemsIn(facts.acceptedItems);
  const planned = items.map((one) => plannedItem(one, facts, acceptedQuantity(one, facts, items)));
  const unplanned = accepted
    .filter((one) => meant(items, one) === undefined)
    .map(({ name, quantity }) => works(`${recordId}/${name}`, quantity ?? 1));
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
  const accepted = unplanned(itemsIn(facts.acceptedItems)).map((name) => [`${id}/${name}`, name]);
  const others = [
    ...unplanned(itemsIn(facts.settledItems)),
    ...unplanned((photos ?? []).flatMap(({ item }) => item ?? [])),
  ].map((name) => [`other/${name}`, name]);
  return accepted.length + others.length === 0
    ? NO_NAMES
    : (Object.fromEntries([...accepted, ...others]) as Record<string, string>);
}

/** "Passed" without a word of quantities means what was planned. */
function acceptedQuantity(
  { item, quantity }: LedgerItem,
  facts: FoundFacts,
  items: readonly LedgerItem[],
): number {
  if (facts.acceptedItems === null || facts.acceptedItems === undefined) return quantity ?? 1;
  const found = itemsIn(facts.acceptedItems).find((one) => meant(items, one)?.item.id === item.id);
  return found === undefined ? 0 : (found.quantity ?? quantity ?? 1);
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
  return itemsIn(facts.settledItems).map((one) => ({
    itemId: meant(items, one)?.item.id ?? `other/${one.name}`,
    quantity: one.quantity ?? 1,
    amountFen: null,
  }));
}

export function devicesOf({ id, facts, cross }: FoundCase, items: readonly LedgerItem[]): DeviceFacts[] {
  if (!Array.isArray(facts.serialNumbers)) return [];
  const itemId = items.find(({ item }) => item.kind === 'device')?.item.id ?? id;
  return (facts.serialNumbers as readonly string[]).map((serialNumber) => ({
    id: `${id}/${serialNumber}`,
    itemId,
    serialNumber,
    alsoAt: cross.sameSerial?.[serialNumber] ?? NONE,
  }));
}
