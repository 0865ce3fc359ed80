import { SignerRole } from '../rules/dossier';

/** Of a programme, what binds its retrofits; what is set for single items stands beside them in the dossier. */
export interface BindingTerms {
  /** Fen. */
  readonly capFen: number;
  readonly noticeDays: number;
  readonly lateEntryDays: number;
  readonly requiredSigners: readonly SignerRole[];
  readonly grades: readonly number[];
  readonly hardships: readonly string[];
  readonly tenures: readonly string[];
  readonly contractWithinDays: number | null;
  readonly warrantyMonths: number;
  readonly worksRequired: boolean;
  readonly peerFactor: number;
  readonly radiusM: number;
  readonly visitsPerDay: number;
  readonly fastestKmh: number;
}

/**
 * The terms that bind a retrofit, as SQL over `r` (retrofits) and its programme: those of its approval, which the
 * database keeps on the retrofit (docs/decisions/0008), and until then the programme's as they are. A term that is
 * younger than the approval is the programme's too.
 * @param programme the alias under which the statement has `programmes`
 */
export const bindingTerms = (programme: string): string =>
  `(programme_terms(${programme}) || coalesce(r.terms - '{priceLimitsFen,minimumDays}'::text[], '{}'))`;

/** One of them that is a number. */
export const bindingNumber = (programme: string, term: 'capFen' | 'noticeDays' | 'lateEntryDays'): string =>
  `(${bindingTerms(programme)} ->> '${term}')::bigint`;

/** By code of the item, the most that a unit may cost; an item that is younger than the approval has its own limit. */
export const bindingLimits = (programme: string): string =>
  `(catalogue_limits(${programme}.area_code) || coalesce(r.terms -> 'priceLimitsFen', '{}'))`;
