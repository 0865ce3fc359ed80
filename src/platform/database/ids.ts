import { v7 } from 'uuid';

/** A new row's id: UUID v7, made in the application (PostgreSQL 15 has none), so that ids sort by creation. */
export function newId(): string {
  return v7();
}

/** Below every id that was made at this instant or later. */
export function lowestIdAt(instant: Date): string {
  const ms = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`;
}
