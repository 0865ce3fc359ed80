import { Position } from './dossier-parties';

/** The earth's mean radius (WGS-84). */
const EARTH_RADIUS_M = 6_371_009;
const RADIANS = Math.PI / 180;

/**
 * Metres along the great circle between two WGS-84 positions (haversine); right to half a per cent, far better than
 * any phone. A position from a Chinese map is shifted (GCJ-02, by some hundred metres) and must never come here.
 */
export function metresBetween(a: PlainPosition, b: PlainPosition): number {
  const north = Math.sin(((b.latitude - a.latitude) * RADIANS) / 2);
  const east = Math.sin(((b.longitude - a.longitude) * RADIANS) / 2);
  const share = north * north + Math.cos(a.latitude * RADIANS) * Math.cos(b.latitude * RADIANS) * east * east;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(share)));
}

export type PlainPosition = Pick<Position, 'longitude' | 'latitude'>;

/** By how many metres both positions together may be off; a source that does not say counts as right. */
export function accuracyOf(a: Position, b: Position): number {
  return (a.accuracyM ?? 0) + (b.accuracyM ?? 0);
}

/** What a position without a reported accuracy may be off by: indoors phones miss by 40 to 90 m (rules.md, E05). */
const SILENT_ACCURACY_M = 100;
/** Clocks of photos tell seconds, and two that come within one may be apart by nearly two. */
const SHORTEST_S = 60;

/** A person's whereabouts as a photo tells them: where, and when the device was there. */
export interface Fix extends Position {
  readonly at: Date;
}

/** The slowest speed, km/h, at which somebody can have been at both: positions and clocks are given every benefit of doubt. */
export function slowestKmh(a: Fix, b: Fix): number {
  const doubt = (a.accuracyM ?? SILENT_ACCURACY_M) + (b.accuracyM ?? SILENT_ACCURACY_M);
  const metres = Math.max(0, metresBetween(a, b) - doubt);
  const seconds = Math.max(SHORTEST_S, Math.abs(b.at.getTime() - a.at.getTime()) / 1000);
  return (metres / seconds) * 3.6;
}
