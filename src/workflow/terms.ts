import { SignerRole } from '../rules/dossier';

/** Of a programme, what binds its retrofits; the limits of single items stand beside them in the dossier. */
export interface BindingTerms {
  /** Fen. */
  readonly capFen: number;
  readonly noticeDays: number;
  readonly lateEntryDays: number;
  readonly requiredSigners: readonly SignerRole[];
  readonly grades: readonly number[];
  readonly hardships: readonly string[];
  readonly tenures: readonly string[];
}

/**
 * The terms that bind a retrofit, as SQL over `r` (retrofits) and its programme: those of its approval, which the
 * database keeps on the retrofit (docs/decisions/0008), and until then the programme's as they are.
 * @param programme the alias under which the statement has `programmes`
 */
export const bindingTerms = (programme: string): string =>
  `coalesce(r.terms - 'priceLimitsFen', programme_terms(${programme}))`;

/** One of them that is a number. */
export const bindingNumber = (programme: string, term: 'capFen' | 'noticeDays' | 'lateEntryDays'): string =>
  `(${bindingTerms(programme)} ->> '${term}')::bigint`;
