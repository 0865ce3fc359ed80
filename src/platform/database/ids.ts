import { v7 } from 'uuid';

/** A new row's id: UUID v7, made in the application (PostgreSQL 15 has none), so that ids sort by creation. */
export function newId(): string {
  return v7();
}
