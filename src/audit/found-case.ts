import { FoundFacts, FoundPhoto } from '../imports/found-record';
import { LedgerField } from '../imports/ledger-fields';
import { Lookalike, OtherRetrofit, Reference } from '../rules/dossier';
import { FoundYear } from './found-year';

/** What only a look at all records together can tell of one of them; absent where there is nothing to tell. */
export interface CrossFacts {
  /** By serial number: the other places at which it is recorded. */
  readonly sameSerial?: Readonly<Record<string, readonly Reference[]>>;
  readonly otherRetrofits?: readonly OtherRetrofit[];
  readonly sameAddress?: readonly Reference[];
  /** By id of the photo: other evidence of the same bytes. */
  readonly sameBytes?: Readonly<Record<string, readonly Reference[]>>;
  /** By id of the photo: other evidence that looks the same. */
  readonly lookalikes?: Readonly<Record<string, readonly Lookalike[]>>;
  /** Ids of the photos that could not be compared. */
  readonly uncompared?: ReadonlySet<string>;
  /** Homes that the surveyor visited on the day of this survey, this one among them. */
  readonly visitsThatDay?: number;
}

/** One retrofit of an old ledger with everything that bears on it, corrections already in their place. */
export interface FoundCase {
  readonly id: string;
  readonly areaCode: string;
  readonly facts: FoundFacts;
  /** When a correction made long after put a date right: by field, the instant of the correction. */
  readonly correctedAt: { readonly [Field in LedgerField]?: Date };
  /** Null when no photos were imported for that year. */
  readonly photos: readonly FoundPhoto[] | null;
  readonly year: FoundYear;
  readonly cross: CrossFacts;
}
