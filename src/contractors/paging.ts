/** What a list's query may carry; fields are missing where the address has none. */
export interface Paging {
  readonly limit?: number | null;
  readonly after?: string | null;
  readonly search?: string | null;
}

/** The query with everything said: 50 rows, from the start, whatever they are called. */
export function filterOf({ limit, after, search }: Paging): {
  limit: number;
  after: string | null;
  search: string | null;
} {
  return { limit: limit ?? 50, after: after ?? null, search: search ?? null };
}
