import { maskName } from '../households/identity/chinese-name';
import { FoundFacts, FoundPhoto, FoundValue } from '../imports/found-record';
import { LedgerField } from '../imports/ledger-fields';
import { CalendarDate } from '../platform/time/calendar-date';
import { Lookalike, OtherRetrofit, Reference } from '../rules/dossier';
import { CrossFacts, FoundCase } from './found-case';
import { FoundYear } from './found-year';

/** A record elsewhere, before its name is masked; null where it is another district's. */
interface RawReference {
  readonly id: string;
  readonly year: number;
  readonly district: string;
  readonly name: string | null;
  readonly place: string | null;
}

type RawRetrofit = RawReference & { readonly on: CalendarDate; readonly until?: CalendarDate };

type RawLookalike = RawReference & { readonly distance: number; readonly where: Lookalike['place'] };

/** Keys: `serial:…`, `photo:…`, `like:…`, `uncompared:…`, `people`, `address`, `visits`. */
export type RawCross = Readonly<Record<string, readonly RawReference[] | number>>;

/** A found record as the stream reads it. */
export interface FoundRow {
  readonly id: string;
  readonly areaCode: string;
  readonly personName: string;
  readonly community: string;
  readonly contractor: string;
  readonly facts: FoundFacts;
  readonly photos:
    readonly (Omit<FoundPhoto, 'item'> & { itemName: string; itemCode: string | null })[] | null;
  readonly cross: RawCross | null;
  readonly corrections: { readonly [Field in LedgerField]?: { readonly value: FoundValue | null; readonly at: string } } | null; // prettier-ignore
}

const NO_CROSS: CrossFacts = {};
const NOT_CORRECTED: FoundCase['correctedAt'] = {};

/** The record with its corrections in their place; `hasPhotos` says whether any came with the ledgers of its year. */
export function foundCase(row: FoundRow, year: FoundYear, hasPhotos: boolean): FoundCase {
  const { id, areaCode, corrections } = row;
  return {
    id,
    areaCode,
    year,
    facts: corrections === null ? row.facts : { ...row.facts, ...valuesOf(corrections) },
    correctedAt: corrections === null ? NOT_CORRECTED : instantsOf(corrections),
    photos: hasPhotos ? photosOf(row) : null,
    cross: row.cross === null ? NO_CROSS : crossOf(row.cross, areaCode.slice(0, 6), year.year),
  };
}

type Corrections = NonNullable<FoundRow['corrections']>;

function valuesOf(corrections: Corrections): FoundFacts {
  return Object.fromEntries(Object.entries(corrections).map(([field, { value }]) => [field, value]));
}

function instantsOf(corrections: Corrections): FoundCase['correctedAt'] {
  return Object.fromEntries(Object.entries(corrections).map(([field, { at }]) => [field, new Date(at)]));
}

function photosOf({ photos }: FoundRow): FoundPhoto[] {
  return (photos ?? []).map(({ itemName, itemCode, ...photo }) => ({
    ...photo,
    item: itemName === '' && itemCode === null ? null : { name: itemName, code: itemCode, quantity: null },
  }));
}

function crossOf(raw: RawCross, district: string, year: number): CrossFacts {
  const sameSerial: Record<string, Reference[]> = {};
  const sameBytes: Record<string, Reference[]> = {};
  const lookalikes: Record<string, Lookalike[]> = {};
  const uncompared = new Set<string>();
  for (const [key, value] of Object.entries(raw)) {
    if (key.startsWith('serial:')) sameSerial[key.slice(7)] = (value as RawReference[]).map(reference);
    if (key.startsWith('photo:')) sameBytes[key.slice(6)] = (value as RawReference[]).map(reference);
    if (key.startsWith('uncompared:')) uncompared.add(key.slice(11));
    if (key.startsWith('like:')) lookalikes[key.slice(5)] = (value as RawLookalike[]).map(lookalike);
  }
  return {
    sameSerial,
    sameBytes,
    lookalikes,
    uncompared,
    otherRetrofits: ((raw.people ?? []) as RawRetrofit[]).map((one): OtherRetrofit => ({
      ...reference(one),
      kind: 'retrofit',
      sameProgramme: one.year === year && one.district === district,
      on: one.on,
      ...(one.until === undefined ? {} : { until: one.until }),
    })),
    sameAddress: ((raw.address ?? []) as RawReference[]).map(reference),
    ...(typeof raw.visits === 'number' ? { visitsThatDay: raw.visits } : {}),
  };
}

function reference({ id, year, district, name, place }: RawReference): Reference {
  return { id, label: [String(year), ...(name === null ? [district] : [place, maskName(name)])].filter(Boolean).join(' · ') }; // prettier-ignore
}

function lookalike({ distance, where, ...other }: RawLookalike): Lookalike {
  return { ...reference(other), distance, place: where };
}
