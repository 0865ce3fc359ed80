import { canonicalJson } from '../platform/canonical-json';
import { FoundFacts, FoundValue } from './found-record';
import { Changes, Difference, RowKey } from './import-row';
import { KnownRecord } from './found-record.repository';
import { Ledger, LedgerField } from './ledger-fields';

export type Matched =
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'record'; readonly record: KnownRecord };

type Person = Pick<RowKey, 'year' | 'personName' | 'community' | 'idNumberHash' | 'ordinal'>;

/**
 * Finds the record of a row among those that could be it: by the ID number where both have one, else by name and
 * community. Who stands twice in a ledger has two records, because nothing that was written may be lost: the second
 * row of a later file belongs to the second.
 */
export function matchPerson(row: Person, candidates: readonly KnownRecord[]): Matched {
  const ofYear = candidates.filter((one) => one.year === row.year && !one.isOfThisImport);
  if (row.idNumberHash) {
    const same = ofYear.filter((one) => one.idNumberHash?.equals(row.idNumberHash!));
    if (same.length > 0) return { kind: 'record', record: same[Math.min(row.ordinal, same.length) - 1]! };
    return unique(namesakes(row, ofYear).filter((one) => one.idNumberHash === null));
  }
  return unique(namesakes(row, ofYear));
}

/** The same name in the same community; where one side names no community, the name alone. */
function namesakes(row: Person, records: readonly KnownRecord[]): KnownRecord[] {
  const named = records.filter(({ personName }) => personName === row.personName);
  const near = named.filter(({ community }) => community === row.community);
  if (near.length > 0) return near;
  return named.filter(({ community }) => community === '' || row.community === '');
}

function unique(found: readonly KnownRecord[]): Matched {
  if (found.length === 0) return { kind: 'none' };
  return found.length === 1 ? { kind: 'record', record: found[0]! } : { kind: 'ambiguous' };
}

export interface Compared {
  readonly difference: Difference;
  /** Fields that the record lacks. */
  readonly added: FoundFacts;
  /** Fields of which an earlier file of the same ledger said something else. */
  readonly changes: Changes;
  /** Fields of which another ledger says something else; what was found first stays. */
  readonly differing: readonly LedgerField[];
}

/** What a row says beside what is known. */
export function compare(facts: FoundFacts, ledger: Ledger, record: KnownRecord): Compared {
  const hasCome = record.ledgers.includes(ledger);
  const added: Partial<Record<LedgerField, FoundValue | null>> = {};
  const changes: Partial<Record<LedgerField, { before: FoundValue | null; after: FoundValue | null }>> = {};
  const differing: LedgerField[] = [];
  for (const [field, after] of Object.entries(facts) as [LedgerField, FoundValue | null][]) {
    const before = record.facts[field];
    if (before === undefined) added[field] = after;
    else if (canonicalJson(before) === canonicalJson(after)) continue;
    else if (hasCome) changes[field] = { before, after };
    else if (after !== null) differing.push(field);
  }
  const isChanged = Object.keys(changes).length > 0;
  const difference = isChanged ? 'changed' : Object.keys(added).length > 0 ? 'added' : 'same';
  return { difference, added, changes, differing };
}
