import { Json } from '../platform/database/database';

/** A changed field as an entry of the history keeps it. */
export interface Change {
  readonly [side: string]: Json;
  readonly before: Json;
  readonly after: Json;
}

/** The fields that differ between two states of a record, with both values; lists count as equal whatever their order. */
export function changesOf<Field extends string>(
  before: Readonly<Record<Field, Json>>,
  after: Readonly<Record<Field, Json>>,
  fields: readonly Field[],
): Record<string, Change> {
  return Object.fromEntries(
    fields
      .filter((field) => comparable(before[field]) !== comparable(after[field]))
      .map((field) => [field, { before: before[field] ?? null, after: after[field] ?? null }]),
  );
}

function comparable(value: Json): string {
  return JSON.stringify(Array.isArray(value) ? [...(value as readonly Json[])].sort() : (value ?? null));
}
