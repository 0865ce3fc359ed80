/**
 * The terms that bind a retrofit, as SQL over `r` (retrofits) and its programme: those of its approval, which the
 * database keeps on the retrofit (docs/decisions/0008), and until then the programme's as they are.
 * @param programme the alias under which the statement has `programmes`
 */
export const bindingTerms = (programme: string): string => `coalesce(r.terms, programme_terms(${programme}))`;

/** One of them that is a number. */
export const bindingNumber = (programme: string, term: 'capFen' | 'noticeDays' | 'lateEntryDays'): string =>
  `(${bindingTerms(programme)} ->> '${term}')::bigint`;
