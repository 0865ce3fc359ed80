import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** A new row's id: UUID v7, made in the application (PostgreSQL 15 has none), so that ids sort by creation. */
export function newId(): string {
  return v7();
}

/** So many of them, in their order: chance is asked for once, which takes longer than all the rest. */
export function newIds(count: number): string[] {
  const chance = randomBytes(16 * count + 4);
  const [msecs, first] = [Date.now(), chance.readUInt32BE(16 * count) >>> 1];
  return Array.from({ length: count }, (_, index) =>
    v7({ random: chance.subarray(16 * index, 16 * index + 16), msecs, seq: first + index }),
  );
}

/** Below every id that was made at this instant or later. */
export function lowestIdAt(instant: Date): string {
  const ms = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`;
}
