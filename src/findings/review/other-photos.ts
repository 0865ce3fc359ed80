import { StoredFinding } from '../finding.repository';

/** Ids of the photos that a flag of likeness (E03, E04) names beside its own, the nearest first. */
export function otherPhotoIds({ facts }: Pick<StoredFinding, 'facts'>): string[] {
  const { photos } = facts;
  return Array.isArray(photos) ? [...(photos as readonly string[])] : [];
}
