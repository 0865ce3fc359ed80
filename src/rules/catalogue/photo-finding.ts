import { Dossier, PhotoFacts } from '../dossier';
import { Facts, FindingDraft } from '../finding';
import { itemName } from './plan-in-force';

/** Names the photo by its stage and its item, `item` being null for one of a whole room. */
export function photoFinding(dossier: Dossier, photo: PhotoFacts, facts: Facts): FindingDraft {
  return {
    subject: { type: 'photo', id: photo.id },
    facts: {
      stage: photo.stage,
      item: photo.itemId === null ? null : itemName(dossier, photo.itemId),
      ...facts,
    },
    fixAt: { page: 'photos', field: photo.id },
  };
}
