import { CalendarDate } from '../../platform/time/calendar-date';
import { localDay } from '../../platform/time/district-time';
import { DateName, Dossier, ItemFacts, PhotoFacts, PhotoStage } from '../dossier';
import { defineRule, knows, Rule } from '../rule';
import { photoFinding } from './photo-finding';
import { dueItems, itemName } from './plan-in-force';

/** The dates between which a photo of each stage is taken; a tape photo may be from the survey or the acceptance. */
const STAGE_LIMITS: Record<PhotoStage, { from: DateName | null; until: DateName | null }> = {
  before: { from: null, until: 'startedOn' },
  tape: { from: null, until: 'acceptedOn' },
  during: { from: 'startedOn', until: 'completedOn' },
  after: { from: 'startedOn', until: 'acceptedOn' },
  inUse: { from: 'startedOn', until: 'acceptedOn' },
  nameplate: { from: 'startedOn', until: 'acceptedOn' },
};

/**
 * An after photo may be taken from the start of its item's works on. A photo that reached the server before the
 * date from which on it can exist is too early, whatever its claimed day says.
 * Facts: `problem` tooEarly | tooLate; `stage`, `item`, `on`, `limit`, `limitOn`.
 */
export const photosInTheirStage: Rule = defineRule({
  code: 'C18',
  key: 'photos-in-their-stage',
  mode: 'gate',
  waivable: true,
  because: 'Inspection 2022: photos of other years and stages; irregularities 12, 15, 16',
  before: ['acceptance'],
  needs: ['photos', 'photoTimes'],
  *find(dossier) {
    for (const photo of dossier.photos) {
      const fault = stageFault(dossier, photo);
      if (fault === null) continue;
      yield photoFinding(dossier, photo, { ...fault });
    }
  },
});

interface StageFault {
  readonly problem: 'tooEarly' | 'tooLate';
  readonly on: CalendarDate;
  readonly limit: DateName;
  readonly limitOn: CalendarDate;
}

function stageFault(dossier: Dossier, photo: PhotoFacts): StageFault | null {
  const { from, until } = STAGE_LIMITS[photo.stage];
  const received = localDay(photo.receivedAt);
  const taken = photo.takenOn !== null && photo.takenOn < received ? photo.takenOn : received;
  const earliest = from === null ? undefined : itemStart(dossier, photo, from);
  if (from !== null && earliest !== undefined && taken < earliest)
    return { problem: 'tooEarly', on: taken, limit: from, limitOn: earliest };
  const limit = until === null ? undefined : dossier.dates[until];
  const latest = limit?.until ?? limit?.on; // of a month the last day
  if (until !== null && latest !== undefined && photo.takenOn !== null && photo.takenOn > latest)
    return { problem: 'tooLate', on: photo.takenOn, limit: until, limitOn: latest };
  return null;
}

function itemStart(dossier: Dossier, photo: PhotoFacts, from: DateName): CalendarDate | undefined {
  const own = dossier.items.find(({ id }) => id === photo.itemId)?.worksStartedOn;
  return own ?? dossier.dates[from]?.on;
}

/**
 * The before photo may be one of the item's room, because the survey comes before the plan that names the items;
 * after and tape photos show the very item. A record without any item still owes a photo before and one after.
 * Facts: `item` (null where none is known), `missing` stages; `others`, items that photos show and nobody planned.
 */
export const photosComplete: Rule = defineRule({
  code: 'E01',
  key: 'photos-complete',
  mode: 'gate',
  waivable: false,
  because: 'Inspection 2022: 54 of 100 files without photos; irregularities 11, 12, 19',
  before: ['acceptance'],
  needs: ['photos'],
  *find(dossier) {
    const due = dueItems(dossier);
    for (const { item } of due) {
      const missing = owedStages(dossier, item).filter((stage) => !hasPhoto(dossier, item, stage));
      if (missing.length === 0) continue;
      yield {
        subject: { type: 'item', id: item.id },
        facts: { item: item.name, missing, others: unplannedItems(dossier) },
        fixAt: { page: 'photos', field: item.id },
      };
    }
    if (due.length > 0 || dossier.photos.some(({ stage }) => stage === 'before' || stage === 'after')) return;
    yield {
      subject: { type: 'retrofit', id: dossier.retrofitId },
      facts: { item: null, missing: ['before', 'after'], others: null },
      fixAt: { page: 'photos' },
    };
  },
});

function owedStages(dossier: Dossier, { dimensioned }: ItemFacts): readonly PhotoStage[] {
  return dimensioned && knows(dossier, 'tapePhotos') ? ['before', 'tape', 'after'] : ['before', 'after'];
}

/** Names of items that photos show and that stand in no revision of the plan; null where there are none. */
function unplannedItems(dossier: Dossier): string[] | null {
  if (!knows(dossier, 'plans')) return null;
  const shown = dossier.photos.flatMap(({ itemId }) => itemId ?? []);
  const unplanned = shown.filter(
    (id) => !dossier.plans.some(({ lines }) => lines.some(({ itemId }) => itemId === id)),
  );
  return unplanned.length === 0 ? null : [...new Set(unplanned.map((id) => itemName(dossier, id)))];
}

export function hasPhoto(dossier: Dossier, item: ItemFacts, stage: PhotoStage): boolean {
  return dossier.photos.some(
    (photo) =>
      photo.stage === stage &&
      (photo.itemId === item.id ||
        photo.alsoItemIds?.includes(item.id) === true ||
        (stage === 'before' && photo.itemId === null && photo.roomId === item.roomId)),
  );
}
